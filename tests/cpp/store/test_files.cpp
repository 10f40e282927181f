#include <catch.hpp>

#include <algorithm>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include <sqlite3.h>

#include <tissu/base/random.hpp>
#include <tissu/store/store.hpp>

#include <store/open.hpp>

#include "folder.hpp"
#include "processes.hpp"
#include "small.hpp"

using namespace tissu;
using namespace tissu::test;

namespace {

struct Failure {
    Errc code{};
    std::string text;
};

template <class Call>
Failure failure_of(Call&& call) {
    try {
        call();
    } catch (const Error& error) {
        return {error.code(), error.what()};
    }
    FAIL("expected an error, found none");
    return {};
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

/// Opening `path` either way fails so, names the file, and leaves its folder and its bytes as they were.
void refused(const Folder& folder, const std::string& name, Errc code, const std::string& part) {
    const auto path = folder / name;
    INFO(name);
    const std::string before = hash_of(path);
    const std::size_t files = folder.files();
    for (const bool read_only : {true, false}) {
        const Failure failure = failure_of([&] { Store::open(path, {read_only, 200}); });
        CHECK(name_of(failure.code) == std::string(name_of(code)));
        CHECK(has(failure.text, path.string()));
        CHECK(has(failure.text, part));
        CHECK(hash_of(path) == before);
        CHECK(folder.files() == files);
    }
}

std::string example_bytes() {
    const Folder folder;
    Store store = Store::open(folder / "a.tissu");
    store.apply(example());
    store.close();
    return bytes_of(folder / "a.tissu");
}

std::string with(std::string bytes, std::size_t at, const std::string& patch) { return bytes.replace(at, patch.size(), patch); }

void run_sql(const std::filesystem::path& path, const char* sql) {
    sqlite3* handle = nullptr;
    REQUIRE(sqlite3_open(path.c_str(), &handle) == SQLITE_OK);
    char* message = nullptr;
    const int code = sqlite3_exec(handle, sql, nullptr, nullptr, &message);
    INFO((message == nullptr ? "" : message));
    CHECK(code == SQLITE_OK);
    sqlite3_free(message);
    CHECK(sqlite3_close(handle) == SQLITE_OK);
}

}  // namespace

TEST_CASE("a new file is private and a store in itself") {
    const Folder folder;
    const auto path = folder / "base.tissu";
    Store store = Store::open(path);
    struct stat status {};
    REQUIRE(::stat(path.c_str(), &status) == 0);
    CHECK((status.st_mode & 0777) == 0600);
    CHECK(store.path() == std::filesystem::canonical(path));
    store.apply(example());
    REQUIRE(::stat((path.string() + ".lock").c_str(), &status) == 0);
    CHECK((status.st_mode & 0777) == 0600);
    store.close();
    CHECK(folder.files() == 2);
    const std::string bytes = bytes_of(path);
    CHECK(bytes.substr(0, 15) == "SQLite format 3");
    CHECK(bytes.substr(68, 4) == "tiss");
    CHECK(bytes.substr(60, 4) == std::string("\0\0\0\1", 4));
}

TEST_CASE("an empty file becomes a store, and reading only makes none") {
    const Folder folder;
    write_bytes(folder / "empty", "");
    CHECK(failure_of([&] { Store::open(folder / "empty", {true, 100}); }).code == Errc::not_found);
    CHECK(failure_of([&] { Store::open(folder / "none", {true, 100}); }).code == Errc::not_found);
    CHECK(folder.files() == 1);
    CHECK(Store::open(folder / "empty").revision() == 0);
    CHECK(Store::open(folder / "empty", {true, 100}).snapshot()->themes.size() == 370);
}

TEST_CASE("files of others and of newer versions are refused untouched") {
    const Folder folder;
    const std::string good = example_bytes();
    write_bytes(folder / "text", "id;name\nx:1;A\n" + std::string(200, 'x'));
    refused(folder, "text", Errc::unsupported, "expected a store of tissu");
    write_bytes(folder / "zeros", std::string(4096, '\0'));
    refused(folder, "zeros", Errc::unsupported, "expected a store of tissu");
    Random random(3);
    std::string noise;
    for (int i = 0; i < 5'000; ++i) noise.push_back(static_cast<char>(random.below(256)));
    write_bytes(folder / "noise", noise);
    refused(folder, "noise", Errc::unsupported, "expected a store of tissu");
    run_sql(folder / "foreign", "CREATE TABLE t (a); INSERT INTO t VALUES (1)");
    refused(folder, "foreign", Errc::unsupported, "another program");
    run_sql(folder / "claims", "PRAGMA application_id = 0x74697373; PRAGMA user_version = 1; CREATE TABLE t (a)");
    refused(folder, "claims", Errc::unsupported, "expected the tables");
    write_bytes(folder / "newer", with(good, 60, std::string("\0\0\0\2", 4)));
    refused(folder, "newer", Errc::unsupported, "found version 2");
    write_bytes(folder / "much newer", with(good, 60, "\xff\xff\xff\xff"));
    refused(folder, "much newer", Errc::unsupported, "found version 4294967295");
    write_bytes(folder / "no version", with(good, 60, std::string(4, '\0')));
    refused(folder, "no version", Errc::unsupported, "without a version");
}

TEST_CASE("tables, triggers and views that another program added are refused") {
    for (const char* sql : {"CREATE TABLE more (a)", "CREATE INDEX more ON actor (name)",
                            "CREATE TRIGGER more AFTER INSERT ON actor BEGIN DELETE FROM actor; END",
                            "CREATE VIEW more AS SELECT * FROM actor", "DROP INDEX actor_territory",
                            "ALTER TABLE actor ADD COLUMN more TEXT", "ALTER TABLE actor RENAME COLUMN field TO area"}) {
        INFO(sql);
        const Folder folder;
        write_bytes(folder / "base", example_bytes());
        run_sql(folder / "base", sql);
        refused(folder, "base", Errc::unsupported, "expected the tables");
    }
    const Folder folder;
    write_bytes(folder / "base", example_bytes());
    run_sql(folder / "base", "ANALYZE");
    CHECK(Store::open(folder / "base").revision() == 1);
}

TEST_CASE("cut files are refused") {
    const Folder folder;
    const std::string good = example_bytes();
    for (const std::size_t size : {std::size_t{1}, std::size_t{15}, std::size_t{16}, std::size_t{99}, std::size_t{100},
                                   std::size_t{4096}, good.size() / 2, good.size() - 4096, good.size() - 1}) {
        write_bytes(folder / "cut", good.substr(0, size));
        refused(folder, "cut", Errc::io, "cut off");
    }
}

TEST_CASE("damaged files give an error or the right answer, never a crash") {
    const Folder folder;
    const std::string good = example_bytes();
    Random random(11);
    int refusals = 0;
    for (int i = 0; i < 120; ++i) {
        std::string bytes = good;
        for (std::uint64_t k = 1 + random.below(8); k > 0; --k) {
            const std::size_t at = random.below(3) == 0 ? random.below(4096) : random.below(bytes.size());
            bytes[at] = static_cast<char>(random.below(256));
        }
        if (random.below(4) == 0) bytes.replace(4096 * random.below(bytes.size() / 4096), 4096, std::string(4096, '\xff'));
        write_bytes(folder / "damaged", bytes);
        try {
            Store store = Store::open(folder / "damaged");
            static_cast<void>(size(store.read()));
            static_cast<void>(store.snapshot()->actors.size());
            Batch batch = example();
            batch.source = "later";
            store.apply(batch);
        } catch (const Error& error) {
            ++refusals;
            CHECK((error.code() == Errc::io || error.code() == Errc::unsupported || error.code() == Errc::conflict));
        }
    }
    CHECK(refusals > 40);
}

TEST_CASE("what is no file is refused") {
    const Folder folder;
    std::filesystem::create_directory(folder / "folder");
    write_bytes(folder / "real", example_bytes());
    std::filesystem::create_symlink(folder / "real", folder / "link");
    std::filesystem::create_symlink(folder / "nowhere", folder / "dangling");
    REQUIRE(::mkfifo((folder / "pipe").c_str(), 0600) == 0);
    for (const auto& [name, part] : std::vector<std::pair<std::string, std::string>>{
             {"folder", "found a folder"}, {"link", "symbolic link"}, {"dangling", "symbolic link"}, {"pipe", "a device or a pipe"},
             {"no folder/base", "no folder/base"}, {"real/base", "real/base"}}) {
        INFO(name);
        const Failure failure = failure_of([&] { Store::open(folder / name); });
        CHECK(failure.code == Errc::io);
        CHECK(has(failure.text, part));
        CHECK(has(failure.text, folder.path().string()));
    }
    std::filesystem::create_hard_link(folder / "real", folder / "other name");
    CHECK(has(failure_of([&] { Store::open(folder / "real"); }).text, "locks go by name"));
    CHECK(failure_of([&] { Store::open(""); }).code == Errc::invalid_argument);
    CHECK(failure_of([&] { Store::open(folder.path() / ""); }).code == Errc::io);
    CHECK(failure_of([&] { Store::open(folder / std::string("a\0b", 3)); }).code == Errc::invalid_argument);
    CHECK(failure_of([&] { Store::open(folder / "x", {false, -1}); }).code == Errc::invalid_argument);
}

TEST_CASE("folders that cannot be written, files that cannot be read") {
    const Folder folder;
    write_bytes(folder / "base", example_bytes());
    std::filesystem::permissions(folder / "base", std::filesystem::perms(0444));
    std::filesystem::permissions(folder.path(), std::filesystem::perms(0555));
    const int result = in_child([&] {
        if (::geteuid() == 0 && ::setuid(65'534) != 0) return 9;  // root may do everything
        const Failure making = failure_of([&] { Store::open(folder / "new"); });
        if (making.code != Errc::io || !has(making.text, "new")) return 1;
        if (Store::open(folder / "base", {true, 100}).revision() != 1) return 2;
        const Failure writing = failure_of([&] {
            Store store = Store::open(folder / "base");
            Batch batch;
            batch.actors = {actor("y:1")};
            store.apply(batch);
        });
        if (writing.code != Errc::io || !has(writing.text, "base")) return 3;
        return 0;
    });
    std::filesystem::permissions(folder.path(), std::filesystem::perms(0755));
    CHECK(result == 0);
    std::filesystem::permissions(folder / "base", std::filesystem::perms(0000));
    std::filesystem::permissions(folder.path(), std::filesystem::perms(0755));
    CHECK(in_child([&] {
              if (::geteuid() == 0 && ::setuid(65'534) != 0) return 9;
              return failure_of([&] { Store::open(folder / "base", {true, 100}); }).code == Errc::io ? 0 : 1;
          }) == 0);
}

TEST_CASE("a store that only reads does not write") {
    const Folder folder;
    write_bytes(folder / "base", example_bytes());
    const std::string before = hash_of(folder / "base");
    Store store = Store::open(folder / "base", {true, 100});
    Batch batch;
    batch.actors = {actor("y:1"), actor("y:1")};
    const ApplyReport report = store.check(batch);
    CHECK(report.issues.size() == 1);
    CHECK(report.revision == 2);
    CHECK(failure_of([&] { store.apply(batch); }).code == Errc::invalid_argument);
    store.close();
    CHECK(hash_of(folder / "base") == before);
    CHECK(folder.files() == 1);
}

TEST_CASE("check writes nothing") {
    const Folder folder;
    Store store = Store::open(folder / "base");
    store.apply(example());
    const std::int64_t revision = store.revision();
    const std::string content = content_hash(store.read());
    Batch batch = example();
    batch.source = "other";
    batch.actors.push_back(actor("y:1"));
    batch.partners.push_back(partner("p:1", "y:1"));
    batch.partners.push_back(partner("p:9", "y:1"));
    const ApplyReport checked = store.check(batch);
    CHECK(checked.issues.size() == 1);
    CHECK(store.revision() == revision);
    CHECK(content_hash(store.read()) == content);
    const ApplyReport applied = store.apply(batch);
    CHECK(applied.issues.size() == 1);
    CHECK(applied.revision == checked.revision);
    REQUIRE(applied.rows.size() == checked.rows.size());
    for (std::size_t i = 0; i < applied.rows.size(); ++i) CHECK(applied.rows[i].kept == checked.rows[i].kept);
    CHECK(store.check(batch).already_applied);
}

TEST_CASE("a full disk is an error and the store stays what it was") {
    const Folder folder;
    {
        Store store = Store::open(folder / "base");
        store.apply(example());
    }
    const std::string content = content_hash(Store::open(folder / "base").read());
    const auto size = std::filesystem::file_size(folder / "base");
    for (const std::uintmax_t limit : {size / 8, size / 2, size, size + 4096, size + 40'960}) {
        INFO("limit " << limit);
        CHECK(in_child([&] {
                  static_cast<void>(std::signal(SIGXFSZ, SIG_IGN));
                  const rlimit most{limit, limit};
                  if (::setrlimit(RLIMIT_FSIZE, &most) != 0) return 9;
                  Batch batch;
                  for (int i = 0; i < 4'000; ++i) batch.actors.push_back(actor("y:" + std::to_string(i)));
                  Store store = Store::open(folder / "base");
                  if (failure_of([&] { store.apply(batch); }).code != Errc::io) return 1;
                  return content_hash(store.read()) == content ? 0 : 2;
              }) == 0);
        CHECK(content_hash(Store::open(folder / "base").read()) == content);
    }
}

TEST_CASE("ids near the end of the numbers") {
    const Folder folder;
    { Store::open(folder / "base").apply(example()); }
    run_sql(folder / "base", "UPDATE sqlite_sequence SET seq = 9007199254740993 WHERE name = 'actor'");
    Batch batch;
    batch.actors = {actor("y:1")};
    {
        Store store = Store::open(folder / "base");
        store.apply(batch);
        CHECK(store.snapshot()->actors.back().id.value == 9'007'199'254'740'994);
        CHECK(store.query("SELECT max(id) AS id FROM actor").column("id").integers()[0] == 9'007'199'254'740'994);
        CHECK(store.read().actors.back().id.text() == "y:1");
    }
    run_sql(folder / "base", "UPDATE sqlite_sequence SET seq = 9223372036854775807 WHERE name = 'actor'");
    Store store = Store::open(folder / "base");
    batch.actors = {actor("y:2")};
    CHECK(failure_of([&] { store.apply(batch); }).code == Errc::io);
    CHECK(store.revision() == 2);
}

TEST_CASE("a copy is a store of the same content") {
    const Folder folder;
    Store memory = Store::in_memory();
    memory.apply(example());
    Store store = Store::open(folder / "base");
    store.apply(example());
    const auto check_copy = [&](const Store& from, const std::string& name) {
        from.copy_to(folder / name);
        struct stat status {};
        REQUIRE(::stat((folder / name).c_str(), &status) == 0);
        CHECK((status.st_mode & 0777) == 0600);
        const Store copy = Store::open(folder / name);
        CHECK(content_hash(copy.read()) == content_hash(from.read()));
        CHECK(copy.revision() == 1);
        CHECK(failure_of([&] { from.copy_to(folder / name); }).code == Errc::conflict);
    };
    check_copy(memory, "of memory");
    check_copy(store, "of file");
    CHECK(failure_of([&] { store.copy_to(folder / "base"); }).code == Errc::conflict);
    CHECK(failure_of([&] { store.copy_to(folder / "no folder/copy"); }).code == Errc::io);
    CHECK(folder.files() == 4);  // no drafts left; one lock file
}

TEST_CASE("a closed or moved store says so") {
    Store store = Store::in_memory();
    Store other = std::move(store);
    CHECK(failure_of([&] { static_cast<void>(store.revision()); }).code == Errc::invalid_argument);
    CHECK(store.path().empty());
    store.close();
    other.close();
    other.close();
    CHECK(failure_of([&] { other.apply(Batch()); }).code == Errc::invalid_argument);
    CHECK(failure_of([&] { static_cast<void>(other.read()); }).code == Errc::invalid_argument);
}

TEST_CASE("names with blanks, quotes and accents are names") {
    const Folder folder;
    for (const char* name : {"a b.tissu", "l'été \"x\".tissu", "file:x?mode=memory", ":memory:", "%20#"}) {
        INFO(name);
        Store::open(folder / name).apply(example());
        CHECK(std::filesystem::exists(folder / name));
        CHECK(Store::open(folder / name).revision() == 1);
    }
}

TEST_CASE("deleted texts do not stay in the file") {
    const Folder folder;
    Store store = Store::open(folder / "base");
    Batch batch;
    batch.actors = {actor("y:1")};
    batch.actors[0].name = "CANARY-" + std::string(600, 'z');
    store.apply(batch);
    CHECK(has(bytes_of(folder / "base"), "CANARY"));
    batch.actors[0].name = "x";
    store.apply(batch);
    store.close();
    CHECK(!has(bytes_of(folder / "base"), "CANARY"));
}

TEST_CASE("write-ahead logging only where its race is mended") {
    CHECK(!sql::wal_is_safe(3'040'001));
    CHECK(!sql::wal_is_safe(3'044'005));
    CHECK(sql::wal_is_safe(3'044'006));
    CHECK(!sql::wal_is_safe(3'045'000));
    CHECK(!sql::wal_is_safe(3'050'006));
    CHECK(sql::wal_is_safe(3'050'007));
    CHECK(!sql::wal_is_safe(3'051'002));
    CHECK(sql::wal_is_safe(3'051'003));
    CHECK(sql::wal_is_safe(3'053'002));
    const Folder folder;
    const Store store = Store::open(folder / "base");
    const std::string mode = sql::wal_is_safe(sqlite3_libversion_number()) ? "\2\2" : "\1\1";
    CHECK(bytes_of(folder / "base").substr(18, 2) == mode);
}
