#pragma once
/// \file
/// Rows that come twice in a file, without keeping their text.

#include <array>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>
#include <unordered_map>

#include <tissu/base/hash.hpp>

namespace tissu::io {

/// Known by 128 bits of SHA-256: some 40 bytes a row, however long the rows are.
class SeenRows {
public:
    /// The line on which the same bytes came first; nothing if they are new.
    std::optional<std::int64_t> add(std::string_view row, std::int64_t line) {
        const auto [seen, is_new] = lines_.try_emplace(digest(row), line);
        return is_new ? std::nullopt : std::optional(seen->second);
    }

private:
    using Digest = std::array<std::uint64_t, 2>;
    struct FirstHalf {
        std::size_t operator()(const Digest& digest) const noexcept { return static_cast<std::size_t>(digest[0]); }
    };

    static Digest digest(std::string_view row) {
        const std::string hex = sha256(row);
        Digest digest{};
        std::from_chars(hex.data(), hex.data() + 16, digest[0], 16);
        std::from_chars(hex.data() + 16, hex.data() + 32, digest[1], 16);
        return digest;
    }

    std::unordered_map<Digest, std::int64_t, FirstHalf> lines_;
};

}  // namespace tissu::io
