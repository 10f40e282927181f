#include "common.hpp"

#include <tissu/analysis/brokerage.hpp>
#include <tissu/analysis/comparison.hpp>
#include <tissu/analysis/cooperation.hpp>
#include <tissu/analysis/segregation.hpp>

namespace tissu::python {
namespace {

using Texts = std::vector<std::string>;

py::dict e_i_bound(const Network& network, const Texts& labels, bool weighted, std::int64_t permutations, std::uint64_t seed,
                   unsigned threads, const std::optional<Texts>& strata, const py::object& progress) {
    const EIOptions options{weighted, permutations, seed, threads, strata ? group(*strata).of : std::vector<Index>{}};
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

BrokerageOptions brokerage_options(const py::dict& given) {
    BrokerageOptions options;
    options.directed = given["directed"].cast<std::optional<bool>>();
    options.partial = given["partial"].cast<bool>();
    options.valued = given["valued"].cast<bool>();
    options.apart = given["apart"].cast<bool>();
    options.null = brokerage_null_named(given["null"].cast<std::string>());
    options.permutations = given["permutations"].cast<std::int64_t>();
    options.seed = given["seed"].cast<std::uint64_t>();
    options.threads = given["threads"].cast<unsigned>();
    options.sna_compat = given["sna_compat"].cast<bool>();
    if (!given["strata"].is_none()) options.strata = group(given["strata"].cast<Texts>()).of;
    if (!given["eligible"].is_none())
        options.eligible = std::make_shared<const Csr>(given["eligible"].cast<const Network&>().ties());
    return options;
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
               py::arg("seed"), py::arg("threads"), py::arg("strata"), py::arg("progress"));
    module.def("e_i_by_node", [](const Network& network, const Texts& labels, bool weighted) {
        return e_i_by_node(network, group(labels), weighted);
    }, py::arg("network"), py::arg("labels"), py::arg("weighted"), NoGil());
    module.def("e_i_by_group", [](const Network& network, const Texts& labels, bool weighted) {
        return e_i_by_group(network, group(labels), weighted);
    }, py::arg("network"), py::arg("labels"), py::arg("weighted"), NoGil());
    module.def("brokerage", [](const Network& network, const Texts& labels, const py::dict& given, bool totals,
                               const py::object& progress) {
        const BrokerageOptions options = brokerage_options(given);
        return run(progress, [&](const Progress& p) {
            return totals ? brokerage_totals(network, group(labels), options, p) : brokerage(network, group(labels), options, p);
        });
    }, py::arg("network"), py::arg("labels"), py::arg("options"), py::arg("totals"), py::arg("progress"));
    module.def("brokerage_moments", [](const std::vector<std::int64_t>& sizes, double density, bool directed, bool sna_compat) {
        return brokerage_moments(sizes, density, directed, sna_compat);
    }, py::arg("sizes"), py::arg("density"), py::arg("directed"), py::arg("sna_compat"), NoGil());
    module.def("compare", &compare_bound, py::arg("a"), py::arg("b"));
}

}  // namespace tissu::python
