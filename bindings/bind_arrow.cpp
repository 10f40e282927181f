#include "common.hpp"

#include "arrow_in.hpp"
#include "arrow_out.hpp"

namespace tissu::python {
namespace {

template <class Struct>
py::capsule capsule_of(std::unique_ptr<Struct> content, const char* name) {
    PyObject* made = PyCapsule_New(content.get(), name, [](PyObject* capsule) {
        auto* held = static_cast<Struct*>(PyCapsule_GetPointer(capsule, PyCapsule_GetName(capsule)));
        if (held->release) held->release(held);
        delete held;
    });
    if (!made) throw py::error_already_set();
    content.release();
    return py::reinterpret_steal<py::capsule>(made);
}

py::capsule stream_of(const Table& table, const py::object& /*requested_schema*/) {
    auto stream = std::make_unique<ArrowArrayStream>();
    export_stream(table, *stream);
    return capsule_of(std::move(stream), "arrow_array_stream");
}

py::capsule schema_of(const Table& table) {
    auto schema = std::make_unique<ArrowSchema>();
    export_schema(table, *schema);
    return capsule_of(std::move(schema), "arrow_schema");
}

Table table_of_capsule(const py::object& capsule) {
    auto* stream = static_cast<ArrowArrayStream*>(PyCapsule_GetPointer(capsule.ptr(), "arrow_array_stream"));
    if (!stream) throw py::error_already_set();
    if (!stream->release) throw Error(Errc::invalid_argument, "expected an Arrow stream, found one that was already read");
    return import_stream(*stream);
}

}  // namespace

void bind_arrow(py::module_& module) {
    auto table = py::reinterpret_borrow<py::class_<Table>>(module.attr("Table"));
    table.def("__arrow_c_stream__", &stream_of, py::arg("requested_schema") = py::none());
    table.def("__arrow_c_schema__", &schema_of);
    module.def("table_from_arrow", &table_of_capsule, py::arg("capsule"));
}

}  // namespace tissu::python
