#include "common.hpp"

#include <tissu/analysis/layout.hpp>

namespace tissu::python {

void bind_layout(py::module_& module) {
    module.def("layout", [](const Network& network, std::uint64_t seed, std::uint32_t iterations, unsigned threads,
                            const py::object& progress) {
        const LayoutOptions options{seed, iterations, threads};
        return run(progress, [&](const Progress& p) { return layout(network, options, p); });
    }, py::arg("network"), py::arg("seed"), py::arg("iterations"), py::arg("threads"), py::arg("progress"));
}

}  // namespace tissu::python
