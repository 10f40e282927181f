#include <algorithm>
#include <atomic>
#include <bit>
#include <cmath>
#include <memory>
#include <mutex>
#include <span>
#include <tuple>

#include <tissu/base/error.hpp>
#include <tissu/base/parallel.hpp>
#include <tissu/network/two_mode.hpp>

#include "graph/checks.hpp"
#include "graph/pool.hpp"

namespace tissu {
namespace {

/// Members are whole numbers or sums of shares: less than this is the rounding of a sum of shares.
constexpr double no_pair = 1e-9;

/// The ties of some rows.
struct Chunk {
    std::vector<std::int64_t> degrees;
    std::vector<Index> targets;
    std::vector<double> weights;  // empty if not weighted

    void clear() {
        degrees.clear();
        targets.clear();
        weights.clear();
    }
};

/// The result grows chunk by chunk, in order, while the others are worked on: nothing is held twice but what waits for
/// its turn.
class Gatherer {
public:
    /// `most`: ties that there can be.
    Gatherer(Index n, std::size_t chunks, std::size_t most, bool weighted) : n_(n), offsets_{0}, waiting_(chunks) {
        offsets_.reserve(std::size_t{n} + 1);
        targets_.reserve(most);
        if (weighted) weights_.reserve(most);
    }

    /// Memory for a chunk.
    [[nodiscard]] std::unique_ptr<Chunk> borrow() {
        return free_.borrow([] { return Chunk(); });
    }

    void take(std::size_t at, std::unique_ptr<Chunk> chunk) {
        std::unique_lock lock(mutex_);
        waiting_[at] = std::move(chunk);
        if (appending_) return;  // whoever does comes to it
        appending_ = true;
        for (; next_ < waiting_.size() && waiting_[next_]; ++next_) {
            auto ready = std::move(waiting_[next_]);
            lock.unlock();
            append(*ready);
            ready->clear();
            free_.give_back(std::move(ready));
            lock.lock();
        }
        appending_ = false;
    }

    [[nodiscard]] Csr result() && {
        return Csr(Unchecked{}, n_, n_, std::move(offsets_), std::move(targets_), std::move(weights_));
    }

private:
    void append(const Chunk& chunk) {
        for (const std::int64_t degree : chunk.degrees) offsets_.push_back(offsets_.back() + degree);
        targets_.insert(targets_.end(), chunk.targets.begin(), chunk.targets.end());
        weights_.insert(weights_.end(), chunk.weights.begin(), chunk.weights.end());
    }

    Index n_;
    std::vector<std::int64_t> offsets_;
    std::vector<Index> targets_;
    std::vector<double> weights_;
    std::vector<std::unique_ptr<Chunk>> waiting_;
    Pool<Chunk> free_;
    std::mutex mutex_;
    std::size_t next_ = 0;
    bool appending_ = false;
};

/// The sums of one row: dense, with a bit for each that is not 0 and a bit for each word of these, so that they come
/// out in order without a look at the others. The smaller a sum, the more of them are in the cache.
template <class Sum>
class Accumulator {
public:
    explicit Accumulator(Index n) : sums_(n, Sum{0}), used_(n / 64 + 1, 0), words_(n / 4096 + 1, 0) {}

    void add(Index at, Sum value) {
        sums_.data()[at] = static_cast<Sum>(sums_.data()[at] + value);
        const std::uint64_t any = value != 0 ? 1 : 0;
        used_.data()[at / 64] |= any << (at % 64);
        words_.data()[at / 4096] |= any << (at / 64 % 64);
    }
    /// The same for many, and a value that is not 0.
    void add(std::span<const Index> places, Sum value) {
        Sum* sums = sums_.data();
        std::uint64_t* used = used_.data();
        std::uint64_t* words = words_.data();
        for (const Index at : places) {
            sums[at] = static_cast<Sum>(sums[at] + value);
            used[at / 64] |= std::uint64_t{1} << (at % 64);
            words[at / 4096] |= std::uint64_t{1} << (at / 64 % 64);
        }
    }
    void drop(Index at) { sums_[at] = 0; }

    /// Gives each sum that is not 0, ascending, and forgets it.
    template <class Visit>
    void take(const Visit& visit) {
        for (std::size_t group = 0; group < words_.size(); ++group)
            for (; words_[group] != 0; words_[group] &= words_[group] - 1)
                take_word(group * 64 + static_cast<std::size_t>(std::countr_zero(words_[group])), visit);
    }

private:
    template <class Visit>
    void take_word(std::size_t word, const Visit& visit) {
        std::uint64_t bits = used_[word];
        used_[word] = 0;
        for (; bits != 0; bits &= bits - 1) {
            const auto at = static_cast<Index>(word * 64 + static_cast<std::size_t>(std::countr_zero(bits)));
            if (sums_[at] != 0) visit(at, sums_[at]);
            sums_[at] = 0;
        }
    }

