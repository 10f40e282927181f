// An algorithm of Boost.Graph on the memory of a network: the cheapest set of ties that joins everybody.
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

#include <boost/graph/kruskal_min_spanning_tree.hpp>
#include <tissu/graph/boost.hpp>
#include <tissu/network/network.hpp>

int main() {
    const std::vector<std::string> from{"Évry", "Évry", "Grigny", "Moissy", "Évry"};
    const std::vector<std::string> to{"Grigny", "Moissy", "Vitry", "Vitry", "Vitry"};
    const std::vector<double> kilometres{4.2, 11.8, 14.8, 23.1, 17.4};
    const tissu::Network network = tissu::from_edges(from, to, kilometres);

    const auto graph = tissu::undirected_view(network.ties());
    std::vector<decltype(graph)::edge_descriptor> tree;
    boost::kruskal_minimum_spanning_tree(graph, std::back_inserter(tree));

    for (const auto& edge : tree)
        std::cout << network.nodes().ids[edge.source] << " - " << network.nodes().ids[edge.target] << ' '
                  << get(get(boost::edge_weight, graph), edge) << " km\n";
}
