#include <tissu/graph/traversal.hpp>

#include <atomic>
#include <string>

#include <tissu/base/error.hpp>
#include <tissu/base/parallel.hpp>

#include "graph/checks.hpp"
#include "graph/pool.hpp"

namespace tissu {
namespace {

/// Breadth-first search that leaves its memory as it found it.
class Search {
public:
    explicit Search(Index rows) : steps_(rows, no_index), queue_(rows) {}

    /// Rows reached, in order of distance, `source` first.
    std::span<const Index> run(const Csr& ties, Index source) {
        const std::int64_t* offsets = ties.offsets().data();
        const Index* targets = ties.targets().data();
        Index* steps = steps_.data();
        Index* queue = queue_.data();
        std::size_t reached = 1;
        queue[0] = source;
        steps[source] = 0;
        for (std::size_t head = 0; head < reached; ++head) {
            const Index next = steps[queue[head]] + 1;
            for (std::int64_t entry = offsets[queue[head]]; entry < offsets[queue[head] + 1]; ++entry) {
                const Index target = targets[entry];
                if (steps[target] != no_index) continue;
                steps[target] = next;
                queue[reached++] = target;
            }
        }
        return {queue, reached};
    }

    [[nodiscard]] const std::vector<Index>& steps() const noexcept { return steps_; }

    void forget(std::span<const Index> reached) {
        for (const Index row : reached) steps_[row] = no_index;
    }

private:
    std::vector<Index> steps_;
    std::vector<Index> queue_;
};

void measure(const Csr& ties, Index source, Search& search, Nearness& result) {
    const auto reached = search.run(ties, source);
    double total = 0;
    double harmonic = 0;
    for (const Index row : reached.subspan(1)) {
        total += search.steps()[row];
        harmonic += 1.0 / search.steps()[row];
    }
    search.forget(reached);
    const auto others = static_cast<double>(reached.size() - 1);
    result.closeness[source] = total > 0 ? others / total * (others / (ties.rows() - 1.0)) : 0.0;
    result.harmonic[source] = harmonic;
}

}  // namespace

std::vector<Index> distances(const Csr& ties, Index source) {
    require_square(ties);
    if (source >= ties.rows())
        throw Error(Errc::invalid_argument, "expected a row below " + std::to_string(ties.rows()) + ", found " +
                                                std::to_string(source));
    Search search(ties.rows());
    search.run(ties, source);
    return search.steps();
}

Nearness nearness(const Csr& ties, unsigned threads, const Progress& progress) {
    require_square(ties);
    const Index rows = ties.rows();
    Nearness result{std::vector<double>(rows), std::vector<double>(rows)};
    Pool<Search> pool;
    std::atomic<Index> done{0};
    for_each_chunk(rows, 64, threads, [&](std::size_t, std::size_t begin, std::size_t end) {
        auto search = pool.borrow([&] { return Search(rows); });
        for (std::size_t row = begin; row < end; ++row) {
            measure(ties, static_cast<Index>(row), *search, result);
            progress.report(static_cast<double>(++done) / rows);
        }
        pool.give_back(std::move(search));
    });
    return result;
}

}  // namespace tissu
