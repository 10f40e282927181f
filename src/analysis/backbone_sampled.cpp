#include <algorithm>
#include <cmath>
#include <limits>
#include <mutex>
#include <utility>

#include <tissu/base/error.hpp>
#include <tissu/base/parallel.hpp>

#include "analysis/backbone_parts.hpp"
#include "analysis/curveball.hpp"
#include "analysis/describe.hpp"

namespace tissu {
namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t chains = 8;

/// What one chain of draws has seen.
struct Chain {
    std::vector<double> squares;  ///< by draw: sum of squared counts over pairs
    double moved = 0;             ///< share of memberships not where they were, last draw
};

struct Seen {
    PairCounts at_least, above, total;
    explicit Seen(Index rows) : at_least(rows), above(rows), total(rows) {}
};

double share_moved(const Csr& incidence, const std::vector<std::vector<Index>>& rows) {
    std::size_t kept = 0;
    for (Index row = 0; row < incidence.rows(); ++row)
        for (const Index column : incidence.targets(row))
            kept += std::binary_search(rows[row].begin(), rows[row].end(), column);
    return incidence.size() ? 1 - static_cast<double>(kept) / static_cast<double>(incidence.size()) : 0;
}

/// Counts the pairs of one draw. The columns of `rows` are turned to lists of rows, ascending.
double count_draw(const std::vector<std::vector<Index>>& rows, std::vector<std::vector<Index>>& members,
                  std::vector<std::uint32_t>& count, const PairCounts& observed, Seen& seen) {
    for (auto& list : members) list.clear();
    for (Index row = 0; row < rows.size(); ++row)
        for (const Index column : rows[row]) members[column].push_back(row);
    double squares = 0;
    std::vector<Index> touched;
    for (Index a = 0; a < rows.size(); ++a) {
        touched.clear();
        for (const Index column : rows[a]) {
            const auto& list = members[column];
            for (auto at = std::upper_bound(list.begin(), list.end(), a); at != list.end(); ++at)
                if (count[*at]++ == 0) touched.push_back(*at);
        }
        for (const Index b : touched) {
            const std::uint32_t found = std::exchange(count[b], 0), c = observed.of(a, b);
            squares += static_cast<double>(found) * found;
            if (found >= c) ++seen.at_least.of(a, b);
            if (found > c) ++seen.above.of(a, b);
            seen.total.of(a, b) += found;
        }
    }
    return squares;
}

/// Gelman and Rubin's R: 1 if the chains agree.
double r_hat(const std::vector<Chain>& all) {
    std::vector<double> means, variances;
    std::size_t draws = std::numeric_limits<std::size_t>::max();
    for (const Chain& chain : all)
        if (!chain.squares.empty()) draws = std::min(draws, chain.squares.size());
    for (const Chain& chain : all) {
        if (chain.squares.empty()) continue;
        double mean = 0, variance = 0;
        for (std::size_t k = 0; k < draws; ++k) mean += chain.squares[k] / static_cast<double>(draws);
        for (std::size_t k = 0; k < draws; ++k) variance += std::pow(chain.squares[k] - mean, 2);
        means.push_back(mean);
        variances.push_back(variance / static_cast<double>(draws - 1));
    }
    if (means.size() < 2 || draws < 2) return undefined;
    const auto m = static_cast<double>(means.size()), n = static_cast<double>(draws);
    double grand = 0, between = 0, within = 0;
    for (const double mean : means) grand += mean / m;
    for (const double mean : means) between += n * std::pow(mean - grand, 2) / (m - 1);
    for (const double variance : variances) within += variance / m;
    if (within == 0) return between == 0 ? 1 : std::numeric_limits<double>::infinity();
    return std::sqrt(((n - 1) / n * within + between / n) / within);
}

}  // namespace

TwoModeNull sampled_null(const TwoMode& incidence, const Network& shared, const BackboneOptions& options,
                         const Progress& progress) {
    constexpr Index most_rows = 10000;
    const Index n = shared.size();
    if (n > most_rows)
        throw Error(Errc::unsupported, "fdsm: expected up to 10,000 rows, found " + std::to_string(n));
    const auto trials = static_cast<std::size_t>(options.trials);
    PairCounts observed(n);
    for_each_pair(
        shared, [&](Index a, Index b, std::int64_t c) { observed.of(a, b) = static_cast<std::uint32_t>(c); });
    Seen seen(n);
    std::mutex mutex;
    std::vector<Chain> all(chains);
    const std::size_t per_chain = (trials + chains - 1) / chains;
    for_each_chunk(
        trials, per_chain, options.threads, [&](std::size_t chunk, std::size_t begin, std::size_t end) {
            Curveball chain(incidence.incidence, options.seed, chunk);
            Seen own(n);
            std::vector<std::vector<Index>> members(incidence.columns.size());
            std::vector<std::uint32_t> count(n);
            const std::int64_t trades = 5 * static_cast<std::int64_t>(n);
            chain.trade(trades);
            for (std::size_t draw = begin; draw < end; ++draw) {
                chain.trade(trades);
                all[chunk].squares.push_back(count_draw(chain.rows(), members, count, observed, own));
                progress.report(static_cast<double>(draw) / static_cast<double>(trials));
            }
            all[chunk].moved = share_moved(incidence.incidence, chain.rows());
            const std::scoped_lock lock(mutex);  // whole numbers: any order of adding gives the same
            seen.at_least.add(own.at_least);
            seen.above.add(own.above);
            seen.total.add(own.total);
        });

    TwoModeNull result{};
    const auto draws = static_cast<double>(trials);
    std::vector<Tested> over, under;
    for (Index a = 0; a < n; ++a)
        for (Index b = a + 1; b < n; ++b) {
            const std::uint32_t c = observed.of(a, b);
            const double at_least = c == 0 ? draws : seen.at_least.of(a, b), above = seen.above.of(a, b);
            over.push_back({(at_least + 1) / (draws + 1), 1});
            under.push_back({(draws - above + 1) / (draws + 1), 1});
            result.pairs.push_back({a, b, c, seen.total.of(a, b) / draws, over.back().p, under.back().p});
        }
    result.tests = pairs_of(shared);
    result.cuts = {cut(std::move(over), pairs_of(shared), options.alpha, options.correction),
                   cut(std::move(under), pairs_of(shared), options.alpha, options.correction)};
    if (!options.every_pair)
        std::erase_if(result.pairs, [&](const TestedPair& pair) {
            return pair.shared == 0 && pair.under > result.cuts[1].threshold;
        });
    // What a pair could reach is not known; only whether any p of so many trials is small enough.
    for (std::size_t tail = 0; tail < 2; ++tail) {
        const bool reachable = 1 / (draws + 1) <= result.cuts[tail].threshold;
        result.could_pass[tail] = reachable ? undefined : 0;
        result.nodes[tail] = reachable ? undefined : 0;
    }
    result.rhat = r_hat(all);
    for (const Chain& chain : all)
        if (!chain.squares.empty()) result.perturbed = std::max(result.perturbed, chain.moved);
    result.sentence = "FDSM: " + std::to_string(trials) + " incidences by curveball, seed " +
                      std::to_string(options.seed) + ", chains agree to R-hat " + shown(result.rhat) +
                      ", p = (b + 1) / (R + 1)";
    return result;
}

}  // namespace tissu
