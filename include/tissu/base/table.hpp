#pragma once
/// \file
/// The answer to every question: named columns of equal length, with units and a note on how they were made.

#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace tissu {

/// Many strings in two blocks of memory, as in Apache Arrow's `large_utf8`.
class Strings {
public:
    Strings() = default;
    explicit Strings(std::span<const std::string> values);

    void push_back(std::string_view value);
    void reserve(std::size_t count, std::size_t bytes);

    [[nodiscard]] std::size_t size() const noexcept { return offsets_.size() - 1; }
    [[nodiscard]] std::string_view operator[](std::size_t i) const noexcept;
    [[nodiscard]] std::span<const std::int64_t> offsets() const noexcept { return offsets_; }
    [[nodiscard]] std::string_view bytes() const noexcept { return bytes_; }

private:
    std::vector<std::int64_t> offsets_{0};
    std::string bytes_;
};

enum class ColumnType { integer, real, text, date };

/// The number that stands for "no date" in a date column (NumPy's NaT).
inline constexpr std::int64_t no_date = std::numeric_limits<std::int64_t>::min();

/// One column: a name, a unit and values of one type. Copies share the values.
/// Missing: NaN for reals, 0 for ids, empty for text, `no_date` for dates.
class Column {
public:
    Column(std::string name, std::string unit, std::vector<std::int64_t> values);
    Column(std::string name, std::string unit, std::vector<double> values);
    Column(std::string name, std::string unit, Strings values);
    Column(std::string name, std::string unit, std::span<const std::string> values);

    /// Days since 1970-01-01, `no_date` where unknown.
    static Column dates(std::string name, std::vector<std::int64_t> days);

    [[nodiscard]] const std::string& name() const noexcept { return name_; }
    [[nodiscard]] const std::string& unit() const noexcept { return unit_; }
    [[nodiscard]] ColumnType type() const noexcept { return type_; }
    [[nodiscard]] std::size_t size() const noexcept;

    /// The values. Each throws Error{invalid_argument} if the column is of another type
    /// (`integers` also gives the days of a date column).
    [[nodiscard]] std::span<const std::int64_t> integers() const;
    [[nodiscard]] std::span<const double> reals() const;
    [[nodiscard]] const Strings& text() const;

    /// The column of the given rows, in that order.
    [[nodiscard]] Column rows(std::span<const std::size_t> order) const;

private:
    using Values = std::variant<std::vector<std::int64_t>, std::vector<double>, Strings>;
    Column(std::string name, std::string unit, ColumnType type, std::shared_ptr<const Values> values);

    std::string name_;
    std::string unit_;
    ColumnType type_;
    std::shared_ptr<const Values> values_;
};

/// Columns of equal length. Never changes; copies are cheap; any number of readers.
class Table {
public:
    Table() = default;

    /// Throws Error{invalid_argument} if lengths differ or a name comes twice.
    explicit Table(std::vector<Column> columns, std::string note = {});

    [[nodiscard]] std::size_t rows() const noexcept { return columns_.empty() ? 0 : columns_.front().size(); }
    [[nodiscard]] const std::vector<Column>& columns() const noexcept { return columns_; }

    /// How the table was made: definition, period, lens, counting, seed, versions, geography.
    [[nodiscard]] const std::string& note() const noexcept { return note_; }

    /// Throws Error{not_found} that names near matches.
    [[nodiscard]] const Column& column(std::string_view name) const;
    [[nodiscard]] bool has(std::string_view name) const noexcept;

    /// Sorted by one column; ties keep their order; missing values last either way.
    [[nodiscard]] Table sorted(std::string_view by, bool descending = false) const;

    /// The first `n` rows, or all.
    [[nodiscard]] Table head(std::size_t n) const;

    /// The given rows, in that order.
    [[nodiscard]] Table select(std::span<const std::size_t> order) const;

    [[nodiscard]] Table with_note(std::string note) const;

private:
    std::vector<Column> columns_;
    std::string note_;
};

}  // namespace tissu
