// Boost.Graph on the same memory: a second implementation of what the library computes itself.
#include <tissu/graph/boost.hpp>

#include <boost/graph/betweenness_centrality.hpp>
#include <boost/graph/connected_components.hpp>
#include <boost/graph/core_numbers.hpp>
#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <boost/graph/graph_concepts.hpp>
#include <boost/graph/page_rank.hpp>
#include <boost/graph/strong_components.hpp>

#include <tissu/graph/betweenness.hpp>
#include <tissu/graph/cohesion.hpp>
#include <tissu/graph/components.hpp>
#include <tissu/graph/pagerank.hpp>
#include <tissu/graph/traversal.hpp>

#include "catch.hpp"
#include "graphs.hpp"

using namespace tissu;
using test::close;

using Undirected = BoostView<boost::undirected_tag>;
using Directed = BoostView<boost::directed_tag>;
BOOST_CONCEPT_ASSERT((boost::VertexListGraphConcept<Undirected>));
BOOST_CONCEPT_ASSERT((boost::EdgeListGraphConcept<Undirected>));
BOOST_CONCEPT_ASSERT((boost::IncidenceGraphConcept<Undirected>));
BOOST_CONCEPT_ASSERT((boost::AdjacencyGraphConcept<Directed>));
BOOST_CONCEPT_ASSERT((boost::IncidenceGraphConcept<Directed>));

namespace {

template <class T>
auto map_of(std::vector<T>& values) {
    return boost::make_iterator_property_map(values.begin(), boost::identity_property_map());
}

template <class View>
std::vector<double> boost_betweenness(const View& view, bool weighted) {
    std::vector<double> value(num_vertices(view));
    if (weighted)
        boost::brandes_betweenness_centrality(
            view, boost::centrality_map(map_of(value)).vertex_index_map(get(boost::vertex_index, view)).weight_map(
                      get(boost::edge_weight, view)));
    else
        boost::brandes_betweenness_centrality(view, map_of(value));
    return value;
}

}  // namespace

TEST_CASE("the view lists what the relation holds") {
    Random random(11);
    for (int round = 0; round < 100; ++round) {
        const auto e = test::random_edges(random);
        const Csr both = test::undirected(e);
        const auto view = undirected_view(both);
        std::size_t listed = 0;
        for (auto [it, end] = edges(view); it != end; ++it) {
            ++listed;
            CHECK(source(*it, view) <= target(*it, view));
        }
        CHECK(listed == num_edges(view));
        const Csr arcs = test::directed(e);
        const auto [first, last] = edges(directed_view(arcs));
        CHECK(static_cast<std::int64_t>(std::distance(first, last)) == arcs.size());
    }
}

TEST_CASE("components agree with Boost") {
    Random random(12);
    for (int round = 0; round < 200; ++round) {
        const auto e = test::random_edges(random);
        const Csr both = test::undirected(e);
        std::vector<Index> label(both.rows());
        boost::connected_components(undirected_view(both), map_of(label));
        CHECK(weak_components(both, true).of == parts_by_size(label).of);
        CHECK(weak_components(test::directed(e)).of == parts_by_size(label).of);
        const Csr arcs = test::directed(e);
        boost::strong_components(directed_view(arcs), map_of(label));
        CHECK(strong_components(arcs).of == parts_by_size(label).of);
    }
}

TEST_CASE("betweenness agrees with Boost") {
    Random random(13);
    for (int round = 0; round < 200; ++round) {
        const auto e = test::random_edges(random, {round % 2 == 1, false, 2});
        const Csr both = test::undirected(e);
        const Csr arcs = test::directed(e);
        for (const bool weighted : {false, true}) {
            BetweennessOptions options;
            options.weighted = weighted;
            CHECK(close(betweenness(both, false, options), boost_betweenness(undirected_view(both), weighted)));
            CHECK(close(betweenness(arcs, true, options), boost_betweenness(directed_view(arcs), weighted)));
        }
    }
}

TEST_CASE("core numbers and distances agree with Boost") {
    Random random(14);
    for (int round = 0; round < 200; ++round) {
        const Csr csr = test::undirected(test::random_edges(random, {false, false, 3}));
        const auto view = undirected_view(csr);
        std::vector<Index> core(csr.rows());
        boost::core_numbers(view, map_of(core));
        CHECK(core_numbers(csr) == core);

        std::vector<double> length(csr.rows());
        boost::dijkstra_shortest_paths(
            view, Index{0},
            boost::distance_map(map_of(length))
                .vertex_index_map(get(boost::vertex_index, view))
                .weight_map(boost::static_property_map<double>(1)));
        const auto steps = distances(csr, 0);
        for (Index row = 0; row < csr.rows(); ++row)
            CHECK((steps[row] == no_index ? std::numeric_limits<double>::max() : steps[row]) == length[row]);
    }
}

TEST_CASE("PageRank agrees with Boost where every row has a way out") {
    Random random(15);
    for (int round = 0; round < 50; ++round) {
        auto e = test::random_edges(random, {false, false, 3});
        if (e.n < 2) continue;
        for (Index row = 0; row < e.n; ++row) e.add(row, (row + 1) % e.n);
        const Csr arcs = build_csr(e.n, e.n, e.source, e.target, {}, false, Repeated::merge);
        std::vector<double> rank(arcs.rows());
        boost::graph::page_rank(directed_view(arcs), map_of(rank), boost::graph::n_iterations(400));
        for (double& value : rank) value /= arcs.rows();  // Boost's sum to the number of rows
        CHECK(close(pagerank(arcs, true), rank, 1e-9));
    }
}
