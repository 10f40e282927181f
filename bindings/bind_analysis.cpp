#include "common.hpp"

#include <tissu/analysis/centrality.hpp>
#include <tissu/analysis/community.hpp>

namespace tissu::python {
namespace {

Direction direction_named(const std::string& name) {
    if (name == "all") return Direction::all;
    if (name == "out") return Direction::out;
    if (name == "in") return Direction::in;
    throw Error(Errc::invalid_argument, "expected a mode of all, out, in, found '" + name + "'");
}

/// A measure that takes a network, threads and progress.
template <Table (*Measure)(const Network&, unsigned, const Progress&)>
void bind_measure(py::module_& module, const char* name) {
    module.def(name, [](const Network& network, unsigned threads, const py::object& progress) {
        return run(progress, [&](const Progress& p) { return Measure(network, threads, p); });
    }, py::arg("network"), py::arg("threads"), py::arg("progress"));
}

/// A measure of steps.
template <Table (*Measure)(const Network&, const NearnessOptions&, const Progress&)>
void bind_nearness(py::module_& module, const char* name) {
    module.def(name, [](const Network& network, std::size_t samples, std::uint64_t seed, unsigned threads, const py::object& progress) {
        return run(progress, [&](const Progress& p) { return Measure(network, NearnessOptions{samples, seed, threads}, p); });
    }, py::arg("network"), py::arg("samples"), py::arg("seed"), py::arg("threads"), py::arg("progress"));
}

using Find = Table (*)(const Network&, const CommunityOptions&, const Progress&);

template <Find Communities>
void bind_communities(py::module_& module, const char* name) {
    module.def(name, [](const Network& network, double resolution, std::uint64_t seed, int runs, unsigned threads, const py::object& progress) {
        CommunityOptions options;
        options.resolution = resolution;
        options.seed = seed;
        options.runs = runs;
        options.threads = threads;
        return run(progress, [&](const Progress& p) { return Communities(network, options, p); });
    }, py::arg("network"), py::arg("resolution"), py::arg("seed"), py::arg("runs"), py::arg("threads"), py::arg("progress"));
}

void bind_centrality(py::module_& module) {
    module.def("degree", [](const Network& network, const std::string& mode) { return degree(network, direction_named(mode)); },
               py::arg("network"), py::arg("mode"), NoGil());
    module.def("betweenness", [](const Network& network, bool weighted, bool normalized, std::size_t samples, std::uint64_t seed,
                                 unsigned threads, const py::object& progress) {
        const BetweennessOptions options{weighted, normalized, samples, seed, threads};
        return run(progress, [&](const Progress& p) { return betweenness(network, options, p); });
    }, py::arg("network"), py::arg("weighted"), py::arg("normalized"), py::arg("samples"), py::arg("seed"), py::arg("threads"),
       py::arg("progress"));
    module.def("pagerank", [](const Network& network, double damping, std::vector<double> personalization, double tolerance,
                              bool weighted, unsigned threads, const py::object& progress) {
        const PagerankOptions options{damping, std::move(personalization), tolerance, weighted, threads};
        return run(progress, [&](const Progress& p) { return pagerank(network, options, p); });
    }, py::arg("network"), py::arg("damping"), py::arg("personalization"), py::arg("tolerance"), py::arg("weighted"),
       py::arg("threads"), py::arg("progress"));
    bind_nearness<closeness>(module, "closeness");
    bind_nearness<harmonic>(module, "harmonic");
    bind_measure<constraint>(module, "constraint");
    bind_measure<effective_size>(module, "effective_size");
}

}  // namespace

void bind_analysis(py::module_& module) {
    bind_centrality(module);
    module.def("components", &components, py::arg("network"), py::arg("strong"), py::arg("threads"), NoGil());
    module.def("articulation_points", &articulation_points, py::arg("network"), NoGil());
    module.def("bridges", &bridges, py::arg("network"), NoGil());
    module.def("core_numbers", &core_numbers, py::arg("network"), NoGil());
    bind_measure<triangles>(module, "triangles");
    bind_measure<clustering>(module, "clustering");
    bind_measure<weighted_clustering>(module, "weighted_clustering");
    module.def("transitivity", [](const Network& network, unsigned threads, const py::object& progress) {
        return run(progress, [&](const Progress& p) { return transitivity(network, threads, p); });
    }, py::arg("network"), py::arg("threads"), py::arg("progress"));
    module.def("modularity", [](const Network& network, const std::vector<std::string>& labels, double resolution) {
        return modularity(network, group(labels), resolution);
    }, py::arg("network"), py::arg("labels"), py::arg("resolution"), NoGil());
    bind_communities<leiden>(module, "leiden");
    bind_communities<louvain>(module, "louvain");
}

}  // namespace tissu::python
