#include "common.hpp"

#include <tissu/analysis/layout.hpp>

namespace tissu::python {

void bind_layout(py::module_& module) {
    module.def("layout", [](const Network& network, std::uint64_t seed, unsigned threads, const py::object& progress) {
        LayoutOptions options;
        options.seed = seed;
        options.threads = threads;
        return run(progress, [&](const Progress& p) { return layout(network, options, p); });
    }, py::arg("network"), py::arg("seed"), py::arg("threads"), py::arg("progress"));
}

}  // namespace tissu::python
