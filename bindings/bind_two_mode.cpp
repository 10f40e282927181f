#include "common.hpp"

#include <tissu/analysis/two_mode_measures.hpp>

namespace tissu::python {

void bind_two_mode_measures(py::module_& module) {
    module.def("two_mode_centrality", [](const TwoMode& incidence, unsigned threads, const py::object& progress) {
        return run(progress, [&](const Progress& p) { return two_mode_centrality(incidence, threads, p); });
    }, py::arg("incidence"), py::arg("threads"), py::arg("progress"));
    module.def("two_mode_clustering", [](const TwoMode& incidence, const std::string& kind, const py::object& progress) {
        return run(progress, [&](const Progress& p) { return two_mode_clustering(incidence, overlap_named(kind), p); });
    }, py::arg("incidence"), py::arg("kind"), py::arg("progress"));
    module.def("two_mode_redundancy", [](const TwoMode& incidence, const py::object& progress) {
        return run(progress, [&](const Progress& p) { return two_mode_redundancy(incidence, p); });
    }, py::arg("incidence"), py::arg("progress"));
    module.def("robins_alexander", &robins_alexander, py::arg("incidence"), NoGil());
    module.def("opsahl_clustering", [](const TwoMode& incidence, const py::object& progress) {
        return run(progress, [&](const Progress& p) { return opsahl_clustering(incidence, p); });
    }, py::arg("incidence"), py::arg("progress"));
    module.def("two_mode_leads", [](const TwoMode& incidence) {
        std::vector<std::int64_t> leads;
        for (const Index lead : incidence.column_lead) leads.push_back(lead == no_index ? -1 : static_cast<std::int64_t>(lead));
        return leads;
    }, py::arg("incidence"));
    module.def("two_mode_amounts", [](const TwoMode& incidence) { return incidence.column_amount; }, py::arg("incidence"));
    module.def("two_mode_groups", [](const TwoMode& incidence, const std::string& name) {
        const Groups found = group(incidence.rows, name);
        std::vector<std::string> labels;
        for (const Index of : found.of) labels.push_back(of == no_index ? std::string() : found.names[of]);
        return labels;
    }, py::arg("incidence"), py::arg("name"));
}

}  // namespace tissu::python
