#pragma once
/// \file
/// Where territories lie at a level, asked many times.

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include <tissu/territory/lattice.hpp>

namespace tissu {

/// The places of territories at one level; remembers its answers. One thread.
class Geography {
public:
    Geography(const Snapshot& snapshot, std::string level);

    /// On that day; without one, today's links (those without an end). If there is none, at any date.
    /// Shares are made to sum to 1.
    const std::vector<Placed>& places(Index territory, std::optional<Date> at = std::nullopt);

    /// The place with the largest share (the first of equals); no_index: none.
    Index main_place(Index territory, std::optional<Date> at = std::nullopt);

private:
    const Snapshot& snapshot_;
    std::string level_;
    bool dated_ = false;  ///< some link has a period
    std::unordered_map<std::uint64_t, std::vector<Placed>> known_;
};

}  // namespace tissu
