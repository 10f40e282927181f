#pragma once
/// \file
/// Who is linked to whom, seen through a declared lens: an immutable graph that knows its nodes, its
/// groups, the two-mode incidence it was made from, and how it was made.

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <tissu/base/table.hpp>
#include <tissu/graph/csr.hpp>
#include <tissu/network/numbering.hpp>

namespace tissu {

/// Many nodes: parallel vectors, row by row.
struct Nodes {
    std::vector<std::string> ids;     ///< `scheme:code`, or the user's own strings
    std::vector<std::string> labels;  ///< names; equal to ids where there are none
    std::vector<double> lon, lat;     ///< degrees; missing: NaN
    std::vector<double> mass;         ///< population of a territory; missing: NaN

    /// Named partitions: for each node its group, "" where it has none. Networks of actors know
    /// "kind", "type", "territory" and each level that the lattice gives ("commune", "epci", "country" …).
    std::map<std::string, std::vector<std::string>, std::less<>> groups;

    [[nodiscard]] std::size_t size() const noexcept { return ids.size(); }
};

/// Fills labels (with the ids), positions and masses (NaN) that were left empty.
/// Throws Error{invalid_argument} if the lengths differ, or an id is empty or comes twice.
[[nodiscard]] Nodes completed(Nodes nodes);

struct TwoMode;  // network/two_mode.hpp

/// A graph of nodes. Values are shared, so copies are cheap; any number of readers.
class Network {
public:
    /// No nodes, no ties.
    Network();

    /// Labels, positions and masses may be left empty: labels are then the ids, the others are missing.
    /// Throws Error{invalid_argument} if lengths differ, an id comes twice or is empty, or ties are
    /// neither directed nor symmetric.
    Network(Nodes nodes, Csr ties, bool directed, std::string note,
            std::shared_ptr<const TwoMode> origin = {});

    /// The same for whoever has made sure of all that: nothing is checked.
    Network(Unchecked, Nodes nodes, Csr ties, bool directed, std::string note,
            std::shared_ptr<const TwoMode> origin = {});

    [[nodiscard]] Index size() const noexcept;  ///< nodes
    [[nodiscard]] const Nodes& nodes() const noexcept;

    /// The column `node` of the tables of measures: made once, then shared.
    [[nodiscard]] const Column& node_column() const;

    /// Rows are sources. Symmetric if not directed.
    [[nodiscard]] const Csr& ties() const noexcept;
    [[nodiscard]] bool directed() const noexcept;

    /// What it was projected from; null for a network made from edges.
    [[nodiscard]] std::shared_ptr<const TwoMode> origin() const noexcept;
    [[nodiscard]] const std::string& note() const noexcept;

    /// Edges (undirected: each once, loops once) or arcs.
    [[nodiscard]] std::int64_t edges() const noexcept;
    [[nodiscard]] double total_weight() const noexcept;

    /// Edges other than loops over the pairs possible; 0 with fewer than two nodes.
    [[nodiscard]] double density() const noexcept;

private:
    struct Data;
    std::shared_ptr<const Data> data_;
};

/// A partition of a network's nodes by number: groups are numbered in order of first appearance.
struct Groups {
    std::vector<Index> of;           ///< by node; no_index: none
    std::vector<std::string> names;  ///< by group

    [[nodiscard]] Index count() const noexcept { return static_cast<Index>(names.size()); }
};

/// The partition called `name`; "id" is each node on its own. Throws Error{not_found} with the names there are.
[[nodiscard]] Groups group(const Nodes& nodes, std::string_view name);

/// The partition given by a label per node ("" for none).
[[nodiscard]] Groups group(std::span<const std::string> labels);

/// Columns id, label, lon, lat, mass and one per named partition.
[[nodiscard]] Table nodes_table(const Network& network);

/// Columns source, target, weight. Undirected: each edge once, source before target in node order.
[[nodiscard]] Table edges_table(const Network& network);

struct EdgeOptions {
    bool directed = false;
    unsigned threads = 0;  ///< 0: all; the result does not depend on it
};

/// A network of edges. Node order: `nodes` if given (isolates stay; an end not in it throws
/// Error{invalid_argument}), else first appearance along source[0], target[0], source[1], …
/// An edge given more than once (undirected: from either end) is one edge; weights add up, and
/// without weights the repetitions are counted.
/// Cost    O(n + m); 8 (n + 1) + 8 m bytes and the ids (undirected, without weights), as much again to build.
[[nodiscard]] Network from_edges(const IdColumn& source, const IdColumn& target, std::span<const double> weight,
                                 const IdColumn& nodes, const EdgeOptions& options = {});
[[nodiscard]] Network from_edges(std::span<const std::string> source, std::span<const std::string> target,
                                 std::span<const double> weight = {}, bool directed = false,
                                 std::span<const std::string> nodes = {});

}  // namespace tissu
