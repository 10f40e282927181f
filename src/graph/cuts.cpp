#include <algorithm>

#include <tissu/graph/components.hpp>

#include "graph/checks.hpp"

namespace tissu {
namespace {

/// Depth-first search with its own stack: how high above itself the tree below a row reaches.
class CutSearch {
public:
    explicit CutSearch(const Csr& ties)
        : ties_(ties), number_(ties.rows(), no_index), low_(ties.rows()), parent_(ties.rows(), no_index),
          is_point_(ties.rows(), 0), next_(ties.offsets().begin(), ties.offsets().end() - 1) {}

    void visit_all() {
        for (Index row = 0; row < ties_.rows(); ++row)
            if (number_[row] == no_index) visit_from(row);
    }

    Cuts run() {
        visit_all();
        for (Index row = 0; row < ties_.rows(); ++row)
            if (is_point_[row] != 0) cuts_.points.push_back(row);
        std::sort(cuts_.bridges.begin(), cuts_.bridges.end());
        return std::move(cuts_);
    }

    std::vector<std::vector<Index>> parts() {
        visit_all();
        for (auto& part : parts_) std::sort(part.begin(), part.end());
        std::sort(parts_.begin(), parts_.end(), [](const auto& a, const auto& b) {
            return a.size() != b.size() ? a.size() > b.size() : a < b;
        });
        return std::move(parts_);
    }

private:
    void enter(Index row, Index parent) {
        number_[row] = low_[row] = visited_++;
        parent_[row] = parent;
        path_.push_back(row);
        open_.push_back(row);
    }

    void visit_from(Index root) {
        Index children = 0;
        enter(root, no_index);
        while (!path_.empty()) {
            const Index row = path_.back();
            if (next_[row] == ties_.offsets()[row + 1]) {
                path_.pop_back();
                if (parent_[row] == root) ++children;
                if (parent_[row] != no_index) leave(row, root);
                continue;
            }
            const Index target = ties_.targets()[static_cast<std::size_t>(next_[row]++)];
            if (number_[target] == no_index) enter(target, row);
            else if (target != parent_[row]) low_[row] = std::min(low_[row], number_[target]);
        }
        if (children > 1) is_point_[root] = 1;
        open_.clear();
    }

    void leave(Index row, Index root) {
        const Index parent = parent_[row];
        low_[parent] = std::min(low_[parent], low_[row]);
        if (low_[row] >= number_[parent]) {  // nothing below reaches higher: a part, hung on the parent
            std::vector<Index>& part = parts_.emplace_back(1, parent);
            do {
                part.push_back(open_.back());
                open_.pop_back();
            } while (part.back() != row);
        }
        if (parent != root && low_[row] >= number_[parent]) is_point_[parent] = 1;
        if (low_[row] > number_[parent]) cuts_.bridges.emplace_back(std::min(row, parent), std::max(row, parent));
    }

    const Csr& ties_;
    std::vector<Index> number_, low_, parent_;
    std::vector<char> is_point_;
    std::vector<std::int64_t> next_;
    std::vector<Index> path_, open_;
    std::vector<std::vector<Index>> parts_;
    Index visited_ = 0;
    Cuts cuts_;
};

}  // namespace

Cuts cuts(const Csr& ties) {
    require_square(ties);
    return CutSearch(ties).run();
}

std::vector<std::vector<Index>> bicomponents(const Csr& ties) {
    require_square(ties);
    return CutSearch(ties).parts();
}

}  // namespace tissu
