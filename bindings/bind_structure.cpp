#include "common.hpp"

#include <tissu/analysis/centrality.hpp>
#include <tissu/analysis/structure.hpp>

namespace tissu::python {
namespace {

Likeness likeness_named(const std::string& name) {
    if (name == "euclidean") return Likeness::euclidean;
    if (name == "correlation") return Likeness::correlation;
    if (name == "jaccard") return Likeness::jaccard;
    if (name == "hamming") return Likeness::hamming;
    throw Error(Errc::invalid_argument, "expected a method of euclidean, correlation, jaccard, hamming, found '" + name + "'");
}

/// A measure that takes a network, whether weights count, and progress.
template <Table (*Measure)(const Network&, bool, const Progress&)>
void bind_weighted(py::module_& module, const char* name) {
    module.def(name, [](const Network& network, bool weighted, const py::object& progress) {
        return run(progress, [&](const Progress& p) { return Measure(network, weighted, p); });
    }, py::arg("network"), py::arg("weighted"), py::arg("progress"));
}

void bind_more_centrality(py::module_& module) {
    module.def("edge_betweenness", [](const Network& network, bool weighted, bool normalized, std::size_t samples, std::uint64_t seed,
                                      unsigned threads, const py::object& progress) {
        const BetweennessOptions options{weighted, normalized, samples, seed, threads};
        return run(progress, [&](const Progress& p) { return edge_betweenness(network, options, p); });
    }, py::arg("network"), py::arg("weighted"), py::arg("normalized"), py::arg("samples"), py::arg("seed"), py::arg("threads"),
       py::arg("progress"));
    bind_weighted<eigenvector>(module, "eigenvector");
    bind_weighted<hits>(module, "hits");
    module.def("katz", [](const Network& network, double alpha, double beta, bool normalized, bool weighted, const py::object& progress) {
        const KatzOptions options{alpha, beta, normalized, weighted};
        return run(progress, [&](const Progress& p) { return katz(network, options, p); });
    }, py::arg("network"), py::arg("alpha"), py::arg("beta"), py::arg("normalized"), py::arg("weighted"), py::arg("progress"));
    module.def("distances", [](const Network& network, const std::string& source, bool weighted) { return distances(network, source, weighted); },
               py::arg("network"), py::arg("source"), py::arg("weighted"), NoGil());
    module.def("diameter", [](const Network& network, unsigned threads, const py::object& progress) {
        return run(progress, [&](const Progress& p) { return diameter(network, threads, p); });
    }, py::arg("network"), py::arg("threads"), py::arg("progress"));
}

}  // namespace

void bind_structure(py::module_& module) {
    bind_more_centrality(module);
    module.def("triad_census", [](const Network& network, unsigned threads, const py::object& progress) {
        return run(progress, [&](const Progress& p) { return triad_census(network, threads, p); });
    }, py::arg("network"), py::arg("threads"), py::arg("progress"));
    module.def("bicomponents", [](const Network& network) { return bicomponents(network); }, py::arg("network"), NoGil());
    module.def("rich_club", [](const Network& network) { return rich_club(network); }, py::arg("network"), NoGil());
    module.def("core_periphery", [](const Network& network) { return core_periphery(network); }, py::arg("network"), NoGil());
    module.def("structural_equivalence", [](const Network& network, const std::string& method, unsigned threads, const py::object& progress) {
        const Likeness likeness = likeness_named(method);
        return run(progress, [&](const Progress& p) { return structural_equivalence(network, likeness, threads, p); });
    }, py::arg("network"), py::arg("method"), py::arg("threads"), py::arg("progress"));
    module.def("assortativity_by_group", [](const Network& network, const std::vector<std::string>& labels) {
        return assortativity(network, group(labels));
    }, py::arg("network"), py::arg("labels"), NoGil());
    module.def("assortativity_by_number", [](const Network& network, const std::vector<double>& values) {
        return assortativity(network, values);
    }, py::arg("network"), py::arg("values"), NoGil());
    module.def("assortativity_by_degree", &degree_assortativity, py::arg("network"), NoGil());
}

}  // namespace tissu::python
