#include "common.hpp"

#include <tissu/analysis/null_models.hpp>
#include <tissu/analysis/spatial.hpp>

namespace tissu::python {
namespace {

using Texts = std::vector<std::string>;
using Numbers = py::array_t<std::int64_t, py::array::c_style | py::array::forcecast>;
using Reals = py::array_t<double, py::array::c_style | py::array::forcecast>;

CommunityOptions options_of(double resolution, std::uint64_t seed, int runs, unsigned threads) {
    CommunityOptions options;
    options.resolution = resolution;
    options.seed = seed;
    options.runs = runs;
    options.threads = threads;
    return options;
}

py::array_t<std::int64_t> matrix_of(const CommunityRuns& runs) {
    const auto rows = static_cast<py::ssize_t>(runs.of.size());
    const auto columns = static_cast<py::ssize_t>(runs.of.empty() ? 0 : runs.of.front().size());
    py::array_t<std::int64_t> result({rows, columns});
    std::int64_t* cell = result.mutable_data();
    for (const auto& of : runs.of)
        for (const Index community : of) *cell++ = community;
    return result;
}

template <class T>
py::array_t<T> array_of(const std::vector<T>& values) {
    return py::array_t<T>(static_cast<py::ssize_t>(values.size()), values.data());
}

CommunityRuns runs_of(const Numbers& labels) {
    CommunityRuns runs;
    const auto cells = labels.unchecked<2>();
    for (py::ssize_t run = 0; run < cells.shape(0); ++run) {
        std::vector<Index> of;
        for (py::ssize_t node = 0; node < cells.shape(1); ++node) of.push_back(static_cast<Index>(cells(run, node)));
        runs.of.push_back(std::move(of));
    }
    return runs;
}

/// Partitions (runs by nodes), their modularity, the consensus, its stability, the agreement of the runs.
template <class Find>
py::tuple communities_with(const Network& network, const CommunityOptions& options, double threshold, const py::object& progress,
                           const Find& find) {
    CommunityRuns runs;
    Consensus agreed;
    run(progress, [&](const Progress& p) {
        runs = find(p);
        agreed = consensus(network, runs, options, threshold, p);
    });
    return py::make_tuple(matrix_of(runs), array_of(runs.modularity),
                          array_of(std::vector<std::int64_t>(agreed.of.begin(), agreed.of.end())), array_of(agreed.stability),
                          agreed.agreement);
}

void bind_null(py::module_& module) {
    py::class_<SpatialNull>(module, "SpatialNull")
        .def_property_readonly("pairs", [](const SpatialNull& self) { return array_of(self.pairs); })
        .def_property_readonly("weight", [](const SpatialNull& self) { return array_of(self.weight); })
        .def_property_readonly("mass", [](const SpatialNull& self) { return array_of(self.mass); })
        .def_property_readonly("f", [](const SpatialNull& self) { return array_of(self.f); })
        .def_property_readonly("bin", [](const SpatialNull& self) { return array_of(self.bin); });
    module.def("spatial_null", [](const Network& network, std::vector<double> importance, const Reals& distance,
                                  std::vector<double> edges) {
        const std::span<const double> values(distance.data(), static_cast<std::size_t>(distance.size()));
        const py::gil_scoped_release no_gil;
        return spatial_null(network, std::move(importance), values, std::move(edges));
    }, py::arg("network"), py::arg("importance"), py::arg("distance"), py::arg("edges"));
    module.def("spatial_modularity", [](const Network& network, const Texts& labels, const SpatialNull& null, double resolution) {
        return spatial_modularity(network, group(labels), null, resolution);
    }, py::arg("network"), py::arg("labels"), py::arg("null"), py::arg("resolution"), NoGil());
}

}  // namespace

void bind_spatial(py::module_& module) {
    bind_null(module);
    module.def("random_network", [](const Network& network, const std::string& model, std::uint64_t seed, const Network* eligible) {
        return random_network(network, null_model_named(model), seed, eligible != nullptr ? &eligible->ties() : nullptr);
    }, py::arg("network"), py::arg("model"), py::arg("seed"), py::arg("eligible"), NoGil());
    module.def("random_incidence", [](const TwoMode& incidence, std::uint64_t seed) {
        return std::make_shared<TwoMode>(random_incidence(incidence, seed));
    }, py::arg("incidence"), py::arg("seed"), NoGil());
    module.def("communities", [](const Network& network, double resolution, std::uint64_t seed, int runs, double threshold,
                                 unsigned threads, const py::object& progress) {
        const CommunityOptions options = options_of(resolution, seed, runs, threads);
        return communities_with(network, options, threshold, progress,
                                [&](const Progress& p) { return community_runs(network, options, p); });
    }, py::arg("network"), py::arg("resolution"), py::arg("seed"), py::arg("runs"), py::arg("threshold"), py::arg("threads"),
       py::arg("progress"));
    module.def("spatial_communities", [](const Network& network, const SpatialNull& null, double resolution, std::uint64_t seed,
                                         int runs, double threshold, unsigned threads, const py::object& progress) {
        const CommunityOptions options = options_of(resolution, seed, runs, threads);
        return communities_with(network, options, threshold, progress,
                                [&](const Progress& p) { return community_runs(network, null, options, p); });
    }, py::arg("network"), py::arg("null"), py::arg("resolution"), py::arg("seed"), py::arg("runs"), py::arg("threshold"),
       py::arg("threads"), py::arg("progress"));
    module.def("border_strength", [](const Numbers& labels, const std::vector<std::pair<Index, Index>>& pairs) {
        const CommunityRuns runs = runs_of(labels);
        return array_of(border_strength(std::span(&runs, 1), pairs));
    }, py::arg("labels"), py::arg("pairs"));
    module.def("gabriel_pairs", [](const Network& network) { return gabriel_pairs(network.nodes()); }, py::arg("network"), NoGil());
}

}  // namespace tissu::python
