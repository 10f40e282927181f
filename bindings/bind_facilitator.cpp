#include "common.hpp"

#include <tissu/analysis/fragmentation.hpp>

namespace tissu::python {
namespace {

using Rows = std::vector<Index>;

py::dict fragmentation_bound(const Network& network, const Rows& removed, unsigned threads, const py::object& progress) {
    const Fragmentation found = run(progress, [&](const Progress& p) { return fragmentation(network, removed, threads, p); });
    py::dict result;
    result["nodes"] = found.nodes;
    result["components"] = found.components;
    result["largest"] = found.largest;
    result["isolates"] = found.isolates;
    result["fragmentation"] = found.fragmentation;
    result["distance_fragmentation"] = found.distance_fragmentation;
    result["efficiency"] = found.efficiency;
    return result;
}

py::tuple key_players_bound(const Network& network, std::int64_t k, const std::string& criterion, std::int64_t steps,
                            std::int64_t limit, const py::object& progress) {
    const KeyPlayers found = run(progress, [&](const Progress& p) {
        return key_players(network, k, key_criterion_named(criterion), steps, limit, p);
    });
    return py::make_tuple(found.sets, found.value, found.exhaustive);
}

Table robustness_bound(const Network& network, const std::string& order, const Rows& listed, bool recalculated,
                       std::int64_t steps, unsigned threads, const py::object& progress) {
    const RobustnessOptions options{order, listed, recalculated, steps, threads};
    return run(progress, [&](const Progress& p) { return robustness(network, options, p); });
}

py::dict group_centrality_bound(const Network& network, const Rows& members, const py::object& progress) {
    const GroupCentrality found = run(progress, [&](const Progress& p) { return group_centrality(network, members, p); });
    py::dict result;
    result["degree"] = found.degree;
    result["closeness"] = found.closeness;
    result["betweenness"] = found.betweenness;
    result["betweenness_normalized"] = found.betweenness_normalized;
    return result;
}

}  // namespace

void bind_facilitator(py::module_& module) {
    module.def("fragmentation", &fragmentation_bound, py::arg("network"), py::arg("removed"), py::arg("threads"),
               py::arg("progress"));
    module.def("leave_one_out", [](const Network& network, unsigned threads, const py::object& progress) {
        return run(progress, [&](const Progress& p) { return leave_one_out(network, threads, p); });
    }, py::arg("network"), py::arg("threads"), py::arg("progress"));
    module.def("key_players", &key_players_bound, py::arg("network"), py::arg("k"), py::arg("criterion"), py::arg("steps"),
               py::arg("limit"), py::arg("progress"));
    module.def("robustness", &robustness_bound, py::arg("network"), py::arg("order"), py::arg("listed"),
               py::arg("recalculated"), py::arg("steps"), py::arg("threads"), py::arg("progress"));
    module.def("group_centrality", &group_centrality_bound, py::arg("network"), py::arg("members"), py::arg("progress"));
}

}  // namespace tissu::python
