#include "id_columns.hpp"

#include <charconv>
#include <cmath>

#include "arrow_in.hpp"

namespace tissu::python {
namespace {

[[noreturn]] void refuse(const std::string& message) { throw Error(Errc::invalid_argument, message); }

void append_code_point(std::string& text, char32_t c) {
    const auto put = [&text](char32_t bits) { text += static_cast<char>(bits); };
    if (c < 0x80) return put(c);
    if (c < 0x800) {
        put(0xC0 | c >> 6);
    } else {
        if (c < 0x10000) {
            put(0xE0 | c >> 12);
        } else {
            put(0xF0 | c >> 18);
            put(0x80 | (c >> 12 & 0x3F));
        }
        put(0x80 | (c >> 6 & 0x3F));
    }
    put(0x80 | (c & 0x3F));
}

/// numpy's fixed-width text: UTF-32, padded with zeros.
Strings fixed_width(const py::array& given) {
    const py::array array = py::array::ensure(given, py::array::c_style);
    const auto width = static_cast<std::size_t>(array.itemsize()) / sizeof(char32_t);
    const auto* at = static_cast<const char32_t*>(array.data());
    Strings text;
    std::string value;
    for (py::ssize_t i = 0; i < array.size(); ++i, at += width) {
        value.clear();
        for (std::size_t k = 0; k < width && at[k] != 0; ++k) append_code_point(value, at[k]);
        text.push_back(value);
    }
    return text;
}

std::string_view utf8_of(PyObject* text) {
    Py_ssize_t length = 0;
    const char* bytes = PyUnicode_AsUTF8AndSize(text, &length);
    if (!bytes) throw py::error_already_set();
    return {bytes, static_cast<std::size_t>(length)};
}

/// Whole numbers that fit, or nothing if there is anything else.
std::optional<std::vector<std::int64_t>> whole_numbers(PyObject* const* items, std::size_t n) {
    std::vector<std::int64_t> numbers(n);
    for (std::size_t i = 0; i < n; ++i) {
        if (!PyLong_CheckExact(items[i])) return std::nullopt;
        int overflow = 0;
        numbers[i] = PyLong_AsLongLongAndOverflow(items[i], &overflow);
        if (overflow != 0) return std::nullopt;
    }
    return numbers;
}

template <class Struct>
Struct& held(const py::object& capsule, const char* name) {
    auto* content = static_cast<Struct*>(PyCapsule_GetPointer(capsule.ptr(), name));
    if (!content) throw py::error_already_set();
    return *content;
}

std::optional<Column> arrow_column(const py::object& values) {
    if (py::hasattr(values, "__arrow_c_array__")) {
        const auto capsules = values.attr("__arrow_c_array__")().cast<std::pair<py::object, py::object>>();
        return import_array(held<ArrowSchema>(capsules.first, "arrow_schema"), held<ArrowArray>(capsules.second, "arrow_array"));
    }
    if (!py::hasattr(values, "__arrow_c_stream__")) return std::nullopt;
    py::object capsule;
    try {
        capsule = values.attr("__arrow_c_stream__")();
    } catch (py::error_already_set& error) {
        if (error.matches(PyExc_ImportError) || error.matches(PyExc_NotImplementedError)) return std::nullopt;
        throw;  // pandas without pyarrow is read as an array
    }
    const Table table = import_stream(held<ArrowArrayStream>(capsule, "arrow_array_stream"));
    if (table.columns().size() != 1)
        refuse("expected one column of ids, found " + std::to_string(table.columns().size()));
    return table.columns().front();
}

}  // namespace

GivenIds::GivenIds(const py::object& values, const char* name) {
    if (py::isinstance<py::str>(values))
        refuse(std::string("expected a list of ids for ") + name + ", found one text '" + values.cast<std::string>() + "'");
    if (py::isinstance<py::array>(values)) {
        take_array(values, name);
    } else if (const auto column = arrow_column(values)) {
        take(*column, name);
    } else if (py::hasattr(values, "__array__")) {
        take_array(py::module_::import("numpy").attr("asarray")(values), name);
    } else {
        take_sequence(values, name);
    }
}

void GivenIds::take(const Column& column, const char* name) {
    if (column.type() == ColumnType::real) return take_reals(column.reals(), name);
    if (column.type() == ColumnType::date) refuse(std::string("expected ids for ") + name + ", found dates");
    column_ = column;
    kind_ = Kind::column;
}

void GivenIds::take_array(const py::array& array, const char* name) {
    if (array.ndim() != 1)
        refuse(std::string("expected a column of ids for ") + name + ", found an array of " + std::to_string(array.ndim()) +
               " dimensions");
    const char kind = array.dtype().kind();
    if (kind == 'i' || (kind == 'u' && array.itemsize() < 8)) {
        array_ = py::array_t<std::int64_t, py::array::c_style | py::array::forcecast>::ensure(array);
        if (!array_) throw py::error_already_set();
        kind_ = Kind::array;
    } else if (kind == 'U') {
        text_ = fixed_width(array);
        kind_ = Kind::text;
    } else if (kind == 'f') {
        const auto reals = py::array_t<double, py::array::c_style | py::array::forcecast>::ensure(array);
        take_reals({reals.data(), static_cast<std::size_t>(reals.size())}, name);
    } else {
        take_sequence(array.attr("tolist")(), name);
    }
}

void GivenIds::take_sequence(const py::object& values, const char* name) {
    const auto sequence = py::reinterpret_steal<py::object>(PySequence_Fast(values.ptr(), name));
    if (!sequence) {
        PyErr_Clear();
        refuse(std::string("expected a list of ids for ") + name + ", found " + py::str(py::type::of(values)).cast<std::string>());
    }
    PyObject** items = PySequence_Fast_ITEMS(sequence.ptr());
    const auto n = static_cast<std::size_t>(PySequence_Fast_GET_SIZE(sequence.ptr()));
    if (auto numbers = whole_numbers(items, n)) {
        own_ = std::move(*numbers);
        kind_ = Kind::own;
        return;
    }
    kind_ = Kind::text;
    for (std::size_t i = 0; i < n; ++i) {
        if (PyUnicode_Check(items[i])) text_.push_back(utf8_of(items[i]));
        else if (items[i] == Py_None) text_.push_back({});
        else text_.push_back(py::str(py::handle(items[i])).cast<std::string>());
    }
}

void GivenIds::take_reals(std::span<const double> values, const char* name) {
    for (const double value : values) {
        if (!(std::abs(value) < 9e15) || value != std::floor(value))
            refuse(std::string("expected whole numbers or text as ids for ") + name + ", found " + std::to_string(value));
        own_.push_back(static_cast<std::int64_t>(value));
    }
    kind_ = Kind::own;
}

IdColumn GivenIds::view() const {
    switch (kind_) {
        case Kind::own: return std::span<const std::int64_t>(own_);
        case Kind::array: return std::span<const std::int64_t>(array_.data(), static_cast<std::size_t>(array_.size()));
        case Kind::text: return text_;
        case Kind::column: break;
    }
    return column_->type() == ColumnType::text ? IdColumn(column_->text()) : IdColumn(column_->integers());
}

void GivenIds::write_out() {
    if (view().is_text()) return;
    Strings text;
    char digits[24];
    for (const std::int64_t number : view().numbers())
        text.push_back({digits, static_cast<std::size_t>(std::to_chars(digits, digits + sizeof digits, number).ptr - digits)});
    text_ = std::move(text);
    kind_ = Kind::text;
}

void make_alike(std::initializer_list<GivenIds*> columns) {
    bool text = false;
    bool numbers = false;
    for (const GivenIds* column : columns)
        if (column->view().size() > 0) (column->view().is_text() ? text : numbers) = true;
    if (text && numbers)
        for (GivenIds* column : columns) column->write_out();
}

}  // namespace tissu::python
