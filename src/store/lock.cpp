#include <store/file.hpp>

#include <chrono>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <store/system.hpp>

namespace tissu::file {

WriteLock::WriteLock(const std::filesystem::path& path, int timeout_ms) {
    using namespace std::chrono;
    const std::string name = path.string() + ".lock";
    Descriptor descriptor(::open(name.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (descriptor.number() < 0) fail(name, "the lock file cannot be opened");
    const auto deadline = steady_clock::now() + milliseconds(timeout_ms);
    while (::flock(descriptor.number(), LOCK_EX | LOCK_NB) != 0) {
        if (errno == EINTR) continue;
        if (errno != EWOULDBLOCK) fail(name, "cannot be locked");
        if (steady_clock::now() >= deadline)
            throw Error(Errc::conflict, path.string() + ": another program held the store for " +
                                            std::to_string(timeout_ms) +
                                            " ms: wait until it has finished, or give a longer time-out");
        std::this_thread::sleep_for(milliseconds(2));
    }
    descriptor_ = descriptor.release();
}

WriteLock::~WriteLock() {
    static_cast<void>(::close(descriptor_));  // gives the lock back
}

Draft::Draft(std::filesystem::path path) : path_(std::move(path)) {
    std::string name = (path_.parent_path() / ("." + path_.filename().string() + ".XXXXXX")).string();
    const Descriptor descriptor(::mkostemp(name.data(), O_CLOEXEC));
    if (descriptor.number() < 0) fail(path_, "no file can be made in its folder");
    draft_ = name;
}

Draft::~Draft() {
    if (published_) return;
    for (const char* suffix : {"", "-journal", "-wal", "-shm"})
        static_cast<void>(::unlink((draft_.string() + suffix).c_str()));  // what can be cleared away
}

void Draft::publish() {
    const Descriptor content(::open(draft_.c_str(), O_RDONLY | O_CLOEXEC));
    if (content.number() < 0 || ::fsync(content.number()) != 0) fail(draft_, "cannot be written to disk");
    if (::rename(draft_.c_str(), path_.c_str()) != 0) fail(path_, "cannot be put in place");
    published_ = true;
    const Descriptor folder(::open(path_.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (folder.number() < 0 || ::fsync(folder.number()) != 0) fail(path_.parent_path(), "cannot be written to disk");
}

}  // namespace tissu::file
