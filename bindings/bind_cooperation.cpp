#include "common.hpp"

#include <tissu/analysis/brokerage.hpp>
#include <tissu/analysis/comparison.hpp>
#include <tissu/analysis/cooperation.hpp>
#include <tissu/analysis/segregation.hpp>

namespace tissu::python {
namespace {

using Texts = std::vector<std::string>;

py::dict e_i_bound(const Network& network, const Texts& labels, bool weighted, std::int64_t permutations, std::uint64_t seed,
                   unsigned threads, const py::object& progress) {
    const EIOptions options{weighted, permutations, seed, threads};
    const EIIndex index = run(progress, [&](const Progress& p) { return e_i_index(network, group(labels), options, p); });
    py::dict result;
    result["value"] = index.value;
    result["internal"] = index.internal;
    result["external"] = index.external;
    result["expected"] = index.expected;
    result["sd"] = index.sd;
    result["z"] = index.z;
    result["p_low"] = index.p_low;
    result["p_high"] = index.p_high;
    result["p"] = index.p;
    result["lowest"] = index.lowest;
    result["highest"] = index.highest;
    result["rescaled"] = index.rescaled;
    result["note"] = text_of(index.note);
    return result;
}

py::dict compare_bound(const Texts& a, const Texts& b) {
    const Comparison comparison = compare(group(a), group(b));
    py::dict result;
    result["ari"] = comparison.ari;
    result["nmi"] = comparison.nmi;
    result["ami"] = comparison.ami;
    result["vi"] = comparison.vi;
    result["compared"] = comparison.compared;
    result["note"] = text_of(comparison.note);
    return result;
}

}  // namespace

void bind_cooperation(py::module_& module) {
    module.def("cooperation_matrix", [](const Network& network, const std::string& counting, const py::object& progress) {
        return run(progress, [&](const Progress& p) { return cooperation_matrix(network, counting_named(counting), p); });
    }, py::arg("network"), py::arg("counting"), py::arg("progress"));
    module.def("openness", [](const Network& network, const Texts& labels) { return openness(network, group(labels)); },
               py::arg("network"), py::arg("labels"), NoGil());
    module.def("external_share", [](const Network& network, const Texts& labels) { return external_share(network, group(labels)); },
               py::arg("network"), py::arg("labels"), NoGil());
    module.def("mixing", [](const Network& network, const Texts& labels) { return mixing(network, group(labels)); },
               py::arg("network"), py::arg("labels"), NoGil());
    module.def("e_i_index", &e_i_bound, py::arg("network"), py::arg("labels"), py::arg("weighted"), py::arg("permutations"),
               py::arg("seed"), py::arg("threads"), py::arg("progress"));
    module.def("e_i_by_node", [](const Network& network, const Texts& labels, bool weighted) {
        return e_i_by_node(network, group(labels), weighted);
    }, py::arg("network"), py::arg("labels"), py::arg("weighted"), NoGil());
    module.def("e_i_by_group", [](const Network& network, const Texts& labels, bool weighted) {
        return e_i_by_group(network, group(labels), weighted);
    }, py::arg("network"), py::arg("labels"), py::arg("weighted"), NoGil());
    module.def("brokerage", [](const Network& network, const Texts& labels, const py::object& progress) {
        return run(progress, [&](const Progress& p) { return brokerage(network, group(labels), p); });
    }, py::arg("network"), py::arg("labels"), py::arg("progress"));
    module.def("compare", &compare_bound, py::arg("a"), py::arg("b"));
}

}  // namespace tissu::python
