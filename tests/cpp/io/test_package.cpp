// Writing a package, and reading it back.

#include <tissu/base/error.hpp>

#include "batches.hpp"
#include "catch.hpp"
#include "golden.hpp"

using namespace tissu;

namespace {

namespace fs = std::filesystem;

std::string message_of(const fs::path& path, const ReadOptions& options = {}) {
    try {
        (void)read(path, options);
    } catch (const Error& error) {
        return std::string(name_of(error.code())) + ": " + error.what();
    }
    return {};
}

bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

std::vector<std::string> entries(const fs::path& folder) {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder))
        names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
}

Batch one_actor(std::string name) {
    Batch batch;
    Actor actor;
    actor.id = Code("local:1");
    actor.kind = "organisation";
    actor.name = std::move(name);
    batch.actors.push_back(actor);
    return batch;
}

}  // namespace

TEST_CASE("random batches written and read are equal") {
    for (std::uint64_t seed = 0; seed < 30; ++seed) {
        const Batch batch = batches::Maker(seed).batch();
        const files::Folder folder;
        write_package(batch, folder.path() / "package");
        const Import import = read(folder.path() / "package", {"package", {}, {}});
        INFO("seed " << seed << "\n" << files::report_text(import));
        CHECK(content_hash(import.batch) == content_hash(batch));
        CHECK(size(import.batch) == size(batch));
        CHECK(files::broken_promise(import) == "");
        write_package(import.batch, folder.path() / "again");
        for (const std::string& name : entries(folder.path() / "package"))
            CHECK(files::content(folder.path() / "again" / name) ==
                  files::content(folder.path() / "package" / name));
    }
}

TEST_CASE("an empty batch is a package") {
    const files::Folder folder;
    write_package(Batch(), folder.path() / "package");
    CHECK(entries(folder.path() / "package") == std::vector<std::string>{"datapackage.json"});
    CHECK(content_hash(read(folder.path() / "package").batch) == content_hash(Batch()));
}

TEST_CASE("a package is written whole or not at all") {
    const files::Folder folder;
    folder.write("full/kept.txt", "kept");
    CHECK_THROWS_AS(write_package(one_actor("A"), folder.path() / "full"), Error);
    CHECK_THROWS_AS(write_package(one_actor(std::string("a\0b", 3)), folder.path() / "new"), Error);
    CHECK_THROWS_AS(write_package(one_actor("bad \xFF"), folder.path() / "new"), Error);
    CHECK_THROWS_AS(write_package(one_actor(std::string(2 << 20, 'x')), folder.path() / "new"), Error);
    CHECK_THROWS_AS(
        write_package(one_actor("A"), folder.path() / "new", Progress([](double) { return false; })), Error);
    CHECK_THROWS_AS(write_package(one_actor("A"), folder.path() / "no" / "such" / "folder"), Error);
    Batch named_like_a_column = one_actor("A");
    named_like_a_column.actors[0].attributes = {{"Name ", "x"}};
    CHECK_THROWS_AS(write_package(named_like_a_column, folder.path() / "new"), Error);
    CHECK(entries(folder.path()) == std::vector<std::string>{"full"});
    CHECK(files::content(folder.path() / "full" / "kept.txt") == "kept");
    fs::create_directory(folder.path() / "empty");
    write_package(one_actor("A"), folder.path() / "empty");
    CHECK(entries(folder.path() / "empty") == std::vector<std::string>{"actors.csv", "datapackage.json"});
}

TEST_CASE("paths of a descriptor stay inside the folder") {
    const files::Folder folder;
    folder.write("secret.csv", "id,kind,name\nlocal:1,person,Secret\n");
    for (const char* path : {"../secret.csv", "/etc/passwd", "a/../../secret.csv", "..\\\\secret.csv",
                             "file:///etc/passwd", ""}) {
        folder.write("package/datapackage.json",
                     R"({"resources": [{"name": "actors", "path": ")" + std::string(path) + "\"}]}");
        CHECK(contains(message_of(folder.path() / "package"), "expected a path inside the folder"));
    }
    fs::remove(folder.path() / "package" / "datapackage.json");
    fs::create_symlink("../secret.csv", folder.path() / "package" / "actors.csv");
    CHECK(contains(message_of(folder.path() / "package", {"package", {}, {}}),
                   "expected a path inside the folder"));
}

