#pragma once
/// \file
/// The memory of a Csr, seen by the algorithms of Boost.Graph. The one public header that needs Boost.

#include <boost/graph/graph_traits.hpp>
#include <boost/graph/properties.hpp>
#include <boost/iterator/counting_iterator.hpp>
#include <boost/iterator/iterator_facade.hpp>
#include <boost/property_map/property_map.hpp>

#include <tissu/graph/csr.hpp>

namespace tissu {

/// A graph for Boost: VertexList, Incidence, Adjacency and EdgeList, with maps for vertex_index and edge_weight.
/// Copies nothing, so the Csr must outlive it. Make one by undirected_view or directed_view.
///
/// As in every Boost graph, an undirected edge is an out-edge of both its ends and comes once in edges(g).
template <class Direction>
class BoostView {
public:
    static constexpr bool directed = std::is_same_v<Direction, boost::directed_tag>;

    /// An arc, or an undirected edge seen from `source`. `entry` is its place in the Csr.
    struct Edge {
        Index source = no_index;
        Index target = no_index;
        std::int64_t entry = -1;

        friend bool operator==(const Edge& a, const Edge& b) noexcept {
            const bool same = a.source == b.source && a.target == b.target;
            return directed ? same : same || (a.source == b.target && a.target == b.source);
        }
        friend bool operator!=(const Edge& a, const Edge& b) noexcept { return !(a == b); }
    };

    /// Entries of a row, or (`all`) of the whole relation; an undirected edge then at its lower end only.
    template <bool all>
    class EdgeIterator : public boost::iterator_facade<EdgeIterator<all>, Edge, boost::forward_traversal_tag, Edge> {
    public:
        EdgeIterator() = default;
        EdgeIterator(const Csr& csr, Index row, std::int64_t entry) : csr_(&csr), row_(row), entry_(entry) { settle(); }

    private:
        friend class boost::iterator_core_access;

        [[nodiscard]] Edge dereference() const { return {row_, csr_->targets()[static_cast<std::size_t>(entry_)], entry_}; }
        [[nodiscard]] bool equal(const EdgeIterator& other) const noexcept { return entry_ == other.entry_; }
        void increment() {
            ++entry_;
            settle();
        }
        void settle() {
            if constexpr (all) {
                for (; entry_ < csr_->size(); ++entry_) {
                    while (entry_ >= csr_->offsets()[std::size_t{row_} + 1]) ++row_;
                    if (directed || csr_->targets()[static_cast<std::size_t>(entry_)] >= row_) return;
                }
            }
        }

        const Csr* csr_ = nullptr;
        Index row_ = 0;
        std::int64_t entry_ = 0;
    };

    struct Traversal : boost::vertex_list_graph_tag,
                       boost::incidence_graph_tag,
                       boost::adjacency_graph_tag,
                       boost::edge_list_graph_tag {};

    using vertex_descriptor = Index;
    using edge_descriptor = Edge;
    using directed_category = Direction;
    using edge_parallel_category = boost::disallow_parallel_edge_tag;
    using traversal_category = Traversal;
    using vertices_size_type = std::size_t;
    using edges_size_type = std::size_t;
    using degree_size_type = std::size_t;
    using vertex_iterator = boost::counting_iterator<Index>;
    using adjacency_iterator = std::span<const Index>::iterator;
    using out_edge_iterator = EdgeIterator<false>;
    using edge_iterator = EdgeIterator<true>;
    using in_edge_iterator = void;

    static vertex_descriptor null_vertex() noexcept { return no_index; }

    explicit BoostView(const Csr& csr) : csr_(&csr) {
        if constexpr (!directed)
            for (Index row = 0; row < csr.rows(); ++row)
                for (const Index target : csr.targets(row)) loops_ += target == row ? 1U : 0U;
    }

    [[nodiscard]] const Csr& csr() const noexcept { return *csr_; }
    [[nodiscard]] std::size_t loops() const noexcept { return loops_; }

private:
    const Csr* csr_;
    std::size_t loops_ = 0;
};

/// `csr` must be symmetric.
inline BoostView<boost::undirected_tag> undirected_view(const Csr& csr) { return BoostView<boost::undirected_tag>(csr); }
inline BoostView<boost::directed_tag> directed_view(const Csr& csr) { return BoostView<boost::directed_tag>(csr); }

template <class D>
std::size_t num_vertices(const BoostView<D>& g) {
    return g.csr().rows();
}
template <class D>
std::size_t num_edges(const BoostView<D>& g) {
    const auto entries = static_cast<std::size_t>(g.csr().size());
    return BoostView<D>::directed ? entries : (entries + g.loops()) / 2;
}
template <class D>
auto vertices(const BoostView<D>& g) {
    using It = typename BoostView<D>::vertex_iterator;
    return std::pair(It(0), It(g.csr().rows()));
}
template <class D>
auto edges(const BoostView<D>& g) {
    using It = typename BoostView<D>::edge_iterator;
    return std::pair(It(g.csr(), 0, 0), It(g.csr(), g.csr().rows(), g.csr().size()));
}
template <class D>
auto out_edges(Index v, const BoostView<D>& g) {
    using It = typename BoostView<D>::out_edge_iterator;
    return std::pair(It(g.csr(), v, g.csr().offsets()[v]), It(g.csr(), v, g.csr().offsets()[std::size_t{v} + 1]));
}
template <class D>
auto adjacent_vertices(Index v, const BoostView<D>& g) {
    const auto targets = g.csr().targets(v);
    return std::pair(targets.begin(), targets.end());
}
template <class D>
std::size_t out_degree(Index v, const BoostView<D>& g) {
    return static_cast<std::size_t>(g.csr().degree(v));
}
template <class Edge, class D>
    requires std::is_same_v<Edge, typename BoostView<D>::Edge>
Index source(const Edge& edge, const BoostView<D>&) {
    return edge.source;
}
template <class Edge, class D>
    requires std::is_same_v<Edge, typename BoostView<D>::Edge>
Index target(const Edge& edge, const BoostView<D>&) {
    return edge.target;
}

/// The weight of an edge: 1 in a relation without weights.
class BoostWeights {
public:
    using value_type = double;
    using reference = double;
    using key_type = void;  // the Edge of either view
    using category = boost::readable_property_map_tag;

    explicit BoostWeights(const Csr& csr) : csr_(&csr) {}

    template <class Edge>
    friend double get(const BoostWeights& map, const Edge& edge) {
        return map.csr_->weighted() ? map.csr_->weights()[static_cast<std::size_t>(edge.entry)] : 1.0;
    }

private:
    const Csr* csr_;
};

template <class D>
boost::identity_property_map get(boost::vertex_index_t, const BoostView<D>&) {
    return {};
}
template <class D>
Index get(boost::vertex_index_t, const BoostView<D>&, Index v) {
    return v;
}
template <class D>
BoostWeights get(boost::edge_weight_t, const BoostView<D>& g) {
    return BoostWeights(g.csr());
}

}  // namespace tissu

namespace boost {

template <class D>
struct property_map<tissu::BoostView<D>, vertex_index_t> {
    using type = identity_property_map;
    using const_type = type;
};
template <class D>
struct property_map<tissu::BoostView<D>, edge_weight_t> {
    using type = tissu::BoostWeights;
    using const_type = type;
};

}  // namespace boost
