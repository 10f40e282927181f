#include <tissu/analysis/layout.hpp>

#include "analysis/describe.hpp"

namespace tissu {

Table layout(const Network& network, const LayoutOptions& options, const Progress& progress) {
    require_weights(network, "layout");
    Positions at = layout(network.ties(), options, progress);
    return Table({node_column(network), Column("x", "1", std::move(at.x)), Column("y", "1", std::move(at.y))},
                 note_of(network, "Positions by forces, seed " + std::to_string(options.seed) +
                                      ": only nearness means something. Jacomy et al. 2014, "
                                      "doi:10.1371/journal.pone.0098679."));
}

}  // namespace tissu
