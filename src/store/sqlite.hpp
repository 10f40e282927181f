#pragma once
/// \file
/// SQLite with every return code checked: a connection, and statements made of literals and bound values.

#include <cstdint>
#include <exception>
#include <functional>
#include <string>
#include <string_view>
#include <variant>

#include <sqlite3.h>

#include <tissu/base/error.hpp>
#include <tissu/base/progress.hpp>

namespace tissu::sql {

/// SQL text that is known when the library is compiled: no value of a user can get into it.
class Text {
public:
    template <std::size_t n>
    consteval Text(const char (&literal)[n]) : text_(literal, n - 1) {}
    consteval Text() = default;

    [[nodiscard]] constexpr std::string_view view() const noexcept { return text_; }

private:
    std::string_view text_;
};

/// One value of one row. Monostate: NULL, which is "missing".
using Cell = std::variant<std::monostate, std::int64_t, double, std::string>;

class Connection {
public:
    /// Opens `file` (":memory:" for none) with SQLITE_OPEN_… flags. `name` is for messages.
    Connection(const std::string& file, int flags, int busy_timeout_ms, std::string name);
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    ~Connection();

    /// Runs one or more statements without results.
    void run(std::string_view script);

    /// Throws the Error that stands for `code`, unless it is SQLITE_OK, ROW or DONE.
    void check(int code) const;

    /// Has `progress` asked to stop from within SQLite. Null: no more.
    void watch(const Progress* progress);

    [[nodiscard]] sqlite3* handle() const noexcept { return handle_; }
    [[nodiscard]] const std::string& name() const noexcept { return name_; }

    /// Calls `closed` when the database has been closed.
    void when_closed(std::function<void()> closed) { closed_ = std::move(closed); }

    /// Forgets the database without closing it: for the child of a fork, whose locks are not its own.
    void abandon() noexcept { handle_ = nullptr; }

private:
    friend int on_progress(void*) noexcept;

    sqlite3* handle_ = nullptr;
    std::string name_;
    int busy_timeout_ms_;
    std::function<void()> closed_;
    const Progress* progress_ = nullptr;
    mutable std::exception_ptr stopped_;
};

/// A prepared statement. Bind all parameters, then `step` until it says no.
class [[nodiscard]] Statement {
public:
    Statement(const Connection& connection, Text text);
    Statement(Statement&& other) noexcept : connection_(other.connection_), handle_(other.handle_) {
        other.handle_ = nullptr;
    }
    Statement& operator=(Statement&&) = delete;
    ~Statement();

    /// Values for the parameters 1, 2, …; those bound before are forgotten.
    template <class... Values>
    Statement& with(const Values&... values) {
        reset();
        int index = 0;
        (bind(++index, values), ...);
        return *this;
    }

    void reset();
    void bind(int index, std::monostate);
    void bind(int index, std::int64_t value);
    void bind(int index, double value);
    void bind(int index, std::string_view value);
    void bind(int index, const std::string& value) { bind(index, std::string_view(value)); }
    void bind(int index, const char* value) { bind(index, std::string_view(value)); }
    void bind(int index, const Cell& cell);

    /// Goes to the next row; false after the last.
    bool step();

    /// For statements without results.
    void run();

    /// The number of columns of a result.
    [[nodiscard]] int columns() const;

    [[nodiscard]] bool null(int column) const;
    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] double real(int column) const;  ///< NaN for NULL
    [[nodiscard]] std::string_view text(int column) const;
    [[nodiscard]] Cell cell(int column) const;

private:
    const Connection* connection_;
    sqlite3_stmt* handle_ = nullptr;
};

/// BEGIN … COMMIT; rolled back when it goes out of scope before `commit`.
class Transaction {
public:
    Transaction(Connection& connection, Text begin);
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    ~Transaction();
    void commit();

private:
    Connection& connection_;
    bool open_ = true;
};

}  // namespace tissu::sql
