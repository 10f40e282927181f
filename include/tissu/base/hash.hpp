#pragma once
/// \file
/// SHA-256 (FIPS 180-4): how content is recognised when it comes a second time.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace tissu {

/// Feeds bytes in any number of pieces; `hex` ends it.
class Sha256 {
public:
    Sha256() noexcept;

    void update(std::string_view bytes) noexcept;

    /// The 64 lower-case hexadecimal digits. Nothing may be fed afterwards.
    [[nodiscard]] std::string hex();

private:
    void block(const unsigned char* bytes) noexcept;

    std::array<std::uint32_t, 8> state_;
    std::array<unsigned char, 64> buffer_{};
    std::uint64_t length_ = 0;
};

[[nodiscard]] std::string sha256(std::string_view bytes);

}  // namespace tissu
