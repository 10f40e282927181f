#pragma once
/// \file
/// What every binding needs: pybind11, and how progress and missing values cross the border.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <pybind11/numpy.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <tissu/base/date.hpp>
#include <tissu/base/error.hpp>
#include <tissu/base/progress.hpp>
#include <tissu/base/table.hpp>

namespace tissu::python {

namespace py = pybind11;

using NoGil = py::call_guard<py::gil_scoped_release>;

/// A listener made of what a caller may pass as `progress`: None, True (a line on stderr) or a callable.
/// It takes the GIL, looks for Ctrl-C, and stops on either. Without the GIL held by the caller it may be
/// called from any thread.
[[nodiscard]] Progress::Listener listener_of(const py::object& progress);

/// Runs `work(progress)` without the GIL. A Python error raised inside the listener (KeyboardInterrupt
/// among them) leaves as itself.
template <class Work>
auto run(const py::object& progress, Work&& work) {
    const Progress reporter(listener_of(progress));
    const py::gil_scoped_release no_gil;
    return work(reporter);
}

/// The period between two dates as a person writes them; empty: open. Throws Error{invalid_argument}.
[[nodiscard]] Period period_between(const std::string& since, const std::string& until);

/// A day as a person writes it, of a month or year the first; none: none. Throws Error{invalid_argument}.
[[nodiscard]] std::optional<Date> day_of(const std::optional<std::string>& text);

/// Text that Python can always decode.
[[nodiscard]] py::str text_of(std::string_view bytes);

/// Refuses pickling with a hint.
template <class Class>
void refuse_pickle(Class& bound, const char* hint) {
    bound.def("__reduce__", [hint](const py::object&) -> py::object { throw py::type_error(hint); });
}

void bind_errors(py::module_& module);
void bind_table(py::module_& module);
void bind_arrow(py::module_& module);
void bind_store(py::module_& module);
void bind_layout(py::module_& module);
void bind_network(py::module_& module);
void bind_territory(py::module_& module);
void bind_atlas(py::module_& module);
void bind_analysis(py::module_& module);
void bind_structure(py::module_& module);
void bind_cooperation(py::module_& module);
void bind_facilitator(py::module_& module);
void bind_two_mode_measures(py::module_& module);
void bind_backbone(py::module_& module);
void bind_inference(py::module_& module);
void bind_catalogue(py::module_& module);
void bind_recommendation(py::module_& module);
void bind_recommender(py::module_& module);
void bind_spatial(py::module_& module);

}  // namespace tissu::python
