#pragma once
/// \file
/// Ids as Python has them: arrays and Arrow columns without copying numbers, lists without a Python loop.

#include <optional>

#include <tissu/network/numbering.hpp>

#include "common.hpp"

namespace tissu::python {

/// Keeps what it was given, or its text, alive for the view.
class GivenIds {
public:
    GivenIds() = default;  ///< none

    /// From a numpy array (integers, text, objects), an Arrow array or stream of one column, a pandas or polars
    /// series, a list. Values that are neither text nor whole numbers are written as str() does; None is empty.
    /// Throws Error{invalid_argument} for one text, more than one dimension and fractions.
    GivenIds(const py::object& values, const char* name);

    [[nodiscard]] IdColumn view() const;

    /// Numbers become their digits.
    void write_out();

private:
    void take(const Column& column, const char* name);
    void take_array(const py::array& array, const char* name);
    void take_sequence(const py::object& values, const char* name);
    void take_reals(std::span<const double> values, const char* name);

    std::optional<Column> column_;
    py::array_t<std::int64_t> array_;
    std::vector<std::int64_t> own_;
    Strings text_;
    enum class Kind { own, array, column, text } kind_ = Kind::own;
};

/// Text as soon as one of them is.
void make_alike(std::initializer_list<GivenIds*> columns);

}  // namespace tissu::python
