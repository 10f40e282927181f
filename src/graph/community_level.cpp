#include "graph/community_level.hpp"

#include <algorithm>
#include <numeric>

namespace tissu {

std::vector<Strength> strengths(const Csr& ties, bool directed) {
    std::vector<Strength> strength(ties.rows());
    const std::int64_t* offsets = ties.offsets().data();
    const Index* targets = ties.targets().data();
    const double* weights = ties.weighted() ? ties.weights().data() : nullptr;
    for (Index row = 0; row < ties.rows(); ++row) {
        if (!weights && !directed) {
            const auto own = ties.targets(row);
            const auto loops = std::count(own.begin(), own.end(), row);
            strength.data()[row].out = strength.data()[row].in = static_cast<double>(ties.degree(row) + loops);
            continue;
        }
        double sum = 0;
        for (std::int64_t entry = offsets[row]; entry < offsets[row + 1]; ++entry) {
            const double weight = weights ? weights[entry] : 1.0;
            sum += !directed && targets[entry] == row ? 2 * weight : weight;
            if (directed) strength.data()[targets[entry]].in += weight;
        }
        strength.data()[row].out = sum;
        if (!directed) strength.data()[row].in = sum;
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

Level::Level(const Level& level, const CommunitySearch& search, std::span<const Index> part, Index parts)
    : strength(parts) {
    const Members members = members_of(part, parts);
    own_offsets_.reserve(std::size_t{parts} + 1);
    own_offsets_.push_back(0);
    own_targets_.reserve(level.targets.size());
    own_weights_.reserve(level.targets.size());
    std::vector<double> sum(parts);
    std::vector<Index> touched(std::size_t{parts} + 1);
    const std::int64_t* offsets_of = level.offsets.data();
    const Index* targets_of = level.targets.data();
    for (Index p = 0; p < parts; ++p) {
        if (p % 4096 == 0) search.progress.report(search.fraction);
        std::size_t count = 0;
        for (std::size_t i = members.begin[p]; i < members.begin[p + 1]; ++i) {
            const Index node = members.nodes[i];
            strength[p] += level.strength[node];
            const std::int64_t end = offsets_of[node + 1];
            for (std::int64_t entry = offsets_of[node]; entry < end; ++entry) {
                const Index other = part[targets_of[entry]];
                if (other == p) continue;
                const double before = sum.data()[other];
                touched.data()[count] = other;
                count += before == 0 ? 1U : 0U;
                sum.data()[other] = before + level.weight(entry);
            }
        }
        for (std::size_t i = 0; i < count; ++i) {
            const Index other = touched[i];
            if (sum[other] == 0) continue;
            own_targets_.push_back(other);
            own_weights_.push_back(sum[other]);
            sum[other] = 0;
        }
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
