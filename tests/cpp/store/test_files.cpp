#include <catch.hpp>

#include <csignal>

#include <sys/resource.h>
#include <sys/stat.h>

#include <tissu/store/store.hpp>

#include <store/open.hpp>

#include "failures.hpp"
#include "processes.hpp"

using namespace tissu;
using namespace tissu::test;

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
    // Below a tenth the journal itself does not fit; somewhat above it, undoing would have to write where the limit,
    // unlike a full disk, forbids to write over what is there.
    for (const std::uintmax_t limit : {size / 10, size / 2, size, size + 4096, size + 40'960}) {
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

TEST_CASE("a write that was interrupted is undone by the next opening for writing") {
    const Folder folder;
    const auto base = folder / "base", copy = folder / "copy";
    write_bytes(base, example_bytes());
    sqlite3* handle = nullptr;  // with room for few pages, so that changed ones are in the file before the end
    REQUIRE(sqlite3_open(base.c_str(), &handle) == SQLITE_OK);
    REQUIRE(sqlite3_exec(handle, "PRAGMA cache_size = 1; BEGIN; UPDATE theme SET label_fr = label_fr || 'x'", nullptr,
                         nullptr, nullptr) == SQLITE_OK);
    std::filesystem::copy_file(base, copy);  // what a power cut would leave
    std::filesystem::copy_file(base.string() + "-journal", copy.string() + "-journal");
    REQUIRE(sqlite3_exec(handle, "ROLLBACK", nullptr, nullptr, nullptr) == SQLITE_OK);
    REQUIRE(sqlite3_close(handle) == SQLITE_OK);
    REQUIRE(bytes_of(copy) != bytes_of(base));

    const Failure failure = failure_of([&] { Store::open(copy, {true, 100}); });
    CHECK(failure.code == Errc::io);
    CHECK(has(failure.text, "open the store once for writing"));
    CHECK(Store::open(copy).revision() == 1);
    CHECK(bytes_of(copy) == bytes_of(base));
    CHECK(content_hash(Store::open(copy, {true, 100}).read()) == content_hash(example()));
}
