#include <store/open.hpp>

#include <chrono>
#include <thread>

#include <store/apply.hpp>
#include <store/file.hpp>
#include <tissu_embedded/schema_0001.hpp>

namespace tissu::sql {

namespace {

/// Files up to this size are looked through when they are opened (about 3 ms per megabyte).
constexpr std::uintmax_t checked_size = 32u << 20;

void set_option(Connection& connection, int option, int value) {
    connection.check(sqlite3_db_config(connection.handle(), option, value, nullptr));
}

/// Nothing in a file is trusted: no triggers, views or functions of its own, no extension, no mapped memory.
void protect(Connection& connection) {
    set_option(connection, SQLITE_DBCONFIG_DEFENSIVE, 1);
    set_option(connection, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0);
    set_option(connection, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0);
    set_option(connection, SQLITE_DBCONFIG_ENABLE_VIEW, 0);
    set_option(connection, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0);
    set_option(connection, SQLITE_DBCONFIG_DQS_DML, 0);
    set_option(connection, SQLITE_DBCONFIG_DQS_DDL, 0);
    set_option(connection, SQLITE_DBCONFIG_ENABLE_FKEY, 1);
    connection.run("PRAGMA mmap_size = 0; PRAGMA cell_size_check = ON; PRAGMA secure_delete = ON;"
                   "PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -65536");
}

/// Tables, built-in schemes and the two numbers that say whose file it is, in one transaction.
void fill(Connection& connection) {
    protect(connection);
    Transaction transaction(connection, "BEGIN IMMEDIATE");
    connection.run(embedded::schema_0001());
    static_cast<void>(apply_batch(connection, built_in_schemes(), {true, true}, {}));
    Statement(connection, "UPDATE batch SET revision = 0").run();  // a new store has seen no batch
    connection.run("PRAGMA application_id = 0x74697373; PRAGMA user_version = 1");
    transaction.commit();
}

/// The text of the schema as SQLite keeps it; its own statistics are no matter.
std::string schema_of(const Connection& connection) {
    std::string text;
    Statement statement(connection, "SELECT type, name, tbl_name, sql FROM sqlite_schema "
                                    "WHERE name NOT LIKE 'sqlite_stat%' ORDER BY type, name");
    while (statement.step())
        for (int column = 0; column < 4; ++column) text.append(statement.text(column)).push_back('\n');
    return text;
}

void check_schema(const Connection& connection) {
    Connection reference(":memory:", SQLITE_OPEN_READWRITE, 0, "schema");
    reference.run(embedded::schema_0001());
    if (schema_of(connection) != schema_of(reference))
        throw Error(Errc::unsupported,
                    connection.name() + ": expected the tables of a store of version 1, found others: another program changed them");
}

void check_pages(const Connection& connection, const std::filesystem::path& path) {
    std::error_code error;
    if (const auto size = std::filesystem::file_size(path, error); error || size > checked_size) return;
    Statement statement(connection, "PRAGMA quick_check(1)");
    if (statement.step() && statement.text(0) != "ok")
        throw Error(Errc::io, connection.name() + ": the file is damaged: restore it from a copy (" +
                                  std::string(statement.text(0)) + ")");
}

void set_journal(Connection& connection) {
    const bool wal = wal_is_safe(sqlite3_libversion_number());
    Statement statement(connection, wal ? Text("PRAGMA journal_mode = WAL") : Text("PRAGMA journal_mode = DELETE"));
    const std::string mode(statement.step() ? statement.text(0) : "");
    if (mode != (wal ? "wal" : "delete"))
        throw Error(Errc::conflict, connection.name() + ": the journal mode could not be set, it is " + mode +
                                        ": close the store everywhere else");
}

void make_file(const std::filesystem::path& path, int busy_timeout_ms) {
    const file::WriteLock lock(path, busy_timeout_ms);
    if (file::inspect(path) == file::State::store) return;  // another program was faster
    file::Draft draft(path);
    {
        Connection connection(draft.path().string(), SQLITE_OPEN_READWRITE, busy_timeout_ms, path.string());
        fill(connection);
    }
    draft.publish();
}

}  // namespace

bool wal_is_safe(int library_version) noexcept {
    return library_version >= 3'051'003 || (library_version >= 3'050'007 && library_version < 3'051'000) ||
           (library_version >= 3'044'006 && library_version < 3'045'000);
}

std::unique_ptr<Connection> open_memory() {
    auto connection = std::make_unique<Connection>(":memory:", SQLITE_OPEN_READWRITE, 0, "store in memory");
    fill(*connection);
    return connection;
}

std::unique_ptr<Connection> open_file(const std::filesystem::path& path, const OpenOptions& options) {
    if (sqlite3_threadsafe() == 0) throw Error(Errc::unsupported, "expected an SQLite library for threads, found one without");
    if (file::inspect(path) != file::State::store) {
        if (options.read_only) throw Error(Errc::not_found, path.string() + ": there is no store of that name");
        make_file(path, options.busy_timeout_ms);
    }
    std::unique_ptr<Connection> connection;
    file::open_as_own(path, [&] {
        connection = std::make_unique<Connection>(
            path.string(), options.read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE, options.busy_timeout_ms,
            path.string());
    });
    connection->when_closed([identity = file::identity_of(path)] { file::forget_closed(identity); });
    protect(*connection);
    check_schema(*connection);
    check_pages(*connection, path);
    if (!options.read_only) set_journal(*connection);
    return connection;
}

void copy_file(const Connection& connection, const std::filesystem::path& path, int busy_timeout_ms) {
    std::error_code error;
    if (std::filesystem::exists(std::filesystem::symlink_status(path, error)))
        throw Error(Errc::conflict, path.string() + ": there is a file of that name already");
    file::Draft draft(path);
    {
        Connection copy(draft.path().string(), SQLITE_OPEN_READWRITE, busy_timeout_ms, path.string());
        protect(copy);
        sqlite3_backup* backup = sqlite3_backup_init(copy.handle(), "main", connection.handle(), "main");
        if (backup == nullptr) copy.check(sqlite3_extended_errcode(copy.handle()));
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(busy_timeout_ms);
        int code = SQLITE_OK;
        while ((code = sqlite3_backup_step(backup, -1)) == SQLITE_BUSY || code == SQLITE_LOCKED) {
            if (std::chrono::steady_clock::now() >= deadline) break;
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
        const int finished = sqlite3_backup_finish(backup);
        copy.check(code == SQLITE_DONE ? finished : code);
    }
    draft.publish();
}

}  // namespace tissu::sql
