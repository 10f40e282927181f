#include "common.hpp"

PYBIND11_MODULE(_core, module) {
    using namespace tissu::python;
    module.doc() = "The compiled part of tissu. Its names are not the public API: use the package tissu.";
    module.attr("__version__") = TISSU_VERSION;
    bind_errors(module);
    bind_table(module);
    bind_arrow(module);
    bind_store(module);
    bind_territory(module);
    bind_atlas(module);
    bind_network(module);
    bind_layout(module);
    bind_analysis(module);
    bind_structure(module);
    bind_cooperation(module);
    bind_facilitator(module);
    bind_two_mode_measures(module);
    bind_backbone(module);
    bind_inference(module);
    bind_catalogue(module);
    bind_recommendation(module);
    bind_recommender(module);
    bind_spatial(module);
}