    std::vector<Sum> sums_;
    std::vector<std::uint64_t> used_, words_;
};

class Projector {
public:
    Projector(const TwoMode& two, Projection projection, const ProjectOptions& options)
        : two_(two), projection_(projection), options_(options), by_column_(transposed(two.incidence)) {
        for (Index column = 0; column < by_column_.rows(); ++column) factor_.push_back(factor(column));
        split_.assign(by_column_.rows(), false);
        for (const auto& split : two.splits) split_[split.column] = true;
    }

    /// Ties that there can be.
    [[nodiscard]] std::size_t most() const {
        std::size_t sum = 0;
        for (Index row = 0; row < two_.incidence.rows(); ++row) sum += most_of(row);
        return sum;
    }

    /// Puts the ties of rows [begin, end) into `chunk`.
    void rows(Index begin, Index end, Chunk& chunk) {
        auto sums = sums_.borrow([&] { return Accumulator<double>(is_counted() ? 0 : two_.incidence.rows()); });
        auto counts = counts_.borrow([&] { return Accumulator<std::uint8_t>(is_counted() ? two_.incidence.rows() : 0); });
        for (Index row = begin; row < end; ++row) {
            const std::size_t before = chunk.targets.size();
            if (is_counted() && two_.incidence.degree(row) <= 255) {
                for (const Index column : two_.incidence.targets(row)) counts->add(by_column_.targets(column), 1);
                counts->drop(row);  // a single member is no pair with itself
                keep_any(row, *counts, chunk);
            } else {
                if (is_counted()) *sums = Accumulator<double>(two_.incidence.rows());
                gather(row, *sums);
                keep_any(row, *sums, chunk);
                if (is_counted()) *sums = Accumulator<double>(0);
            }
            chunk.degrees.push_back(static_cast<std::int64_t>(chunk.targets.size() - before));
        }
        sums_.give_back(std::move(sums));
        counts_.give_back(std::move(counts));
    }

private:
    /// A row has at most as many ties as there are rows, and as members in its activities; one more place to write in vain.
    [[nodiscard]] std::size_t most_of(Index row) const {
        std::size_t met = 1;
        for (const Index column : two_.incidence.targets(row)) met += by_column_.targets(column).size();
        return std::min<std::size_t>(met, std::size_t{two_.incidence.rows()} + 1);
    }

    /// `sum`: what was added up is the weight.
    template <bool sum, class Sum>
    void keep(Index row, Accumulator<Sum>& sums, Chunk& chunk) const {
        const bool weighted = projection_ != Projection::binary;
        std::size_t kept = chunk.targets.size();
        const std::size_t most = kept + most_of(row);
        chunk.targets.resize(most);
        if (weighted) chunk.weights.resize(most);
        sums.take([&](Index other, Sum added) {
            const auto total = static_cast<double>(added);
            const double value = sum ? total : finished(row, other, total);
            chunk.targets.data()[kept] = other;
            if (weighted) chunk.weights.data()[kept] = value;
            kept += value > 0 && value >= options_.min_weight ? 1U : 0U;
        });
        chunk.targets.resize(kept);
        if (weighted) chunk.weights.resize(kept);
    }

    template <class Sum>
    void keep_any(Index row, Accumulator<Sum>& sums, Chunk& chunk) const {
        if (normalised() || projection_ == Projection::binary) keep<false>(row, sums, chunk);
        else keep<true>(row, sums, chunk);
    }

    /// Each row is one member and each activity counts one for each pair: small numbers do.
    [[nodiscard]] bool is_counted() const { return counts_activities() && !two_.grouped && !options_.directed; }

    /// What a pair of members weighs in an activity.
    [[nodiscard]] double factor(Index column) const {
        const double n = two_.column_size[column];
        const double amount = two_.column_amount[column];
        switch (projection_) {
            case Projection::newman: return n > 1 ? 1 / (n - 1) : 0;
            case Projection::fractional: return n > 1 ? 2 / (n * (n - 1)) : 0;
            case Projection::hyperbolic: return n > 0 ? 1 / n : 0;
            case Projection::amount: return n > 1 && !std::isnan(amount) ? amount * 2 / (n * (n - 1)) : 0;
            default: return 1;
        }
    }

    /// Adds up the row's ties.
    void gather(Index row, Accumulator<double>& sums) const {
        const auto columns = two_.incidence.targets(row);
        for (std::size_t c = 0; c < columns.size(); ++c) {
            const Index column = columns[c];
            const auto others = by_column_.targets(column);
            if (is_plain(column)) {
                if (const double weight = counts_activities() ? 1 : factor_[column]; weight != 0)
                    sums.add(others, weight);
                continue;
            }
            const double n_t = members(two_.incidence, row, c);
            for (std::size_t k = 0; k < others.size(); ++k)
                sums.add(others[k],
                         contribution(column, row, n_t, others[k], members(by_column_, column, k)));
        }
        if (!two_.grouped) sums.drop(row);  // a single member is no pair with itself
    }

