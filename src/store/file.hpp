#pragma once
/// \file
/// The file of a store before SQLite touches it: what it is, who else has it open, and the lock for writing.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

#include <sys/types.h>

namespace tissu::file {

inline constexpr std::uint32_t application_id = 0x74697373;  ///< "tiss"
inline constexpr std::uint32_t schema_version = 1;

enum class State { absent, empty, store };

/// One file of the machine, whatever its name.
struct Identity {
    dev_t device = 0;
    ino_t inode = 0;
    friend auto operator<=>(const Identity&, const Identity&) = default;
};

/// The absolute path: a folder that is gone through by a symbolic link has one name only.
[[nodiscard]] std::filesystem::path full_path(const std::filesystem::path& path);

/// What is at `path`. Reads the first bytes only, and none if this process has the store open already: closing
/// a descriptor of its own would undo SQLite's locks. Throws Error{unsupported} for files of others and of newer
/// versions, Error{io} for anything that cannot be a store.
[[nodiscard]] State inspect(const std::filesystem::path& path);

/// Throws Error{io} if there is no file.
[[nodiscard]] Identity identity_of(const std::filesystem::path& path);

/// Calls `open`, which lets SQLite open the file, and remembers the descriptors that this gives as our own.
void open_as_own(const std::filesystem::path& path, const std::function<void()>& open);

/// To be called when SQLite has closed the file: its numbers may now become those of others.
void forget_closed(Identity identity) noexcept;

/// Throws Error{conflict} if somebody else in this process has the file open: when that descriptor is closed,
/// the system drops the locks of SQLite (https://sqlite.org/howtocorrupt.html, section 2.2).
void expect_no_other_descriptor(const std::filesystem::path& path, Identity identity);

/// An exclusive lock on the file `<path>.lock`, held by one writer at a time.
class WriteLock {
public:
    WriteLock(const std::filesystem::path& path, int timeout_ms);
    WriteLock(const WriteLock&) = delete;
    WriteLock& operator=(const WriteLock&) = delete;
    ~WriteLock();

private:
    int descriptor_ = -1;
};

/// A file of mode 0600 beside `path`, for writing in full before it takes that name.
class Draft {
public:
    explicit Draft(std::filesystem::path path);
    Draft(const Draft&) = delete;
    Draft& operator=(const Draft&) = delete;
    ~Draft();

    [[nodiscard]] const std::filesystem::path& path() const noexcept { return draft_; }

    /// To disk, then to its name, then the folder to disk.
    void publish();

private:
    std::filesystem::path path_;
    std::filesystem::path draft_;
    bool published_ = false;
};

}  // namespace tissu::file
