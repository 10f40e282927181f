#pragma once
/// \file
/// Random draws that are the same on every platform.

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

namespace tissu {

/// xoshiro256** seeded by splitmix64. One generator per `(seed, stream)`: chunks of a parallel
/// computation take their chunk number as stream, so that the draws do not depend on threads.
/// Source: D. Blackman, S. Vigna, ACM TOMS 47(4), 2021, doi:10.1145/3460772.
class Random {
public:
    explicit Random(std::uint64_t seed, std::uint64_t stream = 0) noexcept;

    /// 64 random bits.
    std::uint64_t next() noexcept;

    /// A whole number in [0, bound), without bias. `bound` must not be 0.
    std::uint64_t below(std::uint64_t bound) noexcept;

    /// A number in [0, 1) with 53 random bits.
    double uniform() noexcept;

    /// Puts `values` in a random order (Fisher–Yates).
    template <class T>
    void shuffle(std::span<T> values) noexcept {
        for (std::size_t i = values.size(); i > 1; --i)
            std::swap(values[i - 1], values[static_cast<std::size_t>(below(i))]);
    }

private:
    std::uint64_t state_[4];
};

}  // namespace tissu
