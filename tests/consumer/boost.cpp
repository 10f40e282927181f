// The same memory as a graph of Boost: the one header that needs more than the standard library.
#include <iostream>
#include <vector>

#include <boost/graph/connected_components.hpp>
#include <tissu/graph/boost.hpp>

int main() {
    const std::vector<tissu::Index> sources{0, 1}, targets{1, 2};
    const tissu::Csr graph = tissu::build_csr(4, 4, sources, targets, {}, true);
    std::cout << num_vertices(graph) << " vertices\n";
}
