#pragma once
/// \file
/// One level of the search for communities: a graph whose nodes stand for sets of the original nodes.

#include <cstdint>
#include <span>
#include <vector>

#include <tissu/base/progress.hpp>
#include <tissu/base/random.hpp>
#include <tissu/graph/csr.hpp>

namespace tissu {

/// Weight that leaves and reaches something. Undirected: both are the strength.
struct Strength {
    double out = 0;
    double in = 0;

    Strength& operator+=(const Strength& other) {
        out += other.out;
        in += other.in;
        return *this;
    }
    Strength& operator-=(const Strength& other) {
        out -= other.out;
        in -= other.in;
        return *this;
    }
    friend Strength operator-(Strength a, const Strength& b) { return a -= b; }
};

/// Strengths of the rows; an undirected loop counts twice.
[[nodiscard]] std::vector<Strength> strengths(const Csr& ties, bool directed);

/// What a search carries along.
struct CommunitySearch {
    bool directed;
    double scale;  ///< resolution / total weight: turns products of strengths into expected weights
    Random random;
    const Progress& progress;
    double fraction;  ///< done so far, to report

    /// The weight that chance would put between two disjoint sets.
    [[nodiscard]] double expected(const Strength& a, const Strength& b) const noexcept {
        return directed ? scale * (a.out * b.in + a.in * b.out) : scale * a.out * b.out;
    }
};

/// Symmetric adjacency and strengths. A directed graph enters with both directions added: modularity only
/// needs the direction in the strengths. Loops are passed over; their weight is in the strengths.
class Level {
public:
    /// Looks at the relation, which must outlive it.
    Level(const Csr& adjacency, std::vector<Strength> row_strength)
        : offsets(adjacency.offsets()), targets(adjacency.targets()), weights(adjacency.weights()),
          strength(std::move(row_strength)) {}

    /// The nodes of each part of `level` as one node.
    Level(const Level& level, const CommunitySearch& search, std::span<const Index> part, Index parts);

    Level(Level&&) = default;
    Level& operator=(Level&&) = default;
    Level(const Level&) = delete;
    Level& operator=(const Level&) = delete;

    [[nodiscard]] Index size() const noexcept { return static_cast<Index>(strength.size()); }
    [[nodiscard]] double weight(std::int64_t entry) const noexcept { return weights.empty() ? 1.0 : weights[entry]; }

    std::span<const std::int64_t> offsets;
    std::span<const Index> targets;
    std::span<const double> weights;  // empty: all 1
    std::vector<Strength> strength;

private:
    std::vector<std::int64_t> own_offsets_;
    std::vector<Index> own_targets_;
    std::vector<double> own_weights_;
};

/// Numbers `labels` from 0 in order of first appearance; how many there are.
Index compact(std::vector<Index>& labels);

/// Moves nodes to the community of a neighbour, or to one of their own, while modularity gains: until nothing does, or
/// until `looks` times as many nodes as there are have been looked at.
void move_nodes(const Level& level, CommunitySearch& search, std::vector<Index>& community, double looks);

/// Leiden's refinement: within each community, single nodes that are well connected to it merge into
/// well-connected parts. Each part is connected and lies in one community.
std::vector<Index> refine(const Level& level, CommunitySearch& search, std::span<const Index> community);

}  // namespace tissu
