#include <algorithm>
#include <numeric>

#include "graph/community_level.hpp"

namespace tissu {
namespace {

/// Gains below this part of a node's strength are rounding.
constexpr double negligible = 1e-12;

/// Weights from one node to the communities around it. Clean between two nodes.
class Neighbourhood {
public:
    explicit Neighbourhood(Index size) : weight_(size), touched_(size) {}

    /// Gathers over the neighbours of `node` that `label` gives a community, no_index for none.
    template <class Label>
    std::span<const Index> gather(const Level& level, Index node, const Label& label) {
        return level.weights.empty() ? gather_weighing<false>(level, node, label)
                                     : gather_weighing<true>(level, node, label);
    }

    [[nodiscard]] double to(Index community) const noexcept { return weight_.data()[community]; }

    void clear(std::span<const Index> touched) noexcept {
        for (const Index community : touched) weight_.data()[community] = 0;
    }

private:
    template <bool weighted, class Label>
    std::span<const Index> gather_weighing(const Level& level, Index node, const Label& label) {
        const std::int64_t* offsets = level.offsets.data();
        const Index* targets = level.targets.data();
        const double* weights = level.weights.data();
        double* sum = weight_.data();
        Index* touched = touched_.data();
        std::size_t count = 0;
        for (std::int64_t entry = offsets[node]; entry < offsets[node + 1]; ++entry) {
            const Index target = targets[entry];
            if (target == node) continue;
            const Index community = label(target);
            if (community == no_index) continue;
            double weight = 1;
            if constexpr (weighted) weight = weights[entry];
            if (weight == 0) continue;  // 0 in the sums means untouched
            if (sum[community] == 0) touched[count++] = community;
            sum[community] += weight;
        }
        return {touched, count};
    }

    std::vector<double> weight_;
    std::vector<Index> touched_;
};

/// The nodes that may gain by a move: a ring, each node in it once.
class Queue {
public:
    explicit Queue(std::vector<Index> order) : ring_(std::move(order)), waiting_(ring_.size(), 1), count_(ring_.size()) {}

    [[nodiscard]] bool empty() const noexcept { return count_ == 0; }

    Index pop() noexcept {
        const Index node = ring_.data()[head_];
        if (++head_ == ring_.size()) head_ = 0;
        --count_;
        waiting_.data()[node] = 0;
        return node;
    }

    void push(Index node) noexcept {
        if (waiting_.data()[node] != 0) return;
        waiting_.data()[node] = 1;
        std::size_t place = head_ + count_++;
        if (place >= ring_.size()) place -= ring_.size();
        ring_.data()[place] = node;
    }

private:
    std::vector<Index> ring_;
    std::vector<char> waiting_;
    std::size_t head_ = 0;
    std::size_t count_;
};

std::vector<Index> random_order(Index size, Random& random) {
    std::vector<Index> order(size);
    std::iota(order.begin(), order.end(), Index{0});
    random.shuffle(std::span<Index>(order));
    return order;
}

/// Strength and size of every community, and the empty ones.
class Totals {
public:
    Totals(const Level& level, std::span<const Index> community) : strength_(level.size()), nodes_(level.size()) {
        for (Index node = 0; node < level.size(); ++node) add(community[node], level.strength[node]);
        for (Index c = level.size(); c-- > 0;)
            if (nodes_[c] == 0) empty_.push_back(c);
    }

    [[nodiscard]] const Strength& operator[](Index community) const noexcept { return strength_.data()[community]; }

    [[nodiscard]] bool alone_in(Index community) const noexcept { return nodes_.data()[community] == 1; }

    void add(Index community, const Strength& strength) noexcept {
        strength_.data()[community] += strength;
        ++nodes_.data()[community];
    }

    void remove(Index community, const Strength& strength) {
        strength_.data()[community] -= strength;
        if (--nodes_.data()[community] > 0) return;
        strength_.data()[community] = {};
        empty_.push_back(community);
    }

