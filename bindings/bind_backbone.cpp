#include "common.hpp"

#include <tissu/analysis/backbone.hpp>

namespace tissu::python {
namespace {

BackboneOptions options_of(const py::dict& given) {
    BackboneOptions options;
    options.alpha = given["alpha"].cast<double>();
    options.correction = correction_named(given["correction"].cast<std::string>());
    options.every_pair = given["every_pair"].cast<bool>();
    options.both_ends = given["both_ends"].cast<bool>();
    options.trials = given["trials"].cast<std::int64_t>();
    options.seed = given["seed"].cast<std::uint64_t>();
    options.threads = given["threads"].cast<unsigned>();
    if (!given["eligible"].is_none())
        options.eligible = std::make_shared<const Csr>(given["eligible"].cast<const Network&>().ties());
    return options;
}

py::dict result_of(const Backbone& backbone) {
    py::dict result;
    result["pairs"] = backbone.pairs;
    result["power"] = backbone.power;
    result["network"] = backbone.network;
    result["rhat"] = backbone.rhat;
    result["perturbed"] = backbone.perturbed;
    result["note"] = text_of(backbone.note);
    return result;
}

}  // namespace

void bind_backbone(py::module_& module) {
    module.def(
        "backbone_of_network",
        [](const Network& network, const std::string& method, const py::dict& given,
           const py::object& progress) {
            const BackboneOptions options = options_of(given);
            return result_of(run(progress, [&](const Progress& p) {
                return backbone(network, backbone_named(method), options, p);
            }));
        },
        py::arg("network"), py::arg("method"), py::arg("options"), py::arg("progress"));
    module.def(
        "backbone_of_two_mode",
        [](std::shared_ptr<TwoMode> two, const std::string& method, const py::dict& given,
           const py::object& progress) {
            const BackboneOptions options = options_of(given);
            return result_of(run(progress, [&](const Progress& p) {
                return backbone(two, backbone_named(method), options, p);
            }));
        },
        py::arg("two"), py::arg("method"), py::arg("options"), py::arg("progress"));
    module.def("bicm", &bicm, py::arg("two"), NoGil());
}

}  // namespace tissu::python
