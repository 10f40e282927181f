#include <store/query.hpp>

#include <cmath>
#include <memory>

#include <tissu/base/text.hpp>

namespace tissu::sql {

namespace {

/// Reading is all that is allowed, whatever the statement is called.
int only_reads(void*, int action, const char*, const char* second, const char*, const char*) noexcept {
    switch (action) {
        case SQLITE_SELECT:
        case SQLITE_READ:
        case SQLITE_RECURSIVE: return SQLITE_OK;
        case SQLITE_FUNCTION:
            return second != nullptr && std::string_view(second) == "load_extension" ? SQLITE_DENY : SQLITE_OK;
        default: return SQLITE_DENY;
    }
}

class Guard {
public:
    Guard(Connection& connection, const Progress& progress) : connection_(connection) {
        connection.check(sqlite3_set_authorizer(connection.handle(), &only_reads, nullptr));
        connection.watch(&progress);
    }
    Guard(const Guard&) = delete;
    Guard& operator=(const Guard&) = delete;
    ~Guard() {
        connection_.watch(nullptr);
        static_cast<void>(sqlite3_set_authorizer(connection_.handle(), nullptr, nullptr));  // cannot fail
    }

private:
    Connection& connection_;
};

struct Finalize {
    void operator()(sqlite3_stmt* statement) const noexcept { static_cast<void>(sqlite3_finalize(statement)); }
};
using Prepared = std::unique_ptr<sqlite3_stmt, Finalize>;

[[noreturn]] void refuse(const std::string& found) {
    throw Error(Errc::invalid_argument, "expected one SELECT, found " + found);
}

Prepared prepare(Connection& connection, std::string_view text, const char*& rest) {
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v3(connection.handle(), text.data(), static_cast<int>(text.size()), 0, &statement,
                                        &rest);
    Prepared prepared(statement);
    if (code == SQLITE_AUTH) refuse("a statement that does more than read, in '" + shortened(make_utf8(text)) + "'");
    if (code == SQLITE_ERROR) refuse(std::string("an error: ") + make_utf8(sqlite3_errmsg(connection.handle())));
    connection.check(code);
    return prepared;
}

Prepared prepare_only(Connection& connection, std::string_view text) {
    if (text.size() > 1'000'000) refuse("a text of " + std::to_string(text.size()) + " bytes");
    if (text.find('\0') != std::string_view::npos) refuse("a NUL character");
    const char* rest = nullptr;
    Prepared statement = prepare(connection, text, rest);
    if (!statement) refuse("no statement");
    while (rest != text.data() + text.size()) {
        const std::string_view tail(rest, static_cast<std::size_t>(text.data() + text.size() - rest));
        if (prepare(connection, tail, rest)) refuse("several statements");
        if (rest == tail.data()) break;
    }
    if (sqlite3_stmt_readonly(statement.get()) == 0) refuse("a statement that writes");
    return statement;
}

void bind(Connection& connection, sqlite3_stmt* statement, const std::vector<Value>& parameters) {
    const int expected = sqlite3_bind_parameter_count(statement);
    if (static_cast<std::size_t>(expected) != parameters.size())
        throw Error(Errc::invalid_argument, "expected " + std::to_string(expected) + " parameters, found " +
                                                std::to_string(parameters.size()));
    for (int i = 0; i < expected; ++i) {
        const Value& value = parameters[static_cast<std::size_t>(i)];
        int code = SQLITE_OK;
        if (const auto* integer = std::get_if<std::int64_t>(&value)) {
            code = sqlite3_bind_int64(statement, i + 1, *integer);
        } else if (const auto* real = std::get_if<double>(&value)) {
            code = sqlite3_bind_double(statement, i + 1, *real);
        } else if (const auto* text = std::get_if<std::string>(&value)) {
            code = sqlite3_bind_text64(statement, i + 1, text->data(), text->size(), SQLITE_TRANSIENT, SQLITE_UTF8);
        }
        connection.check(code);
    }
}

std::string hexadecimal(std::string_view bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (const char c : bytes) {
        text.push_back(digits[static_cast<unsigned char>(c) >> 4]);
        text.push_back(digits[static_cast<unsigned char>(c) & 15]);
    }
    return text;
}

Cell cell_of(Connection& connection, sqlite3_stmt* statement, int column) {
    switch (sqlite3_column_type(statement, column)) {
        case SQLITE_INTEGER: return std::int64_t{sqlite3_column_int64(statement, column)};
        case SQLITE_FLOAT: return sqlite3_column_double(statement, column);
        case SQLITE_NULL: return {};
        default: break;
    }
    const bool blob = sqlite3_column_type(statement, column) == SQLITE_BLOB;
    const void* bytes = blob ? sqlite3_column_blob(statement, column) : sqlite3_column_text(statement, column);
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, column));
    if (bytes == nullptr && size > 0) connection.check(SQLITE_NOMEM);
    const std::string_view view = bytes == nullptr ? std::string_view() : std::string_view(static_cast<const char*>(bytes), size);
    return blob ? hexadecimal(view) : make_utf8(view);
}

