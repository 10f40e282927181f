#include <tissu/graph/traversal.hpp>

#include <algorithm>
#include <cmath>
#include <functional>
#include <string>
#include <utility>

#include <tissu/base/error.hpp>

#include "graph/checks.hpp"

namespace tissu {
namespace {

/// Breadth-first search, level by level.
class Search {
public:
    Search(const Csr& ties, Index source)
        : rows_(ties.rows()), offsets_(ties.offsets().data()), targets_(ties.targets().data()),
          steps_(ties.rows(), no_index), frontier_(ties.rows()), next_(ties.rows()), left_(ties.size()) {
        steps_[source] = 0;
        frontier_[0] = source;
        size_ = 1;
        arcs_ = degree(source);
    }

    /// `symmetric`: while the frontier has many ties, rows that are not reached yet look for it, and stop at
    /// the first tie to it.
    std::vector<Index> run(bool symmetric) {
        bool listed = true;  // the frontier stands in frontier_
        for (Index level = 1; size_ > 0; ++level) {
            const bool many = size_ > rows_ / 24 || arcs_ > left_ / 14;
            if (symmetric && many) {
                look_back(level);
                listed = false;
                continue;
            }
            if (!listed) list_level(level - 1);
            listed = true;
            look_ahead(level);
        }
        return std::move(steps_);
    }

private:
    [[nodiscard]] std::int64_t degree(Index row) const { return offsets_[std::size_t{row} + 1] - offsets_[row]; }

    void look_ahead(Index level) {
        Index* steps = steps_.data();
        Index* next = next_.data();
        const Index* frontier = frontier_.data();
        std::size_t found = 0;
        std::int64_t arcs = 0;
        for (std::size_t i = 0; i < size_; ++i) {
            const std::int64_t end = offsets_[std::size_t{frontier[i]} + 1];
            for (std::int64_t entry = offsets_[frontier[i]]; entry < end; ++entry) {
                const Index target = targets_[entry];
                if (steps[target] != no_index) continue;
                steps[target] = level;
                next[found++] = target;
                arcs += degree(target);
            }
        }
        frontier_.swap(next_);
        turn(found, arcs);
    }

    void look_back(Index level) {
        Index* steps = steps_.data();
        std::size_t found = 0;
        std::int64_t arcs = 0;
        for (Index row = 0; row < rows_; ++row) {
            if (steps[row] != no_index) continue;
            const std::int64_t end = offsets_[std::size_t{row} + 1];
            for (std::int64_t entry = offsets_[row]; entry < end; ++entry) {
                if (steps[targets_[entry]] != level - 1) continue;
                steps[row] = level;
                ++found;
                arcs += degree(row);
                break;
            }
        }
        turn(found, arcs);
    }

    void turn(std::size_t found, std::int64_t arcs) {
        left_ -= arcs_;
        size_ = found;
        arcs_ = arcs;
    }

    void list_level(Index level) {
        std::size_t found = 0;
        for (Index row = 0; row < rows_; ++row)
            if (steps_.data()[row] == level) frontier_.data()[found++] = row;
    }

    Index rows_;
    const std::int64_t* offsets_;
    const Index* targets_;
    std::vector<Index> steps_, frontier_, next_;
    std::size_t size_ = 0;    // rows in the frontier
    std::int64_t arcs_ = 0;   // their ties
    std::int64_t left_ = 0;   // ties of rows not yet searched from
};

void check_source(const Csr& ties, Index source) {
    require_square(ties);
    if (source >= ties.rows())
        throw Error(Errc::invalid_argument, "expected a row below " + std::to_string(ties.rows()) + ", found " +
                                                std::to_string(source));
}

}  // namespace

std::vector<Index> distances(const Csr& ties, Index source, bool symmetric) {
    check_source(ties, source);
    return Search(ties, source).run(symmetric);
}

std::vector<double> lengths(const Csr& ties, Index source) {
    check_source(ties, source);
    if (const auto entry = weight_below(ties, 0))
        throw Error(Errc::invalid_argument, "expected lengths of 0 or more, found " + shown(entry->weight));
    std::vector<double> length(ties.rows(), INFINITY);
    std::vector<std::pair<double, Index>> heap{{0.0, source}};
    length[source] = 0;
    while (!heap.empty()) {
        std::pop_heap(heap.begin(), heap.end(), std::greater<>{});
        const auto [way, row] = heap.back();
        heap.pop_back();
        if (way > length[row]) continue;  // an older, longer way
        for (std::size_t i = 0; i < ties.targets(row).size(); ++i) {
            const Index target = ties.targets(row)[i];
            const double further = way + ties.weight(row, i);
            if (further >= length[target]) continue;
            length[target] = further;
            heap.emplace_back(further, target);
            std::push_heap(heap.begin(), heap.end(), std::greater<>{});
        }
    }
    return length;
}

}  // namespace tissu
