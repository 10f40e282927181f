#include <catch.hpp>

#include <sys/stat.h>
#include <unistd.h>

#include <tissu/base/random.hpp>
#include <tissu/store/store.hpp>

#include "failures.hpp"
#include "processes.hpp"

using namespace tissu;
using namespace tissu::test;

namespace {

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

std::string with(std::string bytes, std::size_t at, const std::string& patch) { return bytes.replace(at, patch.size(), patch); }

}  // namespace

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
