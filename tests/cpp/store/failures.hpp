#pragma once
/// \file
/// Errors as values, and files made from outside the library.

#include <filesystem>
#include <string>

#include <sqlite3.h>

#include <catch.hpp>

#include <tissu/store/store.hpp>

#include "folder.hpp"
#include "small.hpp"

namespace tissu::test {

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

inline bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

/// The file of a store that holds `example()`.
inline std::string example_bytes() {
    const Folder folder;
    Store store = Store::open(folder / "a.tissu");
    store.apply(example());
    store.close();
    return bytes_of(folder / "a.tissu");
}

/// What another program might do to the file.
inline void run_sql(const std::filesystem::path& path, const char* sql) {
    sqlite3* handle = nullptr;
    REQUIRE(sqlite3_open(path.c_str(), &handle) == SQLITE_OK);
    char* message = nullptr;
    const int code = sqlite3_exec(handle, sql, nullptr, nullptr, &message);
    INFO((message == nullptr ? "" : message));
    CHECK(code == SQLITE_OK);
    sqlite3_free(message);
    CHECK(sqlite3_close(handle) == SQLITE_OK);
}

}  // namespace tissu::test