struct ColumnCells {
    std::string name;
    std::string declared;  ///< the type of the table's column, if it is one
    std::vector<Cell> cells;

    [[nodiscard]] bool has(std::size_t kind) const {
        for (const Cell& cell : cells)
            if (cell.index() == kind) return true;
        return false;
    }
};

std::string text_of(const Cell& cell) {
    if (const auto* integer = std::get_if<std::int64_t>(&cell)) return std::to_string(*integer);
    if (const auto* text = std::get_if<std::string>(&cell)) return *text;
    if (const auto* real = std::get_if<double>(&cell)) {
        char buffer[32];
        return {buffer, static_cast<std::size_t>(std::snprintf(buffer, sizeof buffer, "%.17g", *real))};
    }
    return {};
}

double real_of(const Cell& cell) {
    if (const auto* integer = std::get_if<std::int64_t>(&cell)) return static_cast<double>(*integer);
    const auto* real = std::get_if<double>(&cell);
    return real == nullptr ? missing : *real;
}

/// Unknown is not zero: integers with a NULL among them become reals, NULL becomes NaN.
Column column_of(const ColumnCells& in) {
    constexpr std::size_t null = 0, integer = 1, real = 2, text = 3;
    const bool any = in.has(integer) || in.has(real) || in.has(text);
    if (in.has(text) || (!any && in.declared != "INTEGER" && in.declared != "REAL")) {
        Strings values;
        for (const Cell& cell : in.cells) values.push_back(text_of(cell));
        return Column(in.name, "", std::move(values));
    }
    const bool whole = any ? !in.has(real) : in.declared == "INTEGER";
    if (whole && !in.has(null)) {
        std::vector<std::int64_t> values;
        for (const Cell& cell : in.cells) values.push_back(std::get<std::int64_t>(cell));
        return Column(in.name, "", std::move(values));
    }
    std::vector<double> values;
    for (const Cell& cell : in.cells) values.push_back(real_of(cell));
    return Column(in.name, "", std::move(values));
}

}  // namespace

Table query(Connection& connection, std::string_view text, const std::vector<Value>& parameters,
            const Progress& progress) {
    const Guard guard(connection, progress);
    const Prepared statement = prepare_only(connection, text);
    bind(connection, statement.get(), parameters);
    std::vector<ColumnCells> columns(static_cast<std::size_t>(sqlite3_column_count(statement.get())));
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const char* name = sqlite3_column_name(statement.get(), static_cast<int>(i));
        const char* declared = sqlite3_column_decltype(statement.get(), static_cast<int>(i));
        columns[i] = {name == nullptr ? "" : make_utf8(name), declared == nullptr ? "" : declared, {}};
    }
    int code = SQLITE_OK;
    while ((code = sqlite3_step(statement.get())) == SQLITE_ROW)
        for (std::size_t i = 0; i < columns.size(); ++i)
            columns[i].cells.push_back(cell_of(connection, statement.get(), static_cast<int>(i)));
    if (code == SQLITE_ERROR || code == SQLITE_AUTH || code == SQLITE_MISMATCH)
        refuse(std::string("an error: ") + make_utf8(sqlite3_errmsg(connection.handle())));
    connection.check(code);
    std::vector<Column> out;
    for (const ColumnCells& column : columns) out.push_back(column_of(column));
    return Table(std::move(out));
}

}  // namespace tissu::sql
