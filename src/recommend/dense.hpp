#pragma once
/// \file
/// The dense kernels of the recommender, compiled once for each level of processor; `dense()` picks the best.

#include <cstddef>

namespace tissu::recommend {

/// All matrices are row-major without gaps. Each function works on the thread that calls it.
struct Dense {
    /// y (n) += factor x (n).
    void (*add)(float factor, const float* x, float* y, std::size_t n);
    /// out (m x n) = a (m x k) times the transpose of b (n x k).
    void (*times_transposed)(const float* a, const float* b, float* out, std::size_t m, std::size_t n, std::size_t k);
    /// out (m x n) = a (m x k) b (k x n).
    void (*times)(const float* a, const float* b, float* out, std::size_t m, std::size_t n, std::size_t k);
    /// out (k x k) = transpose of a (m x k) times a.
    void (*gram)(const float* a, float* out, std::size_t m, std::size_t k);
    /// out (n x n) = inverse of the transposed lower Cholesky factor of `a` (n x n, symmetric positive definite),
    /// so that X out has orthonormal columns if a = X'X. False if `a` is not positive definite.
    bool (*inverse_factor)(const double* a, float* out, std::size_t n);
    /// `vectors` (n x n, one per column) and `values`, ascending, of the symmetric `a`.
    void (*eigen)(const double* a, double* vectors, double* values, std::size_t n);
    /// `a` (n x n, symmetric positive definite) becomes its inverse. False if it is not positive definite.
    bool (*invert)(double* a, std::size_t n);
    /// The lower triangle of `a` (n x n, symmetric positive definite) becomes its Cholesky factor. False if it is not
    /// positive definite.
    bool (*factor)(float* a, std::size_t n);
    /// x (n x m) = inverse of the lower triangle of a (n x n) times x; rows of both are `stride` apart.
    void (*solve_lower)(const float* a, float* x, std::size_t n, std::size_t m, std::size_t stride);
    /// out (m x n) = transpose of a (k x m) times b (k x n); rows of all are `stride` apart.
    void (*transposed_times)(const float* a, const float* b, float* out, std::size_t m, std::size_t n, std::size_t k,
                             std::size_t stride);
};

[[nodiscard]] const Dense& dense();

}  // namespace tissu::recommend
