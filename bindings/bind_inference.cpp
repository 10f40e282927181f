#include "common.hpp"

#include <algorithm>

#include <tissu/analysis/gravity.hpp>
#include <tissu/analysis/inference.hpp>

namespace tissu::python {
namespace {

using Texts = std::vector<std::string>;
using Reals = py::array_t<double, py::array::c_style | py::array::forcecast>;

PermutationOptions options_of(const py::dict& given, const std::vector<NodeMatrix>& relations) {
    PermutationOptions options;
    options.permutations = given["permutations"].cast<std::int64_t>();
    options.every = given["every"].cast<bool>();
    options.seed = given["seed"].cast<std::uint64_t>();
    options.threads = given["threads"].cast<unsigned>();
    if (!given["strata"].is_none()) options.strata = group(given["strata"].cast<Texts>()).of;
    if (!given["directed"].is_none()) options.directed = given["directed"].cast<bool>();
    else
        options.directed = !std::all_of(relations.begin(), relations.end(),
                                        [](const NodeMatrix& r) { return is_symmetric(r.cells); });
    return options;
}

/// (name, network, ids) or (name, matrix, None).
NodeMatrix relation_from(const py::tuple& given) {
    const auto name = given[0].cast<std::string>();
    if (!given[2].is_none())
        return node_matrix(name, given[1].cast<const Network&>(), given[2].cast<Texts>());
    const auto matrix = given[1].cast<Reals>();
    return node_matrix(name, {matrix.data(), static_cast<std::size_t>(matrix.size())},
                       static_cast<Index>(matrix.shape(0)));
}

std::vector<NodeMatrix> relations_from(const std::vector<py::tuple>& given) {
    std::vector<NodeMatrix> relations;
    for (const auto& relation : given) relations.push_back(relation_from(relation));
    return relations;
}

py::dict qap_bound(const std::vector<py::tuple>& given, const py::dict& options, const py::object& progress) {
    const std::vector<NodeMatrix> relations = relations_from(given);
    const PermutationOptions chosen = options_of(options, relations);
    const Qap found =
        run(progress, [&](const Progress& p) { return qap(relations[0], relations[1], chosen, p); });
    py::dict result;
    result["correlation"] = found.correlation;
    result["mean"] = found.mean;
    result["sd"] = found.sd;
    result["p"] = found.p.both;
    result["p_high"] = found.p.high;
    result["p_low"] = found.p.low;
    result["permutations"] = found.permutations;
    result["note"] = text_of(found.note);
    return result;
}

py::dict result_of(const Mrqap& found) {
    py::dict result;
    result["terms"] = found.terms;
    result["r_squared"] = found.r_squared;
    result["deviance"] = found.deviance;
    result["null_deviance"] = found.null_deviance;
    result["aic"] = found.aic;
    result["cells"] = found.cells;
    result["df"] = found.df;
    result["permutations"] = found.permutations;
    result["note"] = text_of(found.note);
    return result;
}

template <auto regression>
py::dict regression_bound(const std::vector<py::tuple>& given, const std::string& method,
                          const py::dict& options, const py::object& progress) {
    const std::vector<NodeMatrix> relations = relations_from(given);
    const PermutationOptions chosen = options_of(options, relations);
    return result_of(run(progress, [&](const Progress& p) {
        return regression(relations[0], std::span(relations).subspan(1), mrqap_named(method), chosen, p);
    }));
}

std::vector<double> reals_of(const Reals& values) { return {values.data(), values.data() + values.size()}; }

std::vector<Index> indices_of(const py::handle& given) {
    const auto values = py::array_t<Index, py::array::c_style | py::array::forcecast>::ensure(given);
    if (!values) throw py::error_already_set();
    return {values.data(), values.data() + values.size()};
}

std::vector<std::vector<Index>> index_columns(const py::iterable& given) {
    std::vector<std::vector<Index>> columns;
    for (const auto& column : given) columns.push_back(indices_of(column));
    return columns;
}

PpmlInput ppml_input(const py::dict& given) {
    PpmlInput input;
    input.y = reals_of(given["y"].cast<Reals>());
    input.x = reals_of(given["x"].cast<Reals>());
    input.names = given["names"].cast<Texts>();
    for (const auto& effect : given["effects"].cast<std::vector<py::tuple>>())
        input.effects.push_back({effect[0].cast<std::string>(), effect[1].cast<Texts>(),
                                 index_columns(effect[2].cast<py::iterable>())});
    if (!given["offset"].is_none()) input.offset = reals_of(given["offset"].cast<Reals>());
    input.errors = error_kind_named(given["errors"].cast<std::string>());
    input.groups = index_columns(given["groups"].cast<py::iterable>());
    return input;
}

py::array_t<double> array_of(const std::vector<double>& values) {
    return py::array_t<double>(static_cast<py::ssize_t>(values.size()), values.data());
}

py::array_t<bool> flags_of(const std::vector<char>& flags) {
    py::array_t<bool> result(static_cast<py::ssize_t>(flags.size()));
    std::copy(flags.begin(), flags.end(), result.mutable_data());
    return result;
}

py::dict ppml_bound(const py::dict& given, const py::object& progress) {
    const PpmlInput input = ppml_input(given);
    const Ppml found = run(progress, [&](const Progress& p) { return ppml(input, p); });
    py::dict result;
    result["terms"] = found.terms;
    result["effects"] = found.effects;
    result["fitted"] = array_of(found.fitted);
    result["separated"] = flags_of(found.separated);
    result["covariance"] = array_of(found.covariance);
    result["deviance"] = found.deviance;
    result["pseudo_r_squared"] = found.pseudo_r_squared;
    result["rows"] = found.rows;
    result["iterations"] = found.iterations;
    result["note"] = text_of(found.note);
    return result;
}

}  // namespace

void bind_inference(py::module_& module) {
    module.def("qap", &qap_bound, py::arg("relations"), py::arg("options"), py::arg("progress"));
    module.def("mrqap", &regression_bound<&mrqap>, py::arg("relations"), py::arg("method"),
               py::arg("options"), py::arg("progress"));
    module.def("ppml", &ppml_bound, py::arg("input"), py::arg("progress"));
    module.def(
        "separated_rows", [](const py::dict& given) { return flags_of(separated_rows(ppml_input(given))); },
        py::arg("input"));
    module.def("netlogit", &regression_bound<&netlogit>, py::arg("relations"), py::arg("method"),
               py::arg("options"), py::arg("progress"));
}

}  // namespace tissu::python
