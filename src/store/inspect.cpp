#include <store/file.hpp>

#include <array>
#include <string_view>

#include <fcntl.h>
#include <sys/stat.h>

#include <store/descriptors.hpp>
#include <store/system.hpp>

namespace tissu::file {

namespace {

constexpr std::string_view magic{"SQLite format 3\0", 16};
constexpr std::size_t header_size = 100;
using Header = std::array<unsigned char, header_size>;

std::uint32_t number_at(const Header& header, std::size_t at) {
    return (std::uint32_t{header[at]} << 24) | (std::uint32_t{header[at + 1]} << 16) |
           (std::uint32_t{header[at + 2]} << 8) | std::uint32_t{header[at + 3]};
}

std::size_t read_header(const std::filesystem::path& path, Header& header) {
    const Descriptor descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
    if (descriptor.number() < 0) fail(path, "cannot be opened");
    std::size_t size = 0;
    while (size < header.size()) {
        const ssize_t got = ::pread(descriptor.number(), header.data() + size, header.size() - size,
                                    static_cast<off_t>(size));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) fail(path, "cannot be read");
        if (got == 0) break;
        size += static_cast<std::size_t>(got);
    }
    return size;
}

[[noreturn]] void not_a_store(const std::filesystem::path& path, const std::string& found) {
    throw Error(Errc::unsupported, path.string() + ": expected a store of tissu, found " + found);
}

[[noreturn]] void truncated(const std::filesystem::path& path, std::uint64_t expected, std::uint64_t found) {
    throw Error(Errc::io, path.string() + ": the file is cut off: expected " + std::to_string(expected) +
                              " bytes, found " + std::to_string(found));
}

void check_version(const std::filesystem::path& path, const Header& header) {
    if (number_at(header, 68) != application_id) not_a_store(path, "an SQLite file of another program");
    const std::uint32_t version = number_at(header, 60);
    if (version > schema_version)
        throw Error(Errc::unsupported, path.string() + ": expected a store of version " +
                                           std::to_string(schema_version) + " or older, found version " +
                                           std::to_string(version) + ": a newer tissu made it");
    if (version == 0) not_a_store(path, "a store without a version");
}

/// The header knows how long the file is; while a journal waits to be undone, it may be otherwise.
void check_length(const std::filesystem::path& path, const Header& header, std::uint64_t size) {
    std::error_code ignored;
    if (std::filesystem::exists(path.string() + "-journal", ignored)) return;
    if (number_at(header, 24) != number_at(header, 92)) return;  // the header's page count is out of date
    const std::uint64_t raw = (std::uint64_t{header[16]} << 8) | header[17];
    const std::uint64_t expected = (raw == 1 ? 65536 : raw) * number_at(header, 28);
    if (size < expected) truncated(path, expected, size);
}

void check_header(const std::filesystem::path& path, std::uint64_t size) {
    Header header{};
    const std::size_t read = read_header(path, header);
    const std::string_view start(reinterpret_cast<const char*>(header.data()), std::min(read, magic.size()));
    if (magic.substr(0, start.size()) != start) not_a_store(path, "something else");
    if (read < header_size) truncated(path, header_size, size);
    check_version(path, header);
    check_length(path, header, size);
}

}  // namespace

std::filesystem::path full_path(const std::filesystem::path& path) {
    if (path.empty() || path.string().find('\0') != std::string::npos)
        throw Error(Errc::invalid_argument, "expected the path of a file, found " +
                                                std::string(path.empty() ? "none" : "one with a NUL character"));
    std::error_code error;
    const std::filesystem::path absolute = std::filesystem::absolute(path, error);
    if (error) fail(path, "has no full path", error.value());
    if (!absolute.has_filename()) throw Error(Errc::io, path.string() + ": expected a file, found a folder");
    const std::filesystem::path folder = std::filesystem::weakly_canonical(absolute.parent_path(), error);
    return error ? absolute : folder / absolute.filename();
}

State inspect(const std::filesystem::path& path) {
    struct stat status {};
    if (::lstat(path.c_str(), &status) != 0) {
        if (errno == ENOENT) return State::absent;
        fail(path, "cannot be opened");
    }
    if (S_ISLNK(status.st_mode))
        throw Error(Errc::io, path.string() + ": expected a file, found a symbolic link: give the path that it leads to");
    if (S_ISDIR(status.st_mode)) throw Error(Errc::io, path.string() + ": expected a file, found a folder");
    if (!S_ISREG(status.st_mode)) throw Error(Errc::io, path.string() + ": expected a file, found a device or a pipe");
    if (status.st_nlink > 1)
        throw Error(Errc::io, path.string() + ": expected a file with one name, found " +
                                  std::to_string(status.st_nlink) + ": locks go by name");
    if (status.st_size == 0) return State::empty;
    const Identity identity{status.st_dev, status.st_ino};
    expect_no_other_descriptor(path, identity);
    if (!is_open_here(identity)) check_header(path, static_cast<std::uint64_t>(status.st_size));
    return State::store;
}

Identity identity_of(const std::filesystem::path& path) {
    struct stat status {};
    if (::lstat(path.c_str(), &status) != 0) fail(path, "cannot be found");
    return {status.st_dev, status.st_ino};
}

}  // namespace tissu::file