    /// Every pair weighs the same.
    [[nodiscard]] bool is_plain(Index column) const {
        return !two_.grouped && projection_ != Projection::lead &&
               !(options_.directed && two_.column_lead[column] != no_index);
    }

    [[nodiscard]] double members(const Csr& csr, Index row, std::size_t entry) const {
        return two_.grouped ? csr.weight(row, entry) : 1;
    }

    [[nodiscard]] double contribution(Index column, Index t, double n_t, Index u, double n_u) const {
        const Index lead = two_.column_lead[column];
        if (options_.directed && t != u && u == lead) return 0;
        if (projection_ == Projection::lead) {
            if (lead == no_index || (t != lead && u != lead)) return 0;
            return t == u ? n_t - 1 : (t == lead ? n_u : n_t);
        }
        const double pairs =
            (t == u ? n_t * (n_t - 1) / 2 : n_t * n_u) - (split_[column] ? self(column, t, u) : 0);
        if (pairs < no_pair) return 0;
        return counts_activities() ? 1 : pairs * factor_[column];
    }

    [[nodiscard]] double self(Index column, Index t, Index u) const {
        const auto key = [](const TwoMode::Split& s) { return std::tuple(s.column, s.a, s.b); };
        const std::tuple wanted(column, t, u);
        auto at =
            std::lower_bound(two_.splits.begin(), two_.splits.end(), wanted,
                             [&](const TwoMode::Split& s, const auto& value) { return key(s) < value; });
        double sum = 0;
        for (; at != two_.splits.end() && key(*at) == wanted; ++at) sum += at->self;
        return sum;
    }

    [[nodiscard]] bool normalised() const {
        return projection_ == Projection::jaccard || projection_ == Projection::cosine;
    }
    [[nodiscard]] bool counts_activities() const {
        return normalised() || projection_ == Projection::count || projection_ == Projection::binary;
    }

    [[nodiscard]] double finished(Index t, Index u, double weight) const {
        if (projection_ == Projection::binary) return std::min(weight, 1.0);
        if (!normalised()) return weight;
        if (t == u) return 0;
        const auto s_t = static_cast<double>(two_.incidence.degree(t));
        const auto s_u = static_cast<double>(two_.incidence.degree(u));
        return projection_ == Projection::jaccard ? weight / (s_t + s_u - weight)
                                                  : weight / std::sqrt(s_t * s_u);
    }

    const TwoMode& two_;
    Projection projection_;
    const ProjectOptions& options_;
    Csr by_column_;
    std::vector<double> factor_;
    std::vector<bool> split_;
    Pool<Accumulator<double>> sums_;
    Pool<Accumulator<std::uint8_t>> counts_;
};

void check_columns(const TwoMode& two) {
    const std::size_t n = two.incidence.columns();
    if (two.rows.size() != two.incidence.rows() || two.columns.size() != n || two.column_size.size() != n ||
        two.column_amount.size() != n || two.column_lead.size() != n)
        throw Error(Errc::invalid_argument,
                    "expected rows, columns, sizes, amounts and leads that fit an incidence of " +
                        std::to_string(two.incidence.rows()) + " x " + std::to_string(n) +
                        ", found other lengths");
}

}  // namespace

Network project(std::shared_ptr<const TwoMode> incidence, Projection projection,
                const ProjectOptions& options, const Progress& progress) {
    if (!incidence || std::isnan(options.min_weight))
        throw Error(Errc::invalid_argument, "expected an incidence and a minimum weight, found none");
    check_columns(*incidence);
    const Index n = incidence->incidence.rows();
    Projector projector(*incidence, projection, options);
    const std::size_t chunk_size = std::clamp<std::size_t>(n / 64, 32, 512);
    const std::size_t chunks = chunk_count(n, chunk_size);
    Gatherer ties(n, chunks, options.min_weight > 0 ? 0 : projector.most(), projection != Projection::binary);
    std::atomic<std::size_t> done{0};
    for_each_chunk(n, chunk_size, options.threads,
                   [&](std::size_t at, std::size_t begin, std::size_t end) {
                       auto chunk = ties.borrow();
                       projector.rows(static_cast<Index>(begin), static_cast<Index>(end), *chunk);
                       ties.take(at, std::move(chunk));
                       progress.report(static_cast<double>(++done) / static_cast<double>(chunks));
                   });
    std::string note = incidence->note + "; projection " + std::string(name_of(projection));
    if (options.min_weight > 0) note += "; weights from " + shown(options.min_weight);
    Nodes nodes = incidence->rows;
    return Network(Unchecked{}, std::move(nodes), std::move(ties).result(), options.directed, std::move(note), std::move(incidence));
}

}  // namespace tissu
