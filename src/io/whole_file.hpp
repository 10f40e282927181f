#pragma once
/// \file
/// A file that is there whole or not at all.

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include <unistd.h>

#include <tissu/base/error.hpp>

namespace tissu::io {

/// A file beside the place it goes to, renamed when it is whole, else removed.
class WholeFile {
public:
    explicit WholeFile(const std::filesystem::path& path)
        : path_(path), temporary_(path.string() + ".part" + std::to_string(::getpid())), file_(temporary_, std::ios::binary) {
        if (!file_) throw Error(Errc::io, "could not write " + temporary_.string());
    }
    ~WholeFile() {
        std::error_code failure;
        if (!published_) std::filesystem::remove(temporary_, failure);
    }
    WholeFile(const WholeFile&) = delete;
    WholeFile& operator=(const WholeFile&) = delete;

    void write(std::string_view text) { file_ << text; }

    void publish() {
        file_.close();
        if (!file_) throw Error(Errc::io, "could not write " + temporary_.string());
        std::error_code failure;
        std::filesystem::rename(temporary_, path_, failure);
        if (failure) throw Error(Errc::io, "could not write " + path_.string() + ": " + failure.message());
        published_ = true;
    }

private:
    std::filesystem::path path_, temporary_;
    std::ofstream file_;
    bool published_ = false;
};

}  // namespace tissu::io
