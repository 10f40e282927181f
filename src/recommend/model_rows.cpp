#include "recommend/model_rows.hpp"

#include <atomic>
#include <string>

#include <tissu/base/error.hpp>
#include <tissu/base/parallel.hpp>

#include "recommend/dense.hpp"

namespace tissu {
namespace recommend {

std::vector<float> user_powers(const Interactions& uses, double power) {
    std::vector<float> factor(uses.users());
    for (Index u = 0; u < uses.users(); ++u) factor[u] = static_cast<float>(degree_power(uses.user_degree(u), power));
    return factor;
}

std::vector<float> item_powers(const Interactions& uses, double power) {
    std::vector<float> factor(uses.items());
    for (Index i = 0; i < uses.items(); ++i) factor[i] = static_cast<float>(degree_power(uses.item_degree(i), power));
    return factor;
}

std::vector<float> damped(const Spectrum& spectrum, double weight, double damping) {
    std::vector<float> factor(spectrum.rank);
    for (std::size_t k = 0; k < spectrum.rank; ++k)
        factor[k] = static_cast<float>(weight * std::exp(-damping * static_cast<double>(spectrum.values[k])));
    return factor;
}

std::vector<float> ease_table(const Interactions& uses, double ridge) {
    const std::size_t n = uses.items();
    std::vector<double> matrix(n * n);
    const Csr& by_user = uses.by_user();
    for (Index user = 0; user < uses.users(); ++user) {
        const auto history = by_user.targets(user);
        for (std::size_t a = 0; a < history.size(); ++a)
            for (std::size_t b = 0; b < history.size(); ++b)
                matrix[history[a] * n + history[b]] += by_user.weight(user, a) * by_user.weight(user, b);
    }
    for (std::size_t i = 0; i < n; ++i) matrix[i * n + i] += ridge;
    if (n > 0 && !dense().invert(matrix.data(), n))
        throw Error(Errc::invalid_argument, "expected a ridge that makes the item matrix positive definite, found " + std::to_string(ridge));
    std::vector<float> table(n * n);
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j)
            if (i != j) table[i * n + j] = static_cast<float>(-matrix[i * n + j] / matrix[j * n + j]);
    return table;
}

namespace {

struct Candidate {
    float key;
    Index item;
    float weight;
};

bool stronger(const Candidate& a, const Candidate& b) { return a.key != b.key ? a.key > b.key : a.item < b.item; }

/// The strongest of many candidates, without keeping all of them.
class Strongest {
public:
    explicit Strongest(std::size_t count) : count_(count) { list_.reserve(4 * count); }

    /// A key of 0 or less is no candidate.
    void offer(Index item, float weight, float key) {
        if (!(key > least_)) return;
        list_.push_back({key, item, weight});
        if (list_.size() == 4 * count_) cut();
    }

    const std::vector<Candidate>& take() {
        keep_first(list_, count_, stronger);
        return list_;
    }

    void clear() {
        list_.clear();
        least_ = 0;
    }

private:
    /// Candidates come in the order of items, so that an equal key later loses.
    void cut() {
        keep_first(list_, count_, stronger);
        least_ = list_.back().key;
    }

    std::size_t count_;
    std::vector<Candidate> list_;
    float least_ = 0;
};

/// What `source` adds to the items of the block.
void add_squares(const Squares& squares, float weight, Index source, std::vector<float>& row) {
    if (source >= squares.row.size() || squares.row[source] == no_index) return;
    const float* table = squares.of(source);
    for (std::size_t j = 0; j < squares.items.size(); ++j) row[squares.items[j]] += weight * table[j];
}

constexpr std::size_t strip = 64;  // rows of the low-rank part at a time

}  // namespace
}  // namespace recommend

using namespace recommend;

