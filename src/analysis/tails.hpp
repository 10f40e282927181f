#pragma once
/// \file
/// Exact tails of the counts that backbones test. Small tails are sums of positive terms: no digit is lost.

#include <cstdint>
#include <span>
#include <vector>

namespace tissu {

/// P(X >= c) and P(X <= c).
struct Tails {
    double over, under;
};

/// X: how many of `drawn` columns are among `marked`, of `columns` in all.
class Hypergeometric {
public:
    explicit Hypergeometric(std::int64_t columns);
    [[nodiscard]] Tails tails(std::int64_t marked, std::int64_t drawn, std::int64_t c) const;

private:
    [[nodiscard]] long double log_choose(std::int64_t n, std::int64_t k) const;

    std::int64_t columns_;
    std::vector<long double> log_factorial_;
};

/// X: sum of independent draws, `times[j]` of them with chance `chance[j]`. The distribution up to c is carried
/// through the classes j, and what goes beyond is added up.
[[nodiscard]] Tails poisson_binomial(std::span<const double> chance, std::span<const std::int64_t> times,
                                     std::int64_t c);

}  // namespace tissu
