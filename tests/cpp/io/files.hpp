#pragma once
/// \file
/// Temporary files, golden files and the data beside the project, for the tests of readers.

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>

#include <tissu/io/import.hpp>

namespace files {

namespace fs = std::filesystem;

/// A folder of its own, gone with the object; in memory where that can be had: the tests write thousands of files.
class Folder {
public:
    Folder() {
        const fs::path memory = "/dev/shm";
        std::string pattern =
            ((fs::is_directory(memory) ? memory : fs::temp_directory_path()) / "tissu-test-XXXXXX").string();
        if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
        path_ = pattern;
    }
    ~Folder() {
        std::error_code failure;
        fs::remove_all(path_, failure);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    [[nodiscard]] const fs::path& path() const { return path_; }

    fs::path write(const std::string& name, std::string_view bytes) const {
        const fs::path file = path_ / name;
        fs::create_directories(file.parent_path());
        std::ofstream(file, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        return file;
    }

private:
    fs::path path_;
};

inline std::string content(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

/// tests/data/io/<name>; test programs run in the project's root.
inline fs::path golden(const std::string& name) { return fs::path("tests/data/io") / name; }

/// ../shared/<name>, or an empty path, said, if it is not there.
inline fs::path shared(const std::string& name) {
    fs::path path = fs::path("..") / "shared" / name;
    if (fs::exists(path)) return path;
    std::cout << "skipped: " << path.string() << " is not there\n";
    return {};
}

/// The counts of one table.
inline tissu::RowCount rows_of(const tissu::Import& import, std::string_view table) {
    for (const tissu::RowCount& row : import.rows)
        if (row.table == table) return row;
    return {};
}

}  // namespace files
