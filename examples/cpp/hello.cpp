// Who lies between whom? Edges in, a table out.
#include <iostream>
#include <string>
#include <vector>

#include <tissu/analysis/centrality.hpp>

int main() {
    const std::vector<std::string> from{"Town hall", "Town hall", "School"};
    const std::vector<std::string> to{"Library", "School", "Sports club"};
    const tissu::Network network = tissu::from_edges(from, to);
    const tissu::Table table = tissu::betweenness(network);
    for (std::size_t row = 0; row < table.rows(); ++row)
        std::cout << table.column("node").text()[row] << ' ' << table.column("betweenness").reals()[row]
                  << '\n';
}
