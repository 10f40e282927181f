#include <tissu/graph/components.hpp>

#include <algorithm>
#include <array>
#include <atomic>
#include <numeric>

#include <tissu/base/parallel.hpp>

#include "graph/checks.hpp"

namespace tissu {
namespace {

constexpr std::size_t chunk_rows = 16384;

/// Sets of rows, each known by its least row, whatever the order in which they are united.
class UnionFind {
public:
    explicit UnionFind(Index rows) : parent_(rows) { std::iota(parent_.begin(), parent_.end(), Index{0}); }

    /// Each row hangs below the first row it is tied to, if that is lower: the sets to start from.
    void hang_below_first(const Csr& ties) {
        const std::int64_t* offsets = ties.offsets().data();
        const Index* targets = ties.targets().data();
        Index* parent = parent_.data();
        for (std::size_t row = 0; row < parent_.size(); ++row)
            if (offsets[row] < offsets[row + 1]) parent[row] = parent[std::min(targets[offsets[row]], static_cast<Index>(row))];
    }

    /// Hangs one of the roots of a row and of a row it is tied to below the other. Of two that hang the same root the
    /// lower has it, the other is forgotten: a quick look that finds most of what is to unite, without branches.
    /// Flat before and after.
    template <class Pick>
    void hook(const Csr& ties, const Pick& pick) {
        const std::int64_t* offsets = ties.offsets().data();
        const Index* targets = ties.targets().data();
        Index* parent = parent_.data();
        for (std::size_t row = 0; row < parent_.size(); ++row) {
            if (offsets[row] == offsets[row + 1]) continue;
            const Index mine = parent[row];
            const Index other = parent[targets[pick(offsets[row], offsets[row + 1])]];
            const Index high = std::max(mine, other);
            parent[high] = std::min({parent[high], mine, other});
        }
        flatten();
    }

    /// `shared`: other threads unite at the same time.
    template <bool shared>
    void unite(Index a, Index b) {
        Index x = get<shared>(a);
        Index y = get<shared>(b);
        while (x != y) {  // hang the higher of the two below the lower
            const Index high = std::max(x, y);
            const Index low = std::min(x, y);
            const Index above = get<shared>(high);
            if (above == low || (above == high && hang<shared>(high, low))) return;
            x = get<shared>(get<shared>(high));
            y = get<shared>(low);
        }
    }

    /// True if the row is known to be in the set of `root`.
    template <bool shared>
    [[nodiscard]] bool below(Index row, Index root) const noexcept {
        return get<shared>(row) == root;
    }

    /// Every row right below its root: what it hangs below is lower, and so done before it.
    void flatten() {
        Index* parent = parent_.data();
        for (std::size_t row = 0; row < parent_.size(); ++row) parent[row] = parent[parent[row]];
    }

    /// The root that most of 128 rows at even distances have. Of flat sets.
    [[nodiscard]] Index frequent_root() const {
        constexpr std::size_t samples = 128;
        std::array<Index, samples> roots{};
        for (std::size_t i = 0; i < samples; ++i) roots[i] = parent_[i * parent_.size() / samples];
        std::sort(roots.begin(), roots.end());
        Index best = roots[0];
        std::ptrdiff_t most = 0;
        for (auto run = roots.begin(); run != roots.end();) {
            const auto end = std::upper_bound(run, roots.end(), *run);
            if (end - run > most) {
                most = end - run;
                best = *run;
            }
            run = end;
        }
        return best;
    }

    /// The sets as parts. `large`: a root that many rows have.
    [[nodiscard]] Parts parts(Index large) {
        std::vector<Index> size(parent_.size()), roots;
        Index in_large = 0;
        for (Index row = 0; row < parent_.size(); ++row) {
            const Index root = parent_.data()[row] = parent_.data()[parent_.data()[row]];
            if (root == row) roots.push_back(row);
            if (root == large) ++in_large;
            else ++size.data()[root];
        }
        if (!size.empty()) size[large] = in_large;
        std::stable_sort(roots.begin(), roots.end(), [&](Index a, Index b) { return size[a] > size[b]; });
        Parts parts{std::vector<Index>(parent_.size()), std::vector<Index>(roots.size())};
        for (std::size_t i = 0; i < roots.size(); ++i) {
            parts.size[i] = size[roots[i]];
            size[roots[i]] = static_cast<Index>(i);  // from now on the number
        }
        for (std::size_t row = 0; row < parent_.size(); ++row) parts.of.data()[row] = size.data()[parent_.data()[row]];
        return parts;
    }

private:
    template <bool shared>
    Index get(Index row) const noexcept {
        if constexpr (shared)
            return std::atomic_ref(const_cast<Index&>(parent_.data()[row])).load(std::memory_order_relaxed);
        else return parent_.data()[row];
    }

    template <bool shared>
    bool hang(Index root, Index below) {
        if constexpr (shared)
            return std::atomic_ref(parent_.data()[root]).compare_exchange_strong(root, below, std::memory_order_relaxed);
        parent_.data()[root] = below;
        return true;
    }

