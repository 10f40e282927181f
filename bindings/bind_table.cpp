#include "common.hpp"

#include <cstring>

namespace tissu::python {
namespace {

/// A read-only view of `size` values at `data`, which lives as long as `owner`.
template <class T>
py::array view_of(const T* data, std::size_t size, const py::dtype& type, const py::object& owner) {
    py::array array(type, {static_cast<py::ssize_t>(size)}, {static_cast<py::ssize_t>(sizeof(T))}, data, owner);
    py::detail::array_proxy(array.ptr())->flags &= ~py::detail::npy_api::NPY_ARRAY_WRITEABLE_;
    return array;
}

py::array object_array(const Strings& text) {
    py::list values(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) values[i] = text_of(text[i]);
    const auto numpy = py::module_::import("numpy");
    py::array array = numpy.attr("empty")(text.size(), py::arg("dtype") = "object");
    if (text.size() > 0) array[py::slice(py::none(), py::none(), py::none())] = values;
    array.attr("setflags")(py::arg("write") = false);
    return array;
}

/// The column as numpy: a view without copy, but for text, which becomes an array of str.
py::array array_of(const Column& column) {
    // A copy of a Column shares its values: it is the owner that keeps them alive.
    const py::capsule owner(new Column(column), [](void* held) { delete static_cast<Column*>(held); });
    switch (column.type()) {
        case ColumnType::integer: return view_of(column.integers().data(), column.size(), py::dtype::of<std::int64_t>(), owner);
        case ColumnType::real: return view_of(column.reals().data(), column.size(), py::dtype::of<double>(), owner);
        case ColumnType::date: return view_of(column.integers().data(), column.size(), py::dtype("M8[D]"), owner);
        case ColumnType::text: return object_array(column.text());
    }
    return {};
}

const char* kind_of(const Column& column) {
    switch (column.type()) {
        case ColumnType::integer: return "integer";
        case ColumnType::real: return "real";
        case ColumnType::date: return "date";
        case ColumnType::text: return "text";
    }
    return "";
}

template <class T>
std::vector<T> copied(const py::array& array) {
    const auto values = py::array_t<T, py::array::c_style | py::array::forcecast>::ensure(array);
    if (!values) throw py::error_already_set();
    return {values.data(), values.data() + values.size()};
}

/// None is empty; anything but text as `str` writes it.
void add_text(Strings& text, const py::handle& value) {
    if (!value || value.is_none()) return text.push_back({});
    if (!PyUnicode_Check(value.ptr())) return text.push_back(py::str(value).cast<std::string>());
    Py_ssize_t size = 0;
    const char* bytes = PyUnicode_AsUTF8AndSize(value.ptr(), &size);
    if (bytes == nullptr) throw py::error_already_set();
    text.push_back({bytes, static_cast<std::size_t>(size)});
}

Strings texts(const py::array& values) {
    Strings text;
    text.reserve(static_cast<std::size_t>(values.size()), 16 * static_cast<std::size_t>(values.size()));
    if (values.dtype().kind() == 'O')
        for (py::ssize_t i = 0; i < values.size(); ++i) add_text(text, *static_cast<PyObject* const*>(values.data(i)));
    else
        for (const auto& value : values) add_text(text, value);
    return text;
}

Column column_of(const std::string& name, const std::string& unit, const py::array& array) {
    if (array.ndim() != 1) throw Error(Errc::invalid_argument, "expected a column of one dimension, found '" + name + "' of " + std::to_string(array.ndim()));
    const char kind = array.dtype().kind();
    if (kind == 'i' || kind == 'u' || kind == 'b') return {name, unit, copied<std::int64_t>(array)};
    if (kind == 'f') return {name, unit, copied<double>(array)};
    if (kind == 'M') return Column::dates(name, copied<std::int64_t>(array.attr("astype")("M8[D]").attr("view")("i8")));
    if (kind == 'U' || kind == 'O' || kind == 'T') return {name, unit, texts(array)};
    throw Error(Errc::unsupported, std::string("expected numbers, text or dates in column '") + name + "', found dtype kind '" + kind + "'");
}

Table table_of_columns(const std::vector<std::tuple<std::string, std::string, py::array>>& given, std::string note) {
    std::vector<Column> columns;
    for (const auto& [name, unit, array] : given) columns.push_back(column_of(name, unit, array));
    return Table(std::move(columns), std::move(note));
}

py::dict units_of(const Table& table) {
    py::dict units;
    for (const auto& column : table.columns()) units[text_of(column.name())] = text_of(column.unit());
    return units;
}

py::list names_of(const Table& table) {
    py::list names;
    for (const auto& column : table.columns()) names.append(text_of(column.name()));
    return names;
}

}  // namespace

void bind_table(py::module_& module) {
    py::class_<Table> table(module, "Table");
    table.def("__len__", &Table::rows);
    table.def_property_readonly("names", &names_of);
    table.def_property_readonly("units", &units_of);
    table.def_property_readonly("note", [](const Table& self) { return text_of(self.note()); });
    table.def("column", [](const Table& self, const std::string& name) { return array_of(self.column(name)); }, py::arg("name"));
    table.def("_kind", [](const Table& self, const std::string& name) { return kind_of(self.column(name)); }, py::arg("name"));
    table.def("_sorted", &Table::sorted, py::arg("by"), py::arg("descending"), NoGil());
    table.def("_head", &Table::head, py::arg("n"), NoGil());
    table.def("_select", [](const Table& self, const std::vector<std::size_t>& rows) {
        for (std::size_t row : rows)
            if (row >= self.rows()) throw py::index_error("row " + std::to_string(row) + " of " + std::to_string(self.rows()));
        return self.select(rows);
    }, py::arg("rows"));
    table.def("with_note", &Table::with_note, py::arg("note"));
    refuse_pickle(table, "a tissu.Table is not pickled: use to_arrow(), to_pandas() or to_csv()");
    module.def("table_from_columns", &table_of_columns, py::arg("columns"), py::arg("note") = "");
}

}  // namespace tissu::python
