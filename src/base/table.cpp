#include <tissu/base/error.hpp>
#include <tissu/base/table.hpp>
#include <tissu/base/text.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tissu {
namespace {

const char* name_of(ColumnType type) {
    switch (type) {
        case ColumnType::integer: return "integers";
        case ColumnType::real: return "reals";
        case ColumnType::text: return "text";
        case ColumnType::date: return "dates";
    }
    return "unknown";
}

[[noreturn]] void wrong_type(const Column& column, const char* expected) {
    throw Error(Errc::invalid_argument, std::string("expected a column of ") + expected + ", found '" + column.name() +
                                            "' of " + name_of(column.type()));
}

/// Sorts the rows by key, stable; rows with `is_missing` come last either way.
template <class Key, class Missing>
void sort_rows(std::vector<std::size_t>& order, bool descending, Key key, Missing is_missing) {
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        const bool missing_a = is_missing(a);
        const bool missing_b = is_missing(b);
        if (missing_a || missing_b) return !missing_a && missing_b;
        return descending ? key(b) < key(a) : key(a) < key(b);
    });
}

}  // namespace

Strings::Strings(std::span<const std::string> values) {
    std::size_t bytes = 0;
    for (const auto& value : values) bytes += value.size();
    reserve(values.size(), bytes);
    for (const auto& value : values) push_back(value);
}

void Strings::push_back(std::string_view value) {
    bytes_ += value;
    offsets_.push_back(static_cast<std::int64_t>(bytes_.size()));
}

void Strings::reserve(std::size_t count, std::size_t bytes) {
    offsets_.reserve(count + 1);
    bytes_.reserve(bytes);
}

std::string_view Strings::operator[](std::size_t i) const noexcept {
    return std::string_view(bytes_).substr(static_cast<std::size_t>(offsets_[i]),
                                           static_cast<std::size_t>(offsets_[i + 1] - offsets_[i]));
}

Column::Column(std::string name, std::string unit, ColumnType type, std::shared_ptr<const Values> values)
    : name_(std::move(name)), unit_(std::move(unit)), type_(type), values_(std::move(values)) {}

Column::Column(std::string name, std::string unit, std::vector<std::int64_t> values)
    : Column(std::move(name), std::move(unit), ColumnType::integer, std::make_shared<const Values>(std::move(values))) {}

Column::Column(std::string name, std::string unit, std::vector<double> values)
    : Column(std::move(name), std::move(unit), ColumnType::real, std::make_shared<const Values>(std::move(values))) {}

Column::Column(std::string name, std::string unit, Strings values)
    : Column(std::move(name), std::move(unit), ColumnType::text, std::make_shared<const Values>(std::move(values))) {}

Column::Column(std::string name, std::string unit, std::span<const std::string> values)
    : Column(std::move(name), std::move(unit), Strings(values)) {}

Column Column::dates(std::string name, std::vector<std::int64_t> days) {
    return {std::move(name), "date", ColumnType::date, std::make_shared<const Values>(std::move(days))};
}

std::size_t Column::size() const noexcept {
    return std::visit([](const auto& values) { return values.size(); }, *values_);
}

std::span<const std::int64_t> Column::integers() const {
    if (const auto* values = std::get_if<std::vector<std::int64_t>>(values_.get())) return *values;
    wrong_type(*this, "integers or dates");
}

std::span<const double> Column::reals() const {
    if (const auto* values = std::get_if<std::vector<double>>(values_.get())) return *values;
    wrong_type(*this, "reals");
}

const Strings& Column::text() const {
    if (const auto* values = std::get_if<Strings>(values_.get())) return *values;
    wrong_type(*this, "text");
}

Column Column::rows(std::span<const std::size_t> order) const {
    const auto pick = [&]<class T>(const std::vector<T>& values) {
        std::vector<T> picked;
        picked.reserve(order.size());
        for (std::size_t row : order) picked.push_back(values[row]);
        return std::make_shared<const Values>(std::move(picked));
    };
    const auto pick_text = [&](const Strings& values) {
        Strings picked;
        for (std::size_t row : order) picked.push_back(values[row]);
        return std::make_shared<const Values>(std::move(picked));
    };
    if (type_ == ColumnType::text) return {name_, unit_, type_, pick_text(text())};
    if (type_ == ColumnType::real) return {name_, unit_, type_, pick(std::get<std::vector<double>>(*values_))};
    return {name_, unit_, type_, pick(std::get<std::vector<std::int64_t>>(*values_))};
}

Table::Table(std::vector<Column> columns, std::string note) : columns_(std::move(columns)), note_(std::move(note)) {
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        if (columns_[i].size() != columns_[0].size())
            throw Error(Errc::invalid_argument,
                        "expected columns of equal length, found " + std::to_string(columns_[0].size()) + " rows in '" +
                            columns_[0].name() + "' and " + std::to_string(columns_[i].size()) + " in '" +
                            columns_[i].name() + "'");
        for (std::size_t j = 0; j < i; ++j)
            if (columns_[i].name() == columns_[j].name())
                throw Error(Errc::invalid_argument, "expected distinct column names, found '" + columns_[i].name() + "' twice");
    }
}

bool Table::has(std::string_view name) const noexcept {
    return std::any_of(columns_.begin(), columns_.end(), [&](const Column& column) { return column.name() == name; });
}

const Column& Table::column(std::string_view name) const {
    for (const auto& column : columns_)
        if (column.name() == name) return column;
    std::vector<std::string> names;
    std::string all;
    for (const auto& column : columns_) {
        names.push_back(column.name());
        all += (all.empty() ? "" : ", ") + column.name();
    }
    const auto near = near_matches(name, names, 1);
    throw Error(Errc::not_found, "expected one of the columns " + all + ", found '" + shortened(name) + "'" +
                                     (near.empty() ? "" : "; did you mean '" + near[0] + "'?"));
}

Table Table::select(std::span<const std::size_t> order) const {
    std::vector<Column> columns;
    for (const auto& column : columns_) columns.push_back(column.rows(order));
    return Table(std::move(columns), note_);
}

Table Table::sorted(std::string_view by, bool descending) const {
    const Column& key = column(by);
    std::vector<std::size_t> order(rows());
    std::iota(order.begin(), order.end(), std::size_t{0});
    if (key.type() == ColumnType::text) {
        const Strings& values = key.text();
        sort_rows(order, descending, [&](std::size_t i) { return values[i]; }, [&](std::size_t i) { return values[i].empty(); });
    } else if (key.type() == ColumnType::real) {
        const auto values = key.reals();
        sort_rows(order, descending, [&](std::size_t i) { return values[i]; }, [&](std::size_t i) { return std::isnan(values[i]); });
    } else {
        const auto values = key.integers();
        const bool dates = key.type() == ColumnType::date;
        sort_rows(order, descending, [&](std::size_t i) { return values[i]; },
                  [&](std::size_t i) { return dates && values[i] == no_date; });
    }
    return select(order);
}

Table Table::head(std::size_t n) const {
    std::vector<std::size_t> order(std::min(n, rows()));
    std::iota(order.begin(), order.end(), std::size_t{0});
    return select(order);
}

Table Table::with_note(std::string note) const {
    Table copy = *this;
    copy.note_ = std::move(note);
    return copy;
}

}  // namespace tissu
