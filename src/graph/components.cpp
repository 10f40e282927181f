#include <tissu/graph/components.hpp>

#include <algorithm>
#include <atomic>
#include <numeric>

#include <tissu/base/parallel.hpp>

#include "graph/checks.hpp"

namespace tissu {
namespace {

/// Sets of rows, each known by its least row, whatever the order in which they are united.
class UnionFind {
public:
    explicit UnionFind(Index rows) : parent_(rows) { std::iota(parent_.begin(), parent_.end(), Index{0}); }

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

    void flatten() {
        Index* parent = parent_.data();
        for (std::size_t row = 0; row < parent_.size(); ++row)
            while (parent[row] != parent[parent[row]]) parent[row] = parent[parent[row]];
    }

    [[nodiscard]] const std::vector<Index>& parent() const noexcept { return parent_; }

private:
    template <bool shared>
    Index get(Index row) {
        if constexpr (shared) return std::atomic_ref(parent_.data()[row]).load(std::memory_order_relaxed);
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

/// The root that most of 1,024 rows at even distances have.
Index frequent_root(const std::vector<Index>& parent) {
    constexpr std::size_t samples = 1024;
    std::vector<Index> roots(samples);
    for (std::size_t i = 0; i < samples; ++i) roots[i] = parent[i * parent.size() / samples];
    std::sort(roots.begin(), roots.end());
    Index best = roots[0];
    std::size_t most = 0;
    for (std::size_t i = 0; i < samples;) {
        const auto end = std::upper_bound(roots.begin() + static_cast<std::ptrdiff_t>(i), roots.end(), roots[i]);
        const auto run = static_cast<std::size_t>(end - roots.begin()) - i;
        if (run > most) {
            most = run;
            best = roots[i];
        }
        i += run;
    }
    return best;
}

constexpr std::size_t chunk_rows = 16384;

/// `rows(begin, end)` over all rows, by one thread or many.
template <class Rows>
void over_rows(Index n, unsigned threads, const Rows& rows) {
    for_each_chunk(n, chunk_rows, threads, [&](std::size_t, std::size_t begin, std::size_t end) {
        rows(static_cast<Index>(begin), static_cast<Index>(end));
    });
}

/// Afforest: two entries of each row usually join the large component; the rows in it need no further look,
/// for whoever is tied to them says so from the other end.
template <bool shared>
void unite_symmetric(const Csr& ties, UnionFind& sets, unsigned threads) {
    constexpr std::int64_t sampled = 2;
    const std::int64_t* offsets = ties.offsets().data();
    const Index* targets = ties.targets().data();
    over_rows(ties.rows(), threads, [&](Index begin, Index end) {
        for (Index row = begin; row < end; ++row)
            for (std::int64_t i = offsets[row]; i < std::min(offsets[row] + sampled, offsets[row + 1]); ++i)
                sets.unite<shared>(row, targets[i]);
    });
    sets.flatten();
    const Index large = frequent_root(sets.parent());
    const std::vector<Index> before = shared ? sets.parent() : std::vector<Index>();
    const Index* root = shared ? before.data() : sets.parent().data();
    over_rows(ties.rows(), threads, [&](Index begin, Index end) {
        for (Index row = begin; row < end; ++row) {
            if (root[row] == large) continue;
            for (std::int64_t i = offsets[row] + sampled; i < offsets[row + 1]; ++i) sets.unite<shared>(row, targets[i]);
        }
    });
}

template <bool shared>
void unite_all(const Csr& ties, UnionFind& sets, unsigned threads) {
    over_rows(ties.rows(), threads, [&](Index begin, Index end) {
        for (Index row = begin; row < end; ++row)
            for (const Index target : ties.targets(row)) sets.unite<shared>(row, target);
    });
}

template <bool shared>
void unite(const Csr& ties, bool symmetric, UnionFind& sets, unsigned threads) {
    if (symmetric) unite_symmetric<shared>(ties, sets, threads);
    else unite_all<shared>(ties, sets, threads);
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
    UnionFind sets(ties.rows());
    if (ties.rows() <= chunk_rows || threads == 1) unite<false>(ties, symmetric && ties.rows() > 0, sets, 1);
    else unite<true>(ties, symmetric, sets, threads);
    sets.flatten();
    return parts_by_size(sets.parent());
}

Parts strong_components(const Csr& ties) {
    require_square(ties);
    return parts_by_size(StrongComponents(ties).run());
}

}  // namespace tissu
