#pragma once
/// \file
/// A folder that appears whole or not at all.

#include <filesystem>
#include <string>
#include <string_view>

namespace tissu::io {

/// Files go to a temporary folder beside the final place; `publish` syncs and renames it. Without
/// `publish` nothing is left behind.
class AtomicFolder {
public:
    /// Throws Error{conflict} if `folder` exists and is not an empty folder, Error{io}.
    explicit AtomicFolder(const std::filesystem::path& folder);
    ~AtomicFolder();
    AtomicFolder(const AtomicFolder&) = delete;
    AtomicFolder& operator=(const AtomicFolder&) = delete;

    class File;

    [[nodiscard]] const std::filesystem::path& temporary() const noexcept { return temporary_; }
    void publish();

private:
    std::filesystem::path folder_;
    std::filesystem::path temporary_;
    bool published_ = false;
};

/// One file in it, written through a buffer and synced by `close`.
class AtomicFolder::File {
public:
    File(const AtomicFolder& folder, const std::string& name);
    ~File();
    File(const File&) = delete;
    File& operator=(const File&) = delete;

    void write(std::string_view text);
    void close();

private:
    void flush();

    std::string name_;
    std::string buffer_;
    int descriptor_;
};

}  // namespace tissu::io
