#include <algorithm>
#include <cmath>
#include <numeric>

#include <tissu/analysis/fragmentation.hpp>
#include <tissu/base/text.hpp>
#include <tissu/graph/traversal.hpp>

#include "analysis/describe.hpp"
#include "analysis/pieces.hpp"
#include "analysis/undirected.hpp"

namespace tissu {
namespace {

using Set = std::vector<Index>;

/// What a set is worth by the criterion.
class Worth {
public:
    Worth(const Csr& ties, KeyCriterion criterion, std::int64_t steps)
        : ties_(ties), criterion_(criterion), within_(steps), cutter_(ties), gone_(ties.rows(), 0) {
        if (criterion != KeyCriterion::reach) return;
        if (ties.rows() > 20000)
            throw Error(Errc::invalid_argument, "key players by reach: expected at most 20000 nodes, found " +
                                                    std::to_string(ties.rows()));
        for (Index node = 0; node < ties.rows(); ++node) steps_.push_back(distances(ties, node, true));
    }

    double operator()(const Set& set) { return criterion_ == KeyCriterion::reach ? reach(set) : without(set); }

private:
    double without(const Set& set) {
        for (const Index node : set) gone_[node] = 1;
        const double n = static_cast<double>(ties_.rows()) - static_cast<double>(set.size());
        double joined = 0;
        if (criterion_ == KeyCriterion::fragmentation) joined = cutter_.cut(gone_).connected;
        else joined = sum_of_inverse_steps(residual(ties_, gone_), 1);
        for (const Index node : set) gone_[node] = 0;
        return n > 1 ? 1 - joined / (n * (n - 1)) : 1;
    }

    double reach(const Set& set) const {
        double sum = 0;
        for (Index node = 0; node < ties_.rows(); ++node) {
            Index nearest = no_index;
            for (const Index member : set) nearest = std::min(nearest, steps_[member][node]);
            if (nearest == no_index) continue;
            if (within_ > 0) sum += nearest <= within_;
            else sum += nearest == 0 ? 1 : 1.0 / nearest;
        }
        return sum / ties_.rows();
    }

    const Csr& ties_;
    KeyCriterion criterion_;
    std::int64_t within_;
    Cutter cutter_;
    std::vector<char> gone_;
    std::vector<std::vector<Index>> steps_;
};

constexpr double slack = 1e-12;

/// The next set of the same size in lexical order; false after the last.
bool advance(Set& set, Index n) {
    for (std::size_t i = set.size(); i-- > 0;) {
        if (set[i] + (set.size() - i) >= n) continue;
        ++set[i];
        for (std::size_t j = i + 1; j < set.size(); ++j) set[j] = set[j - 1] + 1;
        return true;
    }
    return false;
}

KeyPlayers all_tried(Worth& worth, Index n, std::size_t k, double sets, const Progress& progress) {
    KeyPlayers best{{}, -1, true};
    Set set(k);
    std::iota(set.begin(), set.end(), Index{0});
    double tried = 0;
    do {
        if (std::fmod(tried, 256) == 0) progress.report(tried / sets);
        ++tried;
        const double value = worth(set);
        if (value > best.value + slack) best.sets.clear();
        if (value >= best.value - slack) best.sets.push_back(set);
        best.value = std::max(best.value, value);
    } while (advance(set, n));
    return best;
}

/// Puts each node in turn in `place` of the set, where that helps; true if one did.
bool improve(Worth& worth, Set& set, std::size_t place, double& value, Index n, const Progress& progress) {
    const Index before = set[place];
    Index best = before;
    for (Index node = 0; node < n; ++node) {
        if (node % 64 == 0) progress.report(0.5);
        if (std::find(set.begin(), set.end(), node) != set.end()) continue;
        set[place] = node;
        const double tried = worth(set);
        if (tried > value + slack) {
            value = tried;
            best = node;
        }
        set[place] = before;
    }
    set[place] = best;
    return best != before;
}

KeyPlayers swapped(Worth& worth, Index n, std::size_t k, const Progress& progress) {
    Set set;
    double value = -1;
    for (std::size_t i = 0; i < k; ++i) {
        Index free = 0;
        while (std::find(set.begin(), set.end(), free) != set.end()) ++free;
        set.push_back(free);
        value = worth(set);
        improve(worth, set, i, value, n, progress);
    }
    for (bool better = k > 1; better;) {
        better = false;
        for (std::size_t i = 0; i < k; ++i) better = improve(worth, set, i, value, n, progress) || better;
    }
    std::sort(set.begin(), set.end());
    return {{set}, value, false};
}

}  // namespace

KeyCriterion key_criterion_named(std::string_view name) {
    if (name == "fragmentation") return KeyCriterion::fragmentation;
    if (name == "distance_fragmentation") return KeyCriterion::distance_fragmentation;
    if (name == "reach") return KeyCriterion::reach;
    throw Error(Errc::invalid_argument, "expected a criterion of fragmentation, distance_fragmentation, reach, found \"" +
                                            shortened(name) + "\"");
}

KeyPlayers key_players(const Network& network, std::int64_t k, KeyCriterion criterion, std::int64_t steps,
                       std::int64_t limit, const Progress& progress) {
    const Index n = network.size();
    if (k < 1 || k >= static_cast<std::int64_t>(n))
        throw Error(Errc::invalid_argument, "key players: expected 1 to " + std::to_string(n > 0 ? n - 1 : 0) +
                                                " of " + std::to_string(n) + " nodes, found " + std::to_string(k));
    if (steps < 0) throw Error(Errc::invalid_argument, "expected 0 or more steps, found " + std::to_string(steps));
    const Undirected undirected(network);
    Worth worth(undirected.ties(), criterion, steps);
    double sets = 1;
    for (std::int64_t i = 0; i < k; ++i) sets *= static_cast<double>(static_cast<std::int64_t>(n) - i) / static_cast<double>(i + 1);
    const auto size = static_cast<std::size_t>(k);
    if (sets <= static_cast<double>(limit)) return all_tried(worth, n, size, sets, progress);
    return swapped(worth, n, size, progress);
}

}  // namespace tissu
