#include <store/descriptors.hpp>

#include <map>
#include <memory>
#include <mutex>
#include <set>

#include <dirent.h>
#include <sys/stat.h>

#include <store/system.hpp>

namespace tissu::file {

namespace {

/// What the locks of POSIX belong to is the process, so this has to be known per process: the one global
/// state of the library. SQLite may keep a descriptor after a connection is closed, hence the pruning.
struct Own {
    std::mutex mutex;
    std::map<Identity, std::set<int>> descriptors;
};

Own& own() {
    static Own instance;
    return instance;
}

/// The open descriptors of this process that lead to the file; none where there is no /proc.
std::set<int> all_on(Identity identity) {
    std::set<int> found;
    const std::unique_ptr<DIR, int (*)(DIR*)> folder(::opendir("/proc/self/fd"), &::closedir);
    if (!folder) return found;
    while (const dirent* entry = ::readdir(folder.get())) {
        const std::string name = entry->d_name;
        if (name.find_first_not_of("0123456789") != std::string::npos) continue;
        struct stat status {};  // by name, not fstat(): the descriptor may be closed by its owner meanwhile
        if (::fstatat(::dirfd(folder.get()), name.c_str(), &status, 0) == 0 &&
            Identity{status.st_dev, status.st_ino} == identity)
            found.insert(std::stoi(name));
    }
    return found;
}

/// Forgets those that are closed.
std::set<int>& pruned(Identity identity, const std::set<int>& open) {
    std::set<int>& known = own().descriptors[identity];
    std::erase_if(known, [&open](int number) { return !open.contains(number); });
    return known;
}

}  // namespace

bool is_open_here(Identity identity) {
    const std::lock_guard lock(own().mutex);
    return !pruned(identity, all_on(identity)).empty();
}

void open_as_own(const std::filesystem::path& path, const std::function<void()>& open) {
    const std::lock_guard lock(own().mutex);
    const Identity identity = identity_of(path);
    const std::set<int> before = all_on(identity);
    open();
    std::set<int>& known = pruned(identity, before);
    for (const int number : all_on(identity))
        if (!before.contains(number)) known.insert(number);
}

void forget_closed(Identity identity) noexcept {
    try {
        const std::lock_guard lock(own().mutex);
        static_cast<void>(pruned(identity, all_on(identity)));
    } catch (...) {  // out of memory: the next look at the file prunes
    }
}

void expect_no_other_descriptor(const std::filesystem::path& path, Identity identity) {
    const std::lock_guard lock(own().mutex);
    const std::set<int> open = all_on(identity);
    const std::set<int>& known = pruned(identity, open);
    for (const int number : open)
        if (!known.contains(number))
            throw Error(Errc::conflict, path.string() + ": another part of this program has the file open (descriptor " +
                                            std::to_string(number) +
                                            "): close it, and ask the store's query() instead of another SQLite");
}

}  // namespace tissu::file