    /// A community without nodes; there is one whenever some community has two.
    [[nodiscard]] Index an_empty_one() {
        while (nodes_[empty_.back()] > 0) empty_.pop_back();
        return empty_.back();
    }

private:
    std::vector<Strength> strength_;
    std::vector<Index> nodes_;
    std::vector<Index> empty_;  // some may have been filled since
};

}  // namespace

bool move_nodes(const Level& level, CommunitySearch& search, std::vector<Index>& community) {
    Totals totals(level, community);
    Neighbourhood around(level.size());
    Queue queue(random_order(level.size(), search.random));
    Index* of = community.data();
    bool any = false;
    for (std::size_t looked = 0; !queue.empty(); ++looked) {
        if (looked % 16384 == 0) search.progress.report(search.fraction);
        const Index node = queue.pop();
        const Strength& strength = level.strength.data()[node];
        const Index home = of[node];
        const auto touched = around.gather(level, node, [of](Index other) { return of[other]; });
        const double threshold = negligible * (strength.out + strength.in);
        Index best = home;
        double best_gain = around.to(home) - search.expected(strength, totals[home] - strength) + threshold;
        for (const Index other : touched) {
            if (other == home) continue;
            const double gain = around.to(other) - search.expected(strength, totals[other]);
            if (gain <= best_gain) continue;
            best = other;
            best_gain = gain;
        }
        around.clear(touched);
        if (best_gain < 0 && !totals.alone_in(home)) best = totals.an_empty_one();
        if (best == home) continue;
        any = true;
        totals.remove(home, strength);
        totals.add(best, strength);
        of[node] = best;
        for (std::int64_t entry = level.offsets[node]; entry < level.offsets[node + 1]; ++entry)
            if (of[level.targets[entry]] != best) queue.push(level.targets[entry]);
    }
    return any;
}

namespace {

/// The state of one refinement: a part is known by the node it grew from.
class Refinement {
public:
    Refinement(const Level& level, const CommunitySearch& search, std::span<const Index> community)
        : level_(level), search_(search), community_(community), whole_(level.size()), total_(level.strength),
          outside_(level.size()), nodes_(level.size(), 1), part_(level.size()), around_(level.size()) {
        std::iota(part_.begin(), part_.end(), Index{0});
        for (Index node = 0; node < level.size(); ++node) {
            whole_[community[node]] += level.strength[node];
            for (std::int64_t entry = level.offsets[node]; entry < level.offsets[node + 1]; ++entry) {
                const Index target = level.targets[entry];
                if (target != node && community[target] == community[node]) outside_[node] += level.weight(entry);
            }
        }
    }

    /// Joins a node that is still alone to the part where modularity gains most, if any gains.
    void settle(Index node) {
        if (nodes_[node] != 1 || part_[node] != node || !well_connected(node)) return;
        const auto touched = around_.gather(level_, node, [&](Index other) {
            return community_[other] == community_[node] ? part_[other] : no_index;
        });
        Index best = node;
        double best_gain = 0;
        for (const Index part : touched) {
            const double gain = around_.to(part) - search_.expected(level_.strength[node], total_[part]);
            if ((gain > best_gain || (gain == 0 && best == node)) && well_connected(part)) {
                best = part;
                best_gain = gain;
            }
        }
        if (best != node) join(node, best);
        around_.clear(touched);
    }

    std::vector<Index> parts() { return std::move(part_); }

private:
    /// At least as much weight to the rest of its community as chance would give.
    [[nodiscard]] bool well_connected(Index part) const noexcept {
        const double chance = search_.expected(total_[part], whole_[community_[part]] - total_[part]);
        return outside_[part] >= chance - negligible * chance;
    }

    void join(Index node, Index part) noexcept {
        outside_[part] += outside_[node] - 2 * around_.to(part);
        total_[part] += level_.strength[node];
        ++nodes_[part];
        nodes_[node] = 0;
        part_[node] = part;
    }

    const Level& level_;
    const CommunitySearch& search_;
    std::span<const Index> community_;
    std::vector<Strength> whole_;  // by community
    std::vector<Strength> total_;  // by part
    std::vector<double> outside_;  // by part: weight to the rest of its community
    std::vector<Index> nodes_;     // by part
    std::vector<Index> part_;      // by node
    Neighbourhood around_;
};

}  // namespace

std::vector<Index> refine(const Level& level, CommunitySearch& search, std::span<const Index> community) {
    Refinement refinement(level, search, community);
    for (const Index node : random_order(level.size(), search.random)) refinement.settle(node);
    return refinement.parts();
}

}  // namespace tissu
