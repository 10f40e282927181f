#include "io/atomic_folder.hpp"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <tissu/base/error.hpp>

namespace tissu::io {
namespace {

namespace fs = std::filesystem;
constexpr std::size_t flush_size = 64 * 1024;

[[noreturn]] void fail(const std::string& what) {
    throw Error(Errc::io, "could not " + what + ": " + std::strerror(errno));
}

void sync_folder(const fs::path& folder) {
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) fail("open the folder " + folder.string());
    const int result = ::fsync(descriptor);
    ::close(descriptor);
    if (result != 0) fail("sync the folder " + folder.string());
}

fs::path parent_of(const fs::path& folder) {
    return folder.has_parent_path() ? folder.parent_path() : fs::path(".");
}

}  // namespace

AtomicFolder::AtomicFolder(const fs::path& folder)
    : folder_(folder.has_filename() ? folder : folder.parent_path()) {
    std::error_code failure;
    const auto status = fs::symlink_status(folder_, failure);
    if (fs::exists(status) && !(fs::is_directory(status) && fs::is_empty(folder_, failure)))
        throw Error(Errc::conflict,
                    "expected no file or an empty folder, found something at " + folder_.string());
    std::string pattern = (parent_of(folder_) / ("." + folder_.filename().string() + ".XXXXXX")).string();
    if (::mkdtemp(pattern.data()) == nullptr) fail("make a folder beside " + folder_.string());
    temporary_ = pattern;
    if (::chmod(temporary_.c_str(), 0755) != 0) fail("set the mode of " + temporary_.string());
}

AtomicFolder::~AtomicFolder() {
    std::error_code failure;
    if (!published_) fs::remove_all(temporary_, failure);
}

void AtomicFolder::publish() {
    sync_folder(temporary_);
    if (::rename(temporary_.c_str(), folder_.c_str()) != 0)
        fail("rename the new folder to " + folder_.string());
    published_ = true;
    sync_folder(parent_of(folder_));
}

AtomicFolder::File::File(const AtomicFolder& folder, const std::string& name)
    : name_((folder.temporary() / name).string()),
      descriptor_(::open(name_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644)) {
    if (descriptor_ < 0) fail("make " + name_);
}

AtomicFolder::File::~File() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

void AtomicFolder::File::write(std::string_view text) {
    buffer_.append(text);
    if (buffer_.size() >= flush_size) flush();
}

void AtomicFolder::File::flush() {
    for (std::size_t done = 0; done < buffer_.size();) {
        const auto written = ::write(descriptor_, buffer_.data() + done, buffer_.size() - done);
        if (written < 0 && errno != EINTR) fail("write " + name_);
        if (written > 0) done += static_cast<std::size_t>(written);
    }
    buffer_.clear();
}

void AtomicFolder::File::close() {
    flush();
    if (::fsync(descriptor_) != 0) fail("sync " + name_);
    const int descriptor = std::exchange(descriptor_, -1);
    if (::close(descriptor) != 0) fail("close " + name_);
}

}  // namespace tissu::io
