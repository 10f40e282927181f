#pragma once
/// \file
/// The rows that searches start from: all, or some drawn by chance.

#include <cstdint>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include <tissu/base/error.hpp>
#include <tissu/base/id.hpp>
#include <tissu/base/random.hpp>

namespace tissu {

/// All rows if `samples` is 0, else so many without replacement. Throws Error{invalid_argument} for more than there are.
inline std::vector<Index> chosen_sources(Index rows, std::size_t samples, std::uint64_t seed) {
    if (samples > rows)
        throw Error(Errc::invalid_argument, "expected at most " + std::to_string(rows) +
                                                " samples, the number of rows, found " + std::to_string(samples));
    std::vector<Index> sources(rows);
    std::iota(sources.begin(), sources.end(), Index{0});
    if (samples == 0) return sources;
    Random random(seed);
    for (std::size_t i = 0; i < samples; ++i)
        std::swap(sources[i], sources[i + static_cast<std::size_t>(random.below(rows - i))]);
    sources.resize(samples);
    return sources;
}

}  // namespace tissu
