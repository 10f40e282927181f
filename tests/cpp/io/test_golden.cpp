// What every reader must do, for every case of tests/data/io.

#include <cstdlib>

#include <tissu/model/batch.hpp>

#include "catch.hpp"
#include "golden.hpp"

using namespace tissu;

namespace {

namespace fs = std::filesystem;

std::vector<std::string> csv_files(const fs::path& folder) {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder))
        if (entry.path().extension() == ".csv") names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
}

// With TISSU_UPDATE_GOLDEN set, the expected files are made anew: to be looked at before they are committed.
void update(const files::Case& one, const fs::path& package, const std::string& report) {
    fs::remove_all(one.folder / "expected");
    fs::create_directories(one.folder / "expected");
    std::ofstream(one.folder / "expected" / "report.txt", std::ios::binary) << report;
    for (const std::string& name : csv_files(package))
        fs::copy_file(package / name, one.folder / "expected" / name);
}

}  // namespace

TEST_CASE("golden input gives golden output, recognised or named") {
    const auto cases = files::cases();
    REQUIRE(cases.size() >= 8);
    for (const files::Case& one : cases) {
        INFO(one.folder.string());
        const Import import = read(one.input());
        CHECK(files::report_text(read(one.input(), {one.format, {}, {}})) == files::report_text(import));
        CHECK(files::broken_promise(import) == "");
        const files::Folder folder;
        write_package(import.batch, folder.path() / "package");
        if (std::getenv("TISSU_UPDATE_GOLDEN") != nullptr)
            update(one, folder.path() / "package", files::report_text(import));
        CHECK(files::report_text(import) == files::content(one.folder / "expected" / "report.txt"));
        REQUIRE(csv_files(folder.path() / "package") == csv_files(one.folder / "expected"));
        for (const std::string& name : csv_files(one.folder / "expected")) {
            INFO(name);
            CHECK(files::content(folder.path() / "package" / name) ==
                  files::content(one.folder / "expected" / name));
        }
        CHECK(content_hash(read(folder.path() / "package").batch) == content_hash(import.batch));
    }
}

TEST_CASE("a file cut at any byte gives rows and issues, or an error") {
    for (const files::Case& one : files::cases()) {
        for (const auto& entry : fs::directory_iterator(one.folder / "input")) {
            const files::Folder folder;
            const std::string name = entry.path().filename().string();
            const bool alone = one.format == "package" &&
                               entry.path().extension() == ".csv";  // tables do not see each other
            if (!alone) fs::copy(one.folder / "input", folder.path(), fs::copy_options::recursive);
            const std::string whole = files::content(entry.path());
            for (std::size_t size = 0; size < whole.size(); ++size) {
                folder.write(name, std::string_view(whole).substr(0, size));
                const std::string broken = files::broken_promise(
                    one.format == "csv" ? folder.path() / name : folder.path(), one.format);
                if (!broken.empty())
                    FAIL(one.folder.string() << ", " << name << " cut at " << size << ": " << broken);
            }
        }
    }
}
