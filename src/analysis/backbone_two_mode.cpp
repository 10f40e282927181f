#include <algorithm>
#include <cmath>
#include <limits>
#include <unordered_map>

#include <tissu/base/parallel.hpp>

#include "analysis/backbone_parts.hpp"
#include "analysis/degree_classes.hpp"
#include "analysis/describe.hpp"
#include "analysis/tails.hpp"

namespace tissu {
namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

/// Pairs of rows of two degrees that share the same number of columns: all have the same p.
struct Type {
    Index low, high;  ///< classes
    std::int64_t shared;
    double pairs = 0;
    double expected = 0;
    Tails p{};
};

/// Types in a stated order, found by their key.
class Types {
public:
    std::size_t find(Index a, Index b, std::int64_t shared) {
        if (a > b) std::swap(a, b);
        const Key key{a, b, shared};
        const auto [at, added] = number_.try_emplace(key, list.size());
        if (added) list.push_back({a, b, shared});
        return at->second;
    }
    std::vector<Type> list;

private:
    struct Key {
        Index a, b;
        std::int64_t shared;
        bool operator==(const Key&) const = default;
    };
    struct Hash {
        std::size_t operator()(const Key& key) const noexcept {
            std::uint64_t h = (static_cast<std::uint64_t>(key.a) << 32 | key.b) * 0x9E3779B97F4A7C15u;
            h ^= static_cast<std::uint64_t>(key.shared) + (h >> 29);
            return static_cast<std::size_t>(h * 0xBF58476D1CE4E5B9u);
        }
    };
    std::unordered_map<Key, std::size_t, Hash> number_;
};

/// P of each type, for one method.
class ExactNull {
public:
    ExactNull(const TwoMode& incidence, BackboneMethod method)
        : rows(degree_classes(incidence.incidence)),
          columns_(degree_classes(transposed(incidence.incidence))),
          sdsm_(method == BackboneMethod::sdsm),
          urn_(sdsm_ ? 0 : static_cast<std::int64_t>(incidence.columns.size())),
          size_(static_cast<std::int64_t>(incidence.columns.size())) {
        if (sdsm_) chances_ = bicm_chances(rows, columns_);
    }

    [[nodiscard]] Tails tails(Index a, Index b, std::int64_t shared) const {
        return sdsm_ ? poisson_binomial(both(a, b), columns_.counts, shared)
                     : urn_.tails(rows.degrees[a], rows.degrees[b], shared);
    }
    [[nodiscard]] double expected(Index a, Index b) const {
        if (!sdsm_)
            return size_ ? static_cast<double>(rows.degrees[a]) * static_cast<double>(rows.degrees[b]) /
                               static_cast<double>(size_)
                         : 0;
        double sum = 0;
        const auto chance = both(a, b);
        for (std::size_t k = 0; k < chance.size(); ++k)
            sum += chance[k] * static_cast<double>(columns_.counts[k]);
        return sum;
    }
    /// The fewest and the most columns that two rows can share.
    [[nodiscard]] std::pair<std::int64_t, std::int64_t> attainable(Index a, Index b) const {
        const std::int64_t i = rows.degrees[a], j = rows.degrees[b];
        return {std::max<std::int64_t>(0, i + j - size_), std::min(i, j)};
    }

    DegreeClasses rows;

private:
    [[nodiscard]] std::vector<double> both(Index a, Index b) const {
        std::vector<double> chance(columns_.size());
        for (std::size_t k = 0; k < chance.size(); ++k)
            chance[k] = chances_[a * chance.size() + k] * chances_[b * chance.size() + k];
        return chance;
    }