void ItemModel::fill_rows(std::span<const Index> rows, const Progress& progress) {
    const ItemModelOptions& o = options_;
    const Csr& by_user = interactions_.by_user();
    const Csr& by_item = interactions_.by_item();
    const Index items = interactions_.items();
    const std::vector<float> user_factor = user_powers(interactions_, -o.user_power), source_factor = item_powers(interactions_, -o.source_power),
                             target_factor = item_powers(interactions_, -o.target_power), prune_factor = item_powers(interactions_, o.prune_power);
    const LowRank* low = low_rank_.get();
    const Block* block = block_.get();
    const std::size_t rank = low ? low->spectrum.rank : 0;
    const std::size_t known = low ? low->spectrum.items : 0;
    const std::vector<float> spectral = low ? damped(low->spectrum, o.low_rank, o.damping) : std::vector<float>();
    std::atomic<std::size_t> done{0};
    for_each_chunk(rows.size(), strip, o.threads, [&](std::size_t, std::size_t begin, std::size_t end) {
        std::vector<float> row(items), turned, product;
        std::vector<bool> reached(items);
        std::vector<Index> touched;
        Strongest strongest(o.neighbours);
        if (low) {
            turned.resize((end - begin) * rank);
            product.resize((end - begin) * known);
            for (std::size_t r = begin; r < end; ++r)
                for (std::size_t k = 0; rows[r] < known && k < rank; ++k)
                    turned[(r - begin) * rank + k] = low->source[rows[r]] * spectral[k] * low->spectrum.vectors[rows[r] * rank + k];
            dense().times_transposed(turned.data(), low->spectrum.vectors.data(), product.data(), end - begin, known, rank);
        }
        for (std::size_t r = begin; r < end; ++r) {
            const Index source = rows[r];
            const auto users = by_item.targets(source);
            for (std::size_t x = 0; x < users.size(); ++x) {
                const float weight = static_cast<float>(by_item.weight(source, x)) * user_factor[users[x]] * source_factor[source];
                const auto history = by_user.targets(users[x]);
                for (std::size_t y = 0; y < history.size(); ++y) {
                    const Index item = history[y];
                    if (!low && !reached[item]) {
                        reached[item] = true;
                        touched.push_back(item);
                    }
                    row[item] += weight * static_cast<float>(by_user.weight(users[x], y));
                }
            }
            strongest.clear();
            if (low) {
                const float* extra = product.data() + (r - begin) * known;
                for (Index item = 0; item < items; ++item)
                    row[item] = row[item] * target_factor[item] + (item < known ? extra[item] * low->target[item] : 0.0F);
                if (block) add_squares(*block, static_cast<float>(o.squares), source, row);
                for (Index item = 0; item < items; ++item) {
                    if (item != source) strongest.offer(item, row[item], row[item] * prune_factor[item]);
                    row[item] = 0;
                }
            } else {
                std::sort(touched.begin(), touched.end());
                for (const Index item : touched) {
                    const float weight = row[item] * target_factor[item];
                    if (item != source) strongest.offer(item, weight, weight * prune_factor[item]);
                    row[item] = 0;
                    reached[item] = false;
                }
                touched.clear();
            }
            auto& kept = rows_[source];
            kept.clear();
            for (const Candidate& candidate : strongest.take()) kept.push_back({candidate.item, candidate.weight});
            kept.shrink_to_fit();
        }
        progress.report(0.3 + 0.7 * static_cast<double>(done += end - begin) / static_cast<double>(rows.size()));
    });
}

void ItemModel::solve_ease() {
    const std::vector<float> table = ease_table(interactions_, options_.ridge);
    const std::size_t n = interactions_.items();
    const std::vector<float> prune_factor = item_powers(interactions_, options_.prune_power);
    for_each_chunk(n, strip, options_.threads, [&](std::size_t, std::size_t begin, std::size_t end) {
        Strongest strongest(options_.neighbours);
        for (std::size_t i = begin; i < end; ++i) {
            strongest.clear();
            for (std::size_t j = 0; j < n; ++j) strongest.offer(static_cast<Index>(j), table[i * n + j], std::abs(table[i * n + j]) * prune_factor[j]);
            for (const Candidate& candidate : strongest.take()) rows_[i].push_back({candidate.item, candidate.weight});
        }
    });
}

}  // namespace tissu
