#pragma once
/// \file
/// Errors of the operating system, and descriptors that close themselves.

#include <cerrno>
#include <filesystem>
#include <string>
#include <system_error>

#include <unistd.h>

#include <tissu/base/error.hpp>

namespace tissu::file {

/// Error{io}: the path, what was tried, and what the system says.
[[noreturn]] inline void fail(const std::filesystem::path& path, const std::string& what, int number = errno) {
    throw Error(Errc::io, path.string() + ": " + what + ": " + std::generic_category().message(number));
}

class Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (number_ >= 0) static_cast<void>(::close(number_));  // read-only or synced before
    }
    [[nodiscard]] int number() const noexcept { return number_; }
    [[nodiscard]] int release() noexcept {
        const int number = number_;
        number_ = -1;
        return number;
    }

private:
    int number_;
};

}  // namespace tissu::file