    DegreeClasses columns_;
    bool sdsm_;
    Hypergeometric urn_;
    std::int64_t size_;
    std::vector<double> chances_;
};

/// The pairs of rows that are tested, counted by the classes of the two.
class TestedPairs {
public:
    TestedPairs(const DegreeClasses& rows, const Csr* eligible) : eligible_(eligible), size_(rows.size()), counts_(size_ * size_, 0.0) {
        for (Index a = 0; a < size_; ++a)
            for (Index b = a; b < size_ && eligible_ == nullptr; ++b) {
                const auto n = static_cast<double>(rows.counts[a]), m = static_cast<double>(rows.counts[b]);
                between(a, b) = a == b ? n * (n - 1) / 2 : n * m;
            }
        if (eligible_ != nullptr)
            for (Index a = 0; a < eligible_->rows(); ++a)
                for (const Index b : eligible_->targets(a))
                    if (a < b) between(rows.of[a], rows.of[b]) += 1;
        for (const double count : counts_) total += count;
    }
    double& between(Index a, Index b) { return counts_[static_cast<std::size_t>(std::min(a, b)) * size_ + std::max(a, b)]; }
    [[nodiscard]] bool has(Index a, Index b) const {
        if (eligible_ == nullptr) return true;
        const auto targets = eligible_->targets(a);
        return std::binary_search(targets.begin(), targets.end(), b);
    }
    double total = 0;

private:
    const Csr* eligible_;
    std::size_t size_;
    std::vector<double> counts_;
};

void evaluate(std::vector<Type>& types, const ExactNull& null, unsigned threads, const Progress& progress) {
    constexpr std::size_t chunk_size = 64;
    for_each_chunk(types.size(), chunk_size, threads, [&](std::size_t, std::size_t begin, std::size_t end) {
        for (std::size_t k = begin; k < end; ++k) {
            Type& type = types[k];
            type.p = null.tails(type.low, type.high, type.shared);
            type.expected = null.expected(type.low, type.high);
        }
        progress.report(static_cast<double>(end) / static_cast<double>(types.size()));
    });
}

/// Pairs and nodes that could pass at the thresholds.
void weigh_power(TwoModeNull& result, const ExactNull& null, TestedPairs& tested) {
    const std::size_t n = null.rows.size();
    std::array<std::vector<char>, 2> reached{std::vector<char>(n, 0), std::vector<char>(n, 0)};
    result.could_pass = {0, 0};
    for (Index a = 0; a < n; ++a)
        for (Index b = a; b < n; ++b) {
            const double pairs = tested.between(a, b);
            if (pairs == 0) continue;
            const auto [fewest, most] = null.attainable(a, b);
            const std::array<double, 2> best{null.tails(a, b, most).over, null.tails(a, b, fewest).under};
            for (std::size_t tail = 0; tail < 2; ++tail) {
                if (best[tail] > result.cuts[tail].threshold) continue;
                result.could_pass[tail] += pairs;
                reached[tail][a] = reached[tail][b] = 1;
            }
        }
    for (std::size_t tail = 0; tail < 2; ++tail) {
        result.nodes[tail] = 0;
        for (std::size_t a = 0; a < n; ++a)
            if (reached[tail][a]) result.nodes[tail] += static_cast<double>(null.rows.counts[a]);
    }
}

}  // namespace

TwoModeNull exact_null(const TwoMode& incidence, const Network& shared, BackboneMethod method,
                       const BackboneOptions& options, const Progress& progress) {
    const ExactNull null(incidence, method);
    Types types;
    std::vector<std::size_t> type_of;
    TestedPairs tested(null.rows, options.eligible.get());
    TestedPairs apart = tested;  // those that share nothing
    for_each_pair(shared, [&](Index a, Index b, std::int64_t c) {
        if (!tested.has(a, b)) return;
        type_of.push_back(types.find(null.rows.of[a], null.rows.of[b], c));
        types.list[type_of.back()].pairs += 1;
        apart.between(null.rows.of[a], null.rows.of[b]) -= 1;
    });
    for (Index a = 0; a < null.rows.size(); ++a)
        for (Index b = a; b < null.rows.size(); ++b)
            if (apart.between(a, b) > 0) types.list[types.find(a, b, 0)].pairs = apart.between(a, b);
    evaluate(types.list, null, options.threads, progress);

    TwoModeNull result{};
    result.rhat = result.perturbed = undefined;
    std::vector<Tested> over, under;
    for (const Type& type : types.list) {
        over.push_back({type.p.over, type.pairs});
        under.push_back({type.p.under, type.pairs});
    }
    result.tests = tested.total;
    result.cuts = {cut(std::move(over), tested.total, options.alpha, options.correction),
                   cut(std::move(under), tested.total, options.alpha, options.correction)};
    weigh_power(result, null, tested);
    const auto add = [&](Index a, Index b, const Type& type) {
        result.pairs.push_back({a, b, type.shared, type.expected, type.p.over, type.p.under});
    };
    std::size_t next = 0;
    for_each_pair(shared, [&](Index a, Index b, std::int64_t) {
        if (tested.has(a, b)) add(a, b, types.list[type_of[next++]]);
    });
    bool any = options.every_pair;
    for (const Type& type : types.list)
        any = any || (type.shared == 0 && type.p.under <= result.cuts[1].threshold);
    if (any) {
        for (Index a = 0; a < shared.size(); ++a) {
            const auto targets = shared.ties().targets(a);
            for (Index b = a + 1; b < shared.size(); ++b) {
                if (!tested.has(a, b) || std::binary_search(targets.begin(), targets.end(), b)) continue;
                const Type& type = types.list[types.find(null.rows.of[a], null.rows.of[b], 0)];
                if (options.every_pair || type.p.under <= result.cuts[1].threshold) add(a, b, type);
            }
        }
        std::sort(result.pairs.begin(), result.pairs.end(), [](const TestedPair& x, const TestedPair& y) {
            return x.a != y.a ? x.a < y.a : x.b < y.b;
        });
    }
    result.sentence = method == BackboneMethod::svn
                          ? "statistically validated network: exact hypergeometric tails"
                          : "SDSM: BiCM, exact Poisson-binomial tails";
    if (options.eligible) result.sentence += "; pairs of the opportunity set only";
    return result;
}

}  // namespace tissu
