#pragma once
/// \file
/// The two ways to name one record: `Id` outside a store's rows, `Index` inside one snapshot.

#include <compare>
#include <cstdint>
#include <limits>

namespace tissu {

/// A record's number in one store: stable for the life of the store, never used again. 0 is "none".
/// The record is its own tag: an `Id<Actor>` is not an `Id<Territory>`.
template <class Record>
struct Id {
    std::int64_t value = 0;

    explicit operator bool() const noexcept { return value != 0; }
    friend auto operator<=>(Id, Id) = default;
};

/// A row of one snapshot or one network, dense from 0. It never leaves the library.
using Index = std::uint32_t;

/// The index of nothing.
inline constexpr Index no_index = std::numeric_limits<Index>::max();

}  // namespace tissu
