#include <algorithm>
#include <atomic>
#include <vector>

#include <tissu/base/parallel.hpp>
#include <tissu/graph/components.hpp>
#include <tissu/graph/traversal.hpp>

#include "graph/checks.hpp"
#include "graph/plain_search.hpp"
#include "graph/pool.hpp"

namespace tissu {
namespace {

/// Breadth-first search within one component; its memory is clean between two runs.
struct Search {
    explicit Search(Index rows) : level(rows, no_index), queue(rows), from(rows) {}

    /// Rows by distance.
    std::span<const Index> run(const Csr& ties, Index source) {
        return search_breadth_first(ties, source, level, queue,
                                    [&](Index row, Index target) { from.data()[target] = row; });
    }
    void forget(std::span<const Index> reached) {
        for (const Index row : reached) level[row] = no_index;
    }

    std::vector<Index> level, queue, from;
};

/// The row farthest from `source`, the steps to it, and the row half way.
struct Sweep {
    Index last, middle, steps;
};

Sweep sweep(const Csr& ties, Search& search, Index source) {
    const auto reached = search.run(ties, source);
    Sweep result{reached.back(), reached.back(), search.level[reached.back()]};
    for (Index i = 0; i < result.steps / 2; ++i) result.middle = search.from[result.middle];
    search.forget(reached);
    return result;
}

class Diameter {
public:
    Diameter(const Csr& ties, unsigned threads, const Progress& progress)
        : ties_(ties), threads_(threads), progress_(progress), search_(ties.rows()) {}

    /// Looks for a longer way than `least` within the component of `seed`.
    Index longest(Index seed, Index least) {
        const Sweep first = sweep(ties_, search_, seed);
        const Sweep second = sweep(ties_, search_, first.last);
        const Sweep third = sweep(ties_, search_, second.middle);
        const Sweep fourth = sweep(ties_, search_, third.last);
        Index found = std::max({least, second.steps, fourth.steps});
        const auto reached = search_.run(ties_, fourth.middle);
        std::vector<Index> order(reached.begin(), reached.end());
        std::vector<Index> level(order.size());
        for (std::size_t i = 0; i < order.size(); ++i) level[i] = search_.level[order[i]];
        search_.forget(reached);
        // Two rows at most i steps from the middle are at most 2 i apart: the far ones first.
        std::size_t end = order.size();
        while (end > 0 && found < 2 * level[end - 1]) {
            std::size_t begin = end;
            while (begin > 0 && level[begin - 1] == level[end - 1]) --begin;
            found = std::max(found, farthest(std::span(order).subspan(begin, end - begin)));
            end = begin;
            progress_.report(1 - static_cast<double>(end) / static_cast<double>(order.size()));
        }
        return found;
    }

private:
    Index farthest(std::span<const Index> sources) {
        std::vector<Index> steps(sources.size());
        for_each_chunk(sources.size(), 8, threads_, [&](std::size_t, std::size_t begin, std::size_t end) {
            auto search = pool_.borrow([&] { return Search(ties_.rows()); });
            for (std::size_t i = begin; i < end; ++i) {
                const auto reached = search->run(ties_, sources[i]);
                steps[i] = search->level[reached.back()];
                search->forget(reached);
                progress_.report(0);
            }
            pool_.give_back(std::move(search));
        });
        return *std::max_element(steps.begin(), steps.end());
    }

    const Csr& ties_;
    unsigned threads_;
    const Progress& progress_;
    Search search_;
    Pool<Search> pool_;
};

}  // namespace

std::int64_t diameter(const Csr& ties, bool symmetric, unsigned threads, const Progress& progress) {
    require_square(ties);
    if (ties.size() == 0) return 0;
    if (!symmetric) return nearness(ties, threads, progress).diameter;
    const Parts parts = weak_components(ties, true, threads);
    std::vector<Index> seed(parts.size.size(), no_index);
    for (Index row = ties.rows(); row-- > 0;) seed[parts.of[row]] = row;
    Diameter search(ties, threads, progress);
    Index found = 0;
    for (std::size_t part = 0; part < seed.size() && parts.size[part] > found + 1; ++part)
        found = search.longest(seed[part], found);
    return found;
}

}  // namespace tissu
