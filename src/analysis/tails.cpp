#include "analysis/tails.hpp"

#include <algorithm>
#include <cmath>

namespace tissu {
namespace {

constexpr double negligible = 1e-18;

/// P(B = k) for k up to c, and P(B >= k) for k up to c + 1, of m draws with chance q in (0, 1).
struct Binomial {
    std::vector<double> mass, above;
};

Binomial binomial(double q, std::int64_t m, std::int64_t c) {
    const double odds = std::log(q) - std::log1p(-q);
    const double mean = static_cast<double>(m) * q;
    const std::int64_t wanted = std::min(c + 1, m);
    std::vector<double> mass;
    double log_mass = static_cast<double>(m) * std::log1p(-q), beyond = 0;
    for (std::int64_t k = 0; k <= m; ++k) {
        if (k > 0) log_mass += std::log(static_cast<double>(m - k + 1) / static_cast<double>(k)) + odds;
        mass.push_back(std::exp(log_mass));
        if (k < wanted) continue;
        beyond += mass.back();
        if (static_cast<double>(k) > mean && mass.back() <= negligible * beyond) break;
    }
    const auto size = static_cast<std::size_t>(c) + 2;
    Binomial result{std::vector<double>(size, 0.0), std::vector<double>(size, 0.0)};
    double sum = 0;
    for (std::size_t k = mass.size(); k-- > 0;) {
        sum += mass[k];
        if (k < size) result.above[k] = sum;
        if (k < size) result.mass[k] = mass[k];
    }
    return result;
}

}  // namespace

Hypergeometric::Hypergeometric(std::int64_t columns) : columns_(columns), log_factorial_{0} {
    for (std::int64_t i = 1; i <= columns; ++i)
        log_factorial_.push_back(log_factorial_.back() + std::log(static_cast<long double>(i)));
}

long double Hypergeometric::log_choose(std::int64_t n, std::int64_t k) const {
    const auto f = [&](std::int64_t i) { return log_factorial_[static_cast<std::size_t>(i)]; };
    return f(n) - f(k) - f(n - k);
}

Tails Hypergeometric::tails(std::int64_t marked, std::int64_t drawn, std::int64_t c) const {
    const std::int64_t low = std::max<std::int64_t>(0, marked + drawn - columns_),
                       high = std::min(marked, drawn);
    const auto mass = [&](std::int64_t x) {
        return static_cast<double>(std::exp(log_choose(marked, x) + log_choose(columns_ - marked, drawn - x) -
                                            log_choose(columns_, drawn)));
    };
    const auto real = [](std::int64_t x) { return static_cast<double>(x); };
    const auto ratio = [&](std::int64_t x) {  // P(x + 1) / P(x)
        return real(marked - x) * real(drawn - x) / (real(x + 1) * real(columns_ - marked - drawn + x + 1));
    };
    const auto upward = [&](std::int64_t from) {
        double term = from <= high ? mass(from) : 0, sum = term;
        for (std::int64_t x = from; x < high && term > negligible * sum; ++x) sum += term *= ratio(x);
        return sum;
    };
    const auto downward = [&](std::int64_t from) {
        double term = from >= low ? mass(from) : 0, sum = term;
        for (std::int64_t x = from; x > low && term > negligible * sum; --x) sum += term /= ratio(x - 1);
        return sum;
    };
    const double mean = columns_ > 0 ? real(marked) * real(drawn) / real(columns_) : 0;
    const auto bounded = [](double p) { return std::clamp(p, 0.0, 1.0); };
    Tails result{};
    if (c <= low) result.over = 1;
    else result.over = bounded(real(c) > mean ? upward(c) : 1 - downward(c - 1));
    if (c >= high) result.under = 1;
    else result.under = bounded(real(c) < mean ? downward(c) : 1 - upward(c + 1));
    return result;
}

Tails poisson_binomial(std::span<const double> chance, std::span<const std::int64_t> times, std::int64_t c) {
    const auto limit = static_cast<std::size_t>(c);
    std::vector<double> mass(limit + 1, 0.0), next(limit + 1);
    mass[0] = 1;
    double beyond = 0;
    for (std::size_t j = 0; j < chance.size(); ++j) {
        if (chance[j] <= 0 || times[j] == 0) continue;
        std::fill(next.begin(), next.end(), 0.0);
        if (chance[j] >= 1) {
            const auto shift = static_cast<std::size_t>(times[j]);
            for (std::size_t k = 0; k <= limit; ++k)
                (k + shift <= limit ? next[k + shift] : beyond) += mass[k];
        } else {
            const Binomial drawn = binomial(chance[j], times[j], c);
            for (std::size_t k = 0; k <= limit; ++k) {
                if (mass[k] == 0) continue;
                beyond += mass[k] * drawn.above[limit + 1 - k];
                for (std::size_t more = 0; k + more <= limit; ++more)
                    next[k + more] += mass[k] * drawn.mass[more];
            }
        }
        mass.swap(next);
    }
    double under = 0;
    for (const double p : mass) under += p;
    return {c == 0 ? 1 : std::min(1.0, mass[limit] + beyond), std::min(1.0, under)};
}

}  // namespace tissu
