#pragma once
/// \file
/// What the parts of PPML share: regressors of like scale, effects as numbered levels, the covariance.

#include <cstddef>
#include <span>
#include <vector>

#include <tissu/analysis/gravity.hpp>

namespace tissu {

/// Regressors centred and scaled, and for each row the numbers of its levels, all effects in one numbering.
struct Scaled {
    std::size_t rows = 0, width = 0, levels = 0, ends = 0;
    std::vector<double> x;  ///< row by row
    std::vector<double> mean, sd;
    std::vector<std::size_t> level;  ///< row by row, `ends` each
    bool constant = false;           ///< there are no effects: the only level is the intercept

    [[nodiscard]] const double* regressors(std::size_t row) const { return x.data() + row * width; }
    [[nodiscard]] std::span<const std::size_t> levels_of(std::size_t row) const {
        return {level.data() + row * ends, ends};
    }
};

/// Throws Error{invalid_argument} for lengths that differ and numbers that are not finite.
[[nodiscard]] Scaled scaled(const PpmlInput& input);

[[nodiscard]] std::vector<char> separated_rows(const Scaled& data, std::span<const double> y);

/// Sum over the pairs of rows that may depend on each other of their scores' products, width x width.
[[nodiscard]] std::vector<double> meat(std::span<const double> scores, std::size_t width, ErrorKind kind,
                                       std::span<const std::vector<Index>> groups,
                                       std::span<const std::size_t> rows);

}  // namespace tissu
