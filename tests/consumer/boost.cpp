// The same memory as a graph of Boost: the one header that needs more than the standard library.
#include <iostream>
#include <vector>

#include <boost/graph/connected_components.hpp>
#include <tissu/graph/boost.hpp>

int main() {
    const std::vector<tissu::Index> sources{0, 1}, targets{1, 2};
    const tissu::Csr ties = tissu::build_csr(4, 4, sources, targets, {}, true);
    const auto graph = tissu::undirected_view(ties);
    std::vector<int> component(num_vertices(graph));
    const int components = boost::connected_components(
        graph, boost::make_iterator_property_map(component.begin(), get(boost::vertex_index, graph)));
    std::cout << num_vertices(graph) << " vertices, " << components << " components\n";
}
