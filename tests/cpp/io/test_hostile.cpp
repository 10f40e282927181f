// Bytes that no program wrote: rows and issues, or an error, and never anything else.

#include <tissu/base/random.hpp>

#include "catch.hpp"
#include "golden.hpp"

using namespace tissu;

namespace {

namespace fs = std::filesystem;

std::string random_bytes(Random& random) {
    static const std::string likely = "\",;\n\r\t|'= \\/{}[]:0123456789aé\xE9\xFF";
    std::string bytes;
    for (std::uint64_t n = random.below(400); n > 0; --n)
        bytes +=
            random.below(4) == 0 ? static_cast<char>(random.below(256)) : likely[random.below(likely.size())];
    return bytes;
}

// One to four small changes.
std::string changed(std::string text, Random& random) {
    for (std::uint64_t n = 1 + random.below(4); n > 0 && !text.empty(); --n) {
        const std::size_t at = random.below(text.size());
        switch (random.below(4)) {
            case 0: text[at] = static_cast<char>(random.below(256)); break;
            case 1: text.erase(at, 1 + random.below(10)); break;
            case 2: text.insert(at, text.substr(random.below(text.size()), random.below(30))); break;
            default: text.insert(at, 1, "\"\n\r;,\0\xFF|"[random.below(8)]); break;
        }
    }
    return text;
}

// What could be read can be written and read again.
bool comes_back(const fs::path& input, const std::string& format) {
    try {
        const files::Folder folder;
        const Batch batch = read(input, {format, {}, {}}).batch;
        write_package(batch, folder.path() / "package");
        return content_hash(read(folder.path() / "package").batch) == content_hash(batch);
    } catch (const Error&) {
        return true;
    }
}

}  // namespace

TEST_CASE("random bytes under every name") {
    Random random(11);
    const files::Folder folder;
    for (int trial = 0; trial < 400; ++trial) {
        const std::string bytes = random_bytes(random);
        for (const char* name : {"actors.csv", "communes.json", "memberships.csv", "communes.csv"}) {
            const fs::path path = folder.write(name, bytes);
            for (const char* format : {"", "package", "csv", "cog", "urbact"}) {
                const std::string broken = files::broken_promise(path, format);
                if (!broken.empty()) FAIL(name << " as " << format << ": " << broken << "\n" << bytes);
            }
        }
    }
}

TEST_CASE("golden files with small changes") {
    Random random(13);
    for (const files::Case& one : files::cases()) {
        const files::Folder folder;
        fs::copy(one.folder / "input", folder.path() / "input", fs::copy_options::recursive);
        for (const auto& entry : fs::directory_iterator(one.folder / "input")) {
            const std::string whole = files::content(entry.path());
            const std::string name = entry.path().filename().string();
            for (int trial = 0; trial < 40; ++trial) {
                const std::string bytes = changed(whole, random);
                folder.write("input/" + name, bytes);
                const fs::path input =
                    one.format == "csv" ? folder.path() / "input" / name : folder.path() / "input";
                std::string broken = files::broken_promise(input, one.format);
                if (trial % 4 == 0 && !comes_back(input, one.format))
                    broken = "written and read, it is another batch";
                if (!broken.empty())
                    FAIL(one.folder.string() << ", " << name << ": " << broken << "\n" << bytes);
            }
            folder.write("input/" + name, whole);
        }
    }
}

TEST_CASE("a list of records nested too deep, or not a list") {
    const files::Folder folder;
    for (const std::string& text : {std::string(100000, '['), "[" + std::string(100000, '{'),
                                    std::string("{\"a\": 1}"), std::string("7"), std::string()}) {
        folder.write("communes.json", text);
        CHECK(files::broken_promise(folder.path() / "communes.json", "cog") == "");
        CHECK_THROWS_AS(read(folder.path() / "communes.json", {"cog", {}, {}}), Error);
    }
}

TEST_CASE("a file of many lost quotes is read in a time that grows with its size") {
    const files::Folder folder;
    std::string text = "id,kind,name\n";
    for (int i = 0; i < 20000; ++i)
        text += "local:" + std::to_string(i) + ",person,\"lost " + (i % 2 == 0 ? "\"\"\n" : "quote\n");
    const Import import = read(folder.write("actors.csv", text));
    CHECK(files::broken_promise(import) == "");
    CHECK(files::rows_of(import, "actors").read > 0);
}