    std::vector<Index> parent_;
};

/// `rows(begin, end)` over all rows, by one thread or many.
template <class Rows>
void over_rows(Index n, unsigned threads, const Rows& rows) {
    for_each_chunk(n, chunk_rows, threads, [&](std::size_t, std::size_t begin, std::size_t end) {
        rows(static_cast<Index>(begin), static_cast<Index>(end));
    });
}

/// Afforest: three entries of each row usually join the large component; the rows in it need no further look, for
/// whoever is tied to them says so from the other end.
template <bool shared>
Parts unite_symmetric(const Csr& ties, unsigned threads) {
    const std::int64_t* offsets = ties.offsets().data();
    const Index* targets = ties.targets().data();
    UnionFind sets(ties.rows());
    sets.hang_below_first(ties);
    sets.hook(ties, [](std::int64_t, std::int64_t end) { return end - 1; });
    sets.hook(ties, [](std::int64_t begin, std::int64_t end) { return begin + (end - begin) / 2; });
    const Index large = sets.frequent_root();
    over_rows(ties.rows(), threads, [&](Index begin, Index end) {
        for (Index row = begin; row < end; ++row) {
            if (sets.below<shared>(row, large)) continue;
            for (std::int64_t i = offsets[row]; i < offsets[row + 1]; ++i) sets.unite<shared>(row, targets[i]);
        }
    });
    return sets.parts(large);
}

template <bool shared>
Parts unite_all(const Csr& ties, unsigned threads) {
    UnionFind sets(ties.rows());
    over_rows(ties.rows(), threads, [&](Index begin, Index end) {
        for (Index row = begin; row < end; ++row)
            for (const Index target : ties.targets(row)) sets.unite<shared>(row, target);
    });
    return sets.parts(0);
}

/// Tarjan's algorithm with its own stack.
class StrongComponents {
public:
    explicit StrongComponents(const Csr& ties)
        : ties_(ties), number_(ties.rows(), no_index), low_(ties.rows()), label_(ties.rows(), no_index),
          next_(ties.offsets().begin(), ties.offsets().end() - 1) {}

    std::vector<Index> run() {
        for (Index row = 0; row < ties_.rows(); ++row)
            if (number_[row] == no_index) visit_from(row);
        return std::move(label_);
    }

private:
    void enter(Index row) {
        number_[row] = low_[row] = visited_++;
        path_.push_back(row);
        open_.push_back(row);
    }

    void visit_from(Index start) {
        enter(start);
        while (!path_.empty()) {
            const Index row = path_.back();
            if (next_[row] == ties_.offsets()[row + 1]) {
                leave(row);
                continue;
            }
            const Index target = ties_.targets()[static_cast<std::size_t>(next_[row]++)];
            if (number_[target] == no_index) enter(target);
            else if (label_[target] == no_index) low_[row] = std::min(low_[row], number_[target]);
        }
    }

    void leave(Index row) {
        path_.pop_back();
        if (!path_.empty()) low_[path_.back()] = std::min(low_[path_.back()], low_[row]);
        if (low_[row] != number_[row]) return;
        Index member = no_index;
        do {
            member = open_.back();
            open_.pop_back();
            label_[member] = found_;
        } while (member != row);
        ++found_;
    }

    const Csr& ties_;
    std::vector<Index> number_;  // order of first visit
    std::vector<Index> low_;     // least number reached from here
    std::vector<Index> label_;
    std::vector<std::int64_t> next_;
    std::vector<Index> path_, open_;
    Index visited_ = 0;
    Index found_ = 0;
};

}  // namespace

Parts parts_by_size(std::span<const Index> labels) {
    std::vector<Index> number(labels.size(), no_index);  // label -> order of first appearance
    std::vector<Index> size;
    Parts parts{std::vector<Index>(labels.size()), {}};
    for (std::size_t row = 0; row < labels.size(); ++row) {
        Index& part = number[labels[row]];
        if (part == no_index) {
            part = static_cast<Index>(size.size());
            size.push_back(0);
        }
        ++size[part];
        parts.of[row] = part;
    }
    std::vector<Index> order(size.size());
    std::iota(order.begin(), order.end(), Index{0});
    std::stable_sort(order.begin(), order.end(), [&](Index a, Index b) { return size[a] > size[b]; });
    std::vector<Index> rank(size.size());
    for (std::size_t i = 0; i < order.size(); ++i) rank[order[i]] = static_cast<Index>(i);
    for (Index& part : parts.of) part = rank[part];
    parts.size.resize(size.size());
    for (std::size_t i = 0; i < order.size(); ++i) parts.size[i] = size[order[i]];
    return parts;
}

Parts weak_components(const Csr& ties, bool symmetric, unsigned threads) {
    require_square(ties);
    if (ties.rows() == 0) return {};
    const bool alone = ties.rows() <= chunk_rows || threads == 1;
    if (symmetric) return alone ? unite_symmetric<false>(ties, 1) : unite_symmetric<true>(ties, threads);
    return alone ? unite_all<false>(ties, 1) : unite_all<true>(ties, threads);
}

Parts strong_components(const Csr& ties) {
    require_square(ties);
    return parts_by_size(StrongComponents(ties).run());
}

}  // namespace tissu
