#include "analysis/cholesky.hpp"

#include <algorithm>
#include <cmath>

namespace tissu {

Cholesky::Cholesky(std::vector<double> a, std::size_t n, double tolerance) : upper_(std::move(a)), n_(n) {
    std::vector<double> least(n);
    for (std::size_t i = 0; i < n; ++i) least[i] = tolerance * upper_[i * n + i];
    for (std::size_t k = 0; k < n; ++k) {
        double* const pivots = &upper_[k * n];
        if (!(pivots[k] > least[k])) {
            std::fill(pivots + k, pivots + n, 0.0);
            continue;
        }
        ++rank_;
        const double root = std::sqrt(pivots[k]);
        for (std::size_t j = k; j < n; ++j) pivots[j] /= root;
        for (std::size_t i = k + 1; i < n; ++i) {
            const double factor = pivots[i];
            if (factor == 0) continue;
            double* const row = &upper_[i * n];
            for (std::size_t j = i; j < n; ++j) row[j] -= factor * pivots[j];
        }
    }
}

void Cholesky::solve(std::span<double> b) const {
    for (std::size_t k = 0; k < n_; ++k) {
        const double* const row = &upper_[k * n_];
        b[k] = row[k] > 0 ? b[k] / row[k] : 0;
        if (b[k] == 0) continue;
        for (std::size_t j = k + 1; j < n_; ++j) b[j] -= row[j] * b[k];
    }
    for (std::size_t k = n_; k-- > 0;) {
        const double* const row = &upper_[k * n_];
        if (row[k] == 0) continue;
        double sum = b[k];
        for (std::size_t j = k + 1; j < n_; ++j) sum -= row[j] * b[j];
        b[k] = sum / row[k];
    }
}

}  // namespace tissu
