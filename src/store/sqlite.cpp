#include <store/sqlite.hpp>

#include <cmath>
#include <limits>
#include <utility>

namespace tissu::sql {

namespace {

constexpr int steps_between_reports = 20'000;

struct Meaning {
    Errc code;
    std::string text;
};

Meaning meaning_of(int code, int busy_timeout_ms) {
    switch (code & 0xff) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return {Errc::conflict, "another program held the store for " + std::to_string(busy_timeout_ms) +
                                        " ms: wait until it has finished, or give a longer time-out"};
        case SQLITE_CORRUPT: return {Errc::io, "the file is damaged: restore it from a copy"};
        case SQLITE_NOTADB: return {Errc::io, "the file is damaged or not a store"};
        case SQLITE_FULL: return {Errc::io, "the disk is full: make room and try again"};
        case SQLITE_NOMEM: return {Errc::io, "not enough memory"};
        case SQLITE_CANTOPEN: return {Errc::io, "the file or its folder cannot be opened"};
        case SQLITE_READONLY:
            if (code == SQLITE_READONLY_ROLLBACK || code == SQLITE_READONLY_RECOVERY)
                return {Errc::io, "an interrupted write has to be undone first: open the store once for writing"};
            return {Errc::io, "the file or its folder cannot be written"};
        case SQLITE_PERM:
        case SQLITE_AUTH: return {Errc::io, "no permission"};
        case SQLITE_TOOBIG: return {Errc::invalid_data, "a text or a query is too long"};
        default: return {Errc::io, "the store could not be read or written"};
    }
}

}  // namespace

int on_progress(void* connection) noexcept {
    auto& self = *static_cast<Connection*>(connection);
    try {
        if (self.progress_ != nullptr) self.progress_->report(0.0);
        return 0;
    } catch (...) {
        self.stopped_ = std::current_exception();
        return 1;
    }
}

Connection::Connection(const std::string& file, int flags, int busy_timeout_ms, std::string name)
    : name_(std::move(name)), busy_timeout_ms_(busy_timeout_ms) {
    const int code = sqlite3_open_v2(file.c_str(), &handle_, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
    try {
        check(code);
        check(sqlite3_busy_timeout(handle_, busy_timeout_ms));
    } catch (...) {
        static_cast<void>(sqlite3_close_v2(handle_));
        throw;
    }
}

Connection::~Connection() {
    if (handle_ == nullptr) return;
    static_cast<void>(sqlite3_close_v2(handle_));  // cannot fail in a way one could act on
    if (closed_) closed_();
}

void Connection::run(std::string_view script) {
    const std::string text(script);
    check(sqlite3_exec(handle_, text.c_str(), nullptr, nullptr, nullptr));
}

void Connection::check(int code) const {
    if (code == SQLITE_OK || code == SQLITE_ROW || code == SQLITE_DONE) return;
    if (stopped_) std::rethrow_exception(std::exchange(stopped_, nullptr));
    const Meaning meaning = meaning_of(code, busy_timeout_ms_);
    std::string detail = sqlite3_errstr(code);
    if (handle_ != nullptr && sqlite3_errcode(handle_) != SQLITE_OK) detail = sqlite3_errmsg(handle_);
    throw Error(meaning.code, name_ + ": " + meaning.text + " (SQLite " + std::to_string(code) + ": " + detail + ")");
}

void Connection::watch(const Progress* progress) {
    progress_ = progress;
    sqlite3_progress_handler(handle_, progress == nullptr ? 0 : steps_between_reports,
                             progress == nullptr ? nullptr : &on_progress, this);
}

Statement::Statement(const Connection& connection, Text text) : connection_(&connection) {
    const std::string_view view = text.view();
    connection.check(sqlite3_prepare_v3(connection.handle(), view.data(), static_cast<int>(view.size()), 0, &handle_,
                                        nullptr));
}

Statement::~Statement() { static_cast<void>(sqlite3_finalize(handle_)); }  // repeats the code of the last step

void Statement::reset() {
    static_cast<void>(sqlite3_reset(handle_));  // repeats the code of the last step
    connection_->check(sqlite3_clear_bindings(handle_));
}

void Statement::bind(int index, std::monostate) { connection_->check(sqlite3_bind_null(handle_, index)); }

void Statement::bind(int index, std::int64_t value) { connection_->check(sqlite3_bind_int64(handle_, index, value)); }

void Statement::bind(int index, double value) { connection_->check(sqlite3_bind_double(handle_, index, value)); }

void Statement::bind(int index, std::string_view value) {
    connection_->check(
        sqlite3_bind_text64(handle_, index, value.data(), value.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
}

void Statement::bind(int index, const Cell& cell) {
    std::visit([this, index](const auto& value) { bind(index, value); }, cell);
}

bool Statement::step() {
    const int code = sqlite3_step(handle_);
    connection_->check(code);
    return code == SQLITE_ROW;
}

void Statement::run() {
    while (step()) {
    }
}

int Statement::columns() const { return sqlite3_column_count(handle_); }

bool Statement::null(int column) const { return sqlite3_column_type(handle_, column) == SQLITE_NULL; }

std::int64_t Statement::integer(int column) const { return sqlite3_column_int64(handle_, column); }

double Statement::real(int column) const {
    return null(column) ? std::numeric_limits<double>::quiet_NaN() : sqlite3_column_double(handle_, column);
}

std::string_view Statement::text(int column) const {
    const unsigned char* bytes = sqlite3_column_text(handle_, column);
    if (bytes == nullptr) {
        if (!null(column)) connection_->check(SQLITE_NOMEM);
        return {};
    }
    return {reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(sqlite3_column_bytes(handle_, column))};
}

Cell Statement::cell(int column) const {
    switch (sqlite3_column_type(handle_, column)) {
        case SQLITE_INTEGER: return integer(column);
        case SQLITE_FLOAT: return real(column);
        case SQLITE_TEXT: return std::string(text(column));
        default: return std::monostate();
    }
}

Transaction::Transaction(Connection& connection, Text begin) : connection_(connection) {
    connection_.run(begin.view());
}

Transaction::~Transaction() {
    if (!open_ || sqlite3_get_autocommit(connection_.handle()) != 0) return;
    // Undoing cannot fail but by the disk; the journal then undoes it at the next opening.
    static_cast<void>(sqlite3_exec(connection_.handle(), "ROLLBACK", nullptr, nullptr, nullptr));
}

void Transaction::commit() {
    connection_.run("COMMIT");
    open_ = false;
}

}  // namespace tissu::sql
