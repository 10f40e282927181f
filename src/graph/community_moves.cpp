#include <algorithm>
#include <bit>
#include <numeric>

#include "graph/community_level.hpp"

namespace tissu {
namespace {

/// Gains below this part of a node's strength are rounding.
constexpr double negligible = 1e-12;

/// Weights from one node to the communities around it. Clean between two nodes.
class Neighbourhood {
public:
    explicit Neighbourhood(Index size) : weight_(size), touched_(std::size_t{size} + 1) {}

    /// Gathers over the neighbours of `node` that `label` gives a community, no_index for none.
    template <class Label>
    std::span<const Index> gather(const Level& level, Index node, const Label& label) {
        return level.weights.empty() ? gather_weighing<false>(level, node, label)
                                     : gather_weighing<true>(level, node, label);
    }

    [[nodiscard]] double to(Index community) const noexcept { return weight_.data()[community]; }

    /// Reads and forgets.
    [[nodiscard]] double take(Index community) noexcept {
        const double weight = weight_.data()[community];
        weight_.data()[community] = 0;
        return weight;
    }

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
        const std::int64_t end = offsets[node + 1];
        for (std::int64_t entry = offsets[node]; entry < end; ++entry) {
            const Index target = targets[entry];
            const Index community = label(target);
            double weight = 1;
            if constexpr (weighted) weight = weights[entry];
            if (target == node || community == no_index) continue;
            const double before = sum[community];
            touched[count] = community;
            count += before == 0 ? 1U : 0U;
            sum[community] = before + weight;
        }
        return {touched, count};
    }

    std::vector<double> weight_;
    std::vector<Index> touched_;
};

/// The nodes that may gain by a move: a ring, each node in it once. One place stays free, to be written in vain.
class Queue {
public:
    explicit Queue(std::vector<Index> order)
        : ring_(std::bit_ceil(order.size() + 1)), waiting_(order.size(), 1), mask_(ring_.size() - 1), tail_(order.size()) {
        std::copy(order.begin(), order.end(), ring_.begin());
    }

    [[nodiscard]] bool empty() const noexcept { return head_ == tail_; }

    Index pop() noexcept {
        const Index node = ring_.data()[head_++ & mask_];
        waiting_.data()[node] = 0;
        return node;
    }

    /// Without branches: half of the nodes offered are not wanted, or wait already.
    void push(Index node, bool wanted) noexcept {
        char& waits = waiting_.data()[node];
        const bool fresh = wanted && waits == 0;
        ring_.data()[tail_ & mask_] = node;
        tail_ += fresh ? 1U : 0U;
        waits = static_cast<char>(waits | (wanted ? 1 : 0));
    }

private:
    std::vector<Index> ring_;
    std::vector<char> waiting_;
    std::size_t mask_;
    std::size_t head_ = 0;
    std::size_t tail_;
};

/// A random order, of large graphs by blocks: rows that follow each other are read faster.
std::vector<Index> random_order(Index size, Random& random) {
    const Index block = size < 4096 ? 1 : 16;
    std::vector<Index> blocks((size + block - 1) / block);
    std::iota(blocks.begin(), blocks.end(), Index{0});
    random.shuffle(std::span<Index>(blocks));
    std::vector<Index> order;
    order.reserve(size);
    for (const Index b : blocks)
        for (Index node = b * block; node < std::min(size, (b + 1) * block); ++node) order.push_back(node);
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

void move_nodes(const Level& level, CommunitySearch& search, std::vector<Index>& community, double looks) {
    Totals totals(level, community);
    Neighbourhood around(level.size());
    Queue queue(random_order(level.size(), search.random));
    Index* of = community.data();
    const std::int64_t* offsets = level.offsets.data();
    const Index* targets = level.targets.data();
    const double most = looks * level.size();
    for (std::size_t looked = 0; !queue.empty() && static_cast<double>(looked) < most; ++looked) {
        if (looked % 16384 == 0) search.progress.report(search.fraction);
        const Index node = queue.pop();
        const Strength strength = level.strength.data()[node];
        const Index home = of[node];
        const auto touched = around.gather(level, node, [of](Index other) { return of[other]; });
        const double threshold = negligible * (strength.out + strength.in);
        Index best = home;
        double best_gain = around.to(home) - search.expected(strength, totals[home] - strength) + threshold;
        for (const Index other : touched) {  // home gains less than it has above: it needs no exception
            const double gain = around.take(other) - search.expected(strength, totals[other]);
            const bool better = gain > best_gain;
            best = better ? other : best;
            best_gain = better ? gain : best_gain;
        }
        if (best_gain < 0 && !totals.alone_in(home)) best = totals.an_empty_one();
        if (best == home) continue;
        totals.remove(home, strength);
        totals.add(best, strength);
        of[node] = best;
        const std::int64_t end = offsets[node + 1];
        for (std::int64_t entry = offsets[node]; entry < end; ++entry)
            queue.push(targets[entry], of[targets[entry]] != best);
    }
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
            double inside = 0;
            for (std::int64_t entry = level.offsets[node]; entry < level.offsets[node + 1]; ++entry) {
                const Index target = level.targets[entry];
                const bool here = target != node && community[target] == community[node];
                inside += here ? level.weight(entry) : 0.0;
            }
            outside_[node] = inside;
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
    std::size_t looked = 0;
    for (const Index node : random_order(level.size(), search.random)) {
        if (looked++ % 16384 == 0) search.progress.report(search.fraction);
        refinement.settle(node);
    }
    return refinement.parts();
}

}  // namespace tissu