TEST_CASE("a bad descriptor is an error with its place") {
    const files::Folder folder;
    folder.write("actors.csv", "id,kind,name\nlocal:1,person,A\n");
    const auto message = [&](std::string_view text) {
        folder.write("datapackage.json", text);
        return message_of(folder.path());
    };
    CHECK(contains(message("{\"resources\": [}"), "datapackage.json, line 1, byte 16"));
    CHECK(contains(message("{\"a\": 1, \"a\": 2, \"resources\": []}"), "expected each key once"));
    CHECK(contains(message(std::string(100, '[')), "expected at most 64 levels"));
    CHECK(contains(message("{\"resources\": 1e999}"), "expected JSON"));
    CHECK(contains(message("{\"x\": \"\\ud800\"}"), "expected JSON"));
    CHECK(contains(message("[1]"), "expected a list named resources"));
    CHECK(contains(message("{\"resources\": [{\"name\": \"actors\"}]}"), "expected a name and one path"));
    CHECK(contains(message("{\"resources\": [{\"name\": \"actors\", \"path\": \"none.csv\"}]}"),
                   "expected a file"));
    CHECK(message("{\"resources\": [{\"name\": \"actors\", \"path\": \"actors.csv\"}]}").empty());
}

TEST_CASE("headers that cannot be read are errors with near matches") {
    const files::Folder folder;
    const auto message = [&](std::string_view text) {
        folder.write("actors.csv", text);
        return message_of(folder.path() / "actors.csv", {"csv", {}, {}});
    };
    CHECK(
        contains(message("id,kind,namme\n"),
                 "actors.csv, line 1: expected the column name, found id, kind, namme; did you mean namme?"));
    CHECK(contains(message("id,kind,name,Name\n"), "expected each column once, found Name twice"));
    CHECK(contains(message("id,kind,\"name\n"), "expected a closing quote"));
    CHECK(message(" ID ;Kind;NAME\nlocal:1;person;A\n").empty());
}

TEST_CASE("empty files and headers alone are said") {
    const files::Folder folder;
    for (const char* text : {"", "\n\n\r\n", "\xEF\xBB\xBF"}) {
        folder.write("actors.csv", text);
        const Import import = read(folder.path() / "actors.csv", {"csv", {}, {}});
        REQUIRE(import.issues.size() == 1);
        CHECK(import.issues[0].line == 1);
        CHECK(contains(import.issues[0].rule, "found an empty file"));
    }
    folder.write("actors.csv", "id,kind,name");
    CHECK(read(folder.path() / "actors.csv").batch.actors.empty());
}

TEST_CASE("unknown columns are attributes, and given back") {
    const files::Folder folder;
    folder.write("actors.csv", "id,kind,name,nick,namee,\nlocal:1,person,A,x,y,z\nlocal:2,person,B,,,\n");
    const Import import = read(folder.path() / "actors.csv");
    CHECK(import.batch.actors[0].attributes == Attributes{{"nick", "x"}, {"namee", "y"}, {"column 6", "z"}});
    CHECK(import.batch.actors[1].attributes.empty());
}

TEST_CASE("a table is recognised by its name, else by its columns") {
    const files::Folder folder;
    CHECK(read(folder.write("any.csv", "id,title,start\nlocal:1,A,2020\n")).batch.events.size() == 1);
    CHECK(read(folder.write("resources.csv", "id,title\nlocal:1,A\n")).batch.resources.size() == 1);
    CHECK(contains(message_of(folder.write("any.csv", "id,title\nlocal:1,A\n")),
                   "unsupported: expected content in one of the formats"));
    std::string names;
    for (const Format& format : formats()) names += (names.empty() ? "" : ", ") + format.name;
    CHECK(contains(message_of(folder.write("any.csv", "x,y\n1,2\n")), names));
    CHECK(contains(message_of(folder.write("any.csv", "x,y\n1,2\n"), {"csv", {}, {}}),
                   "expected the columns of one table"));
    CHECK(contains(message_of(folder.path() / "any.csv", {"xlsx", {}, {}}), "expected one of the formats"));
    CHECK(contains(message_of(folder.path() / "nothing"), "not_found"));
    CHECK(contains(message_of("/dev/null"), "unsupported"));
}

TEST_CASE("the caller names the source, and may stop the reading") {
    const auto path = files::golden("package/river/input");
    const Import import = read(path, {{}, "survey 2024", "SYNTH"});
    CHECK(import.batch.source == "survey 2024");
    CHECK(import.batch.source_kind == "SYNTH");
    CHECK(import.hashes.size() == 16);
    double last = 0;
    (void)read(path, {}, Progress([&](double fraction) { return last = fraction, true; }));
    CHECK(last > 0);
    CHECK_THROWS_AS(read(path, {}, Progress([](double) { return false; })), Error);
}

TEST_CASE("the schema tells every table") {
    const std::string schema = package_schema();
    const Batch batch;
    Batch::tables(batch, [&](const auto& records) {
        using R = typename std::remove_cvref_t<decltype(records)>::value_type;
        CHECK(contains(schema, "\"path\": \"" + std::string(R::table) + ".csv\""));
    });
    CHECK(contains(schema, "\"primaryKey\""));
}
