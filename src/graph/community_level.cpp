#include "graph/community_level.hpp"

#include <numeric>

namespace tissu {

std::vector<Strength> strengths(const Csr& ties, bool directed) {
    std::vector<Strength> strength(ties.rows());
    for (Index row = 0; row < ties.rows(); ++row) {
        for (std::size_t i = 0; i < ties.targets(row).size(); ++i) {
            const Index target = ties.targets(row)[i];
            const double weight = ties.weight(row, i);
            if (directed) {
                strength[row].out += weight;
                strength[target].in += weight;
            } else {
                strength[row].out += target == row ? 2 * weight : weight;
            }
        }
        if (!directed) strength[row].in = strength[row].out;
    }
    return strength;
}

namespace {

/// The members of each part, one part after the other.
struct Members {
    std::vector<std::size_t> begin;
    std::vector<Index> nodes;
};

Members members_of(std::span<const Index> part, Index parts) {
    Members members{std::vector<std::size_t>(std::size_t{parts} + 1), std::vector<Index>(part.size())};
    for (const Index p : part) ++members.begin[std::size_t{p} + 1];
    std::partial_sum(members.begin.begin(), members.begin.end(), members.begin.begin());
    std::vector<std::size_t> next = members.begin;
    for (std::size_t node = 0; node < part.size(); ++node) members.nodes[next[part[node]]++] = static_cast<Index>(node);
    return members;
}

}  // namespace

Level::Level(const Level& level, std::span<const Index> part, Index parts) : strength(parts), own_offsets_{0} {
    const Members members = members_of(part, parts);
    std::vector<double> sum(parts);
    std::vector<Index> touched;
    for (Index p = 0; p < parts; ++p) {
        for (std::size_t i = members.begin[p]; i < members.begin[p + 1]; ++i) {
            const Index node = members.nodes[i];
            strength[p] += level.strength[node];
            for (std::int64_t entry = level.offsets[node]; entry < level.offsets[node + 1]; ++entry) {
                const Index other = part[level.targets[entry]];
                const double weight = level.weight(entry);
                if (other == p || weight == 0) continue;
                if (sum[other] == 0) touched.push_back(other);
                sum[other] += weight;
            }
        }
        for (const Index other : touched) {
            own_targets_.push_back(other);
            own_weights_.push_back(sum[other]);
            sum[other] = 0;
        }
        touched.clear();
        own_offsets_.push_back(static_cast<std::int64_t>(own_targets_.size()));
    }
    offsets = own_offsets_;
    targets = own_targets_;
    weights = own_weights_;
}

Index compact(std::vector<Index>& labels) {
    std::vector<Index> number(labels.size(), no_index);
    Index count = 0;
    for (Index& label : labels) {
        if (number[label] == no_index) number[label] = count++;
        label = number[label];
    }
    return count;
}

}  // namespace tissu
