#include <algorithm>
#include <atomic>
#include <bit>
#include <span>
#include <vector>

#include <tissu/base/parallel.hpp>
#include <tissu/graph/traversal.hpp>

#include "graph/checks.hpp"
#include "graph/clones.hpp"
#include "graph/plain_search.hpp"
#include "graph/pool.hpp"
#include "graph/sources.hpp"

namespace tissu {
namespace {

constexpr std::size_t words = 8;  // sources searched from at once: 64 a word
constexpr std::size_t batch_size = 64 * words;
constexpr std::size_t chunk_rows = 2048;
constexpr std::int64_t most_levels = 64;  // beyond, searching from all at once costs more than from each

/// A bit for each source of the batch.
struct alignas(64) Bits {
    std::uint64_t word[words];
};

struct Sums {
    std::vector<std::int64_t> reached, steps;
    std::vector<double> inverse;
    std::int64_t farthest = 0;
};

Sums no_sums(std::size_t rows) {
    return {std::vector<std::int64_t>(rows), std::vector<std::int64_t>(rows), std::vector<double>(rows), 0};
}

/// Plain breadth-first search; `level` is no_index everywhere between two runs.
struct Search {
    std::vector<Index> level, queue;

    std::span<const Index> run(const Csr& ties, Index source) {
        return search_breadth_first(ties, source, level, queue, [](Index, Index) {});
    }
};

/// All that one batch of searches needs. They run against the arcs: a row learns its distance to each source.
struct Batch {
    const std::int64_t* offsets;
    const Index* targets;
    Bits* seen;
    Bits* now;
    Bits* next;
    const Bits* all;
};

/// The rows [begin, end) take the bits of those they point to, and count the new ones at distance `level`.
/// Returns whether there were any.
TISSU_CLONES bool pull(const Batch& batch, std::size_t begin, std::size_t end, std::int64_t level, std::int64_t* reached,
                       std::int64_t* steps, double* inverse) {
    bool any = false;
    for (std::size_t row = begin; row < end; ++row) {
        Bits& seen = batch.seen[row];
        std::uint64_t open = 0;
        for (std::size_t w = 0; w < words; ++w) open |= batch.all->word[w] & ~seen.word[w];
        Bits found{};
        if (open != 0) {
            const std::int64_t last = batch.offsets[row + 1];
            for (std::int64_t entry = batch.offsets[row]; entry < last; ++entry) {
                const Bits& other = batch.now[batch.targets[entry]];
                for (std::size_t w = 0; w < words; ++w) found.word[w] |= other.word[w];
            }
            std::int64_t count = 0;
            for (std::size_t w = 0; w < words; ++w) {
                found.word[w] &= ~seen.word[w];
                seen.word[w] |= found.word[w];
                count += std::popcount(found.word[w]);
            }
            if (count > 0) {
                any = true;
                reached[row] += count;
                steps[row] += count * level;
                inverse[row] += static_cast<double>(count) / static_cast<double>(level);
            }
        }
        batch.next[row] = found;
    }
    return any;
}

/// The searches from the sources `first` on, at once; false if they go too far.
bool search_batch(const Csr& ties, std::span<const Index> sources, std::size_t first, std::vector<Bits> (&bits)[3], Sums& sums,
                  unsigned threads, const Progress& progress) {
    const std::size_t rows = ties.rows();
    auto& [seen, now, next] = bits;
    Bits all{};
    std::fill(seen.begin(), seen.end(), Bits{});
    std::fill(now.begin(), now.end(), Bits{});
    for (std::size_t i = 0; i < std::min(batch_size, sources.size() - first); ++i) {
        const std::uint64_t bit = std::uint64_t{1} << (i % 64);
        all.word[i / 64] |= bit;
        seen[sources[first + i]].word[i / 64] |= bit;
        now[sources[first + i]].word[i / 64] |= bit;
    }
    std::atomic<bool> any{true};
    for (std::int64_t level = 1; any; ++level) {
        if (level > most_levels) return false;
        any = false;
        const Batch batch{ties.offsets().data(), ties.targets().data(), seen.data(), now.data(), next.data(), &all};
        for_each_chunk(rows, chunk_rows, threads, [&](std::size_t, std::size_t begin, std::size_t end) {
            if (pull(batch, begin, end, level, sums.reached.data(), sums.steps.data(), sums.inverse.data())) any = true;
        });
        now.swap(next);
        if (any) sums.farthest = std::max(sums.farthest, level);
        progress.report(static_cast<double>(first) / static_cast<double>(sources.size()));
    }
    return true;
}

/// For graphs of large diameter: one search a row, along the arcs.
Sums search_each(const Csr& ties, unsigned threads, const Progress& progress) {
    const std::size_t rows = ties.rows();
    Sums sums = no_sums(rows);
    std::vector<std::int64_t> farthest(rows);
    std::atomic<std::size_t> done{0};
    Pool<Search> pool;
    for_each_chunk(rows, 64, threads, [&](std::size_t, std::size_t begin, std::size_t end) {
        auto search = pool.borrow([&] { return Search{std::vector<Index>(rows, no_index), std::vector<Index>(rows)}; });
        for (std::size_t row = begin; row < end; ++row) {
            const auto reached = search->run(ties, static_cast<Index>(row));
            for (const Index other : reached.subspan(1)) {
                sums.steps[row] += search->level[other];
                sums.inverse[row] += 1.0 / search->level[other];
            }
            sums.reached[row] = static_cast<std::int64_t>(reached.size()) - 1;
            farthest[row] = search->level[reached.back()];
            for (const Index other : reached) search->level[other] = no_index;
            progress.report(static_cast<double>(++done) / static_cast<double>(rows));
        }
        pool.give_back(std::move(search));
    });
    for (const std::int64_t steps : farthest) sums.farthest = std::max(sums.farthest, steps);
    return sums;
}

/// The same from some sources, against the arcs.
Sums search_some(const Csr& ties, std::span<const Index> sources, const Progress& progress) {
    const Csr against = transposed(ties);
    Sums sums = no_sums(ties.rows());
    Search search{std::vector<Index>(ties.rows(), no_index), std::vector<Index>(ties.rows())};
    for (std::size_t i = 0; i < sources.size(); ++i) {
        const auto reached = search.run(against, sources[i]);
        for (const Index row : reached.subspan(1)) {
            ++sums.reached[row];
            sums.steps[row] += search.level[row];
            sums.inverse[row] += 1.0 / search.level[row];
        }
        sums.farthest = std::max<std::int64_t>(sums.farthest, search.level[reached.back()]);
        for (const Index row : reached) search.level[row] = no_index;
        progress.report(static_cast<double>(i) / static_cast<double>(sources.size()));
    }
    return sums;
}

Sums search_all(const Csr& ties, std::span<const Index> sources, unsigned threads, const Progress& progress) {
    const std::size_t rows = ties.rows();
    Sums sums = no_sums(rows);
    std::vector<Bits> bits[3] = {std::vector<Bits>(rows), std::vector<Bits>(rows), std::vector<Bits>(rows)};
    for (std::size_t first = 0; first < sources.size(); first += batch_size)
        if (!search_batch(ties, sources, first, bits, sums, threads, progress))
            return sources.size() < rows ? search_some(ties, sources, progress) : search_each(ties, threads, progress);
    return sums;
}

}  // namespace

Nearness nearness(const Csr& ties, const NearnessOptions& options, const Progress& progress) {
    require_square(ties);
    const std::vector<Index> sources = chosen_sources(ties.rows(), options.samples, options.seed);
    Sums sums = search_all(ties, sources, options.threads, progress);
    std::vector<double> searched(ties.rows(), static_cast<double>(sources.size()));  // sources other than the row
    for (const Index source : sources) searched[source] -= 1;
    Nearness result{std::vector<double>(ties.rows()), std::move(sums.inverse), {}, {}, sums.farthest};
    for (std::size_t row = 0; row < result.closeness.size(); ++row) {
        const auto others = static_cast<double>(sums.reached[row]);
        const auto total = static_cast<double>(sums.steps[row]);
        if (total > 0) result.closeness[row] = others / total * (others / searched[row]);
        if (sources.size() < ties.rows() && searched[row] > 0) result.harmonic[row] *= (ties.rows() - 1.0) / searched[row];
    }
    result.reached = std::move(sums.reached);
    result.steps = std::move(sums.steps);
    return result;
}

Nearness nearness(const Csr& ties, unsigned threads, const Progress& progress) {
    return nearness(ties, NearnessOptions{0, 0, threads}, progress);
}

}  // namespace tissu
