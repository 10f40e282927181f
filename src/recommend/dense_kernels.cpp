// Compiled once for each level of processor: see CMakeLists.txt, which sets TISSU_DENSE_NAME and renames the
// namespace Eigen so that no two levels share a template. Nothing of the standard library may be used here that
// the linker could share with code for other processors.
#define EIGEN_DONT_PARALLELIZE
#define EIGEN_MPL2_ONLY
#include <Eigen/Cholesky>
#include <Eigen/Core>
#include <Eigen/Eigenvalues>

#include "recommend/dense.hpp"

namespace tissu::recommend {
namespace {

template <class T>
using Matrix = Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
template <class T>
using Read = Eigen::Map<const Matrix<T>>;
template <class T>
using Write = Eigen::Map<Matrix<T>>;

Eigen::Index size_of(std::size_t n) { return static_cast<Eigen::Index>(n); }

void add(float factor, const float* x, float* y, std::size_t n) {
    Eigen::Map<Eigen::VectorXf>(y, size_of(n)) += factor * Eigen::Map<const Eigen::VectorXf>(x, size_of(n));
}

void times_transposed(const float* a, const float* b, float* out, std::size_t m, std::size_t n, std::size_t k) {
    Write<float>(out, size_of(m), size_of(n)).noalias() =
        Read<float>(a, size_of(m), size_of(k)) * Read<float>(b, size_of(n), size_of(k)).transpose();
}

void times(const float* a, const float* b, float* out, std::size_t m, std::size_t n, std::size_t k) {
    Write<float>(out, size_of(m), size_of(n)).noalias() = Read<float>(a, size_of(m), size_of(k)) * Read<float>(b, size_of(k), size_of(n));
}

void gram(const float* a, float* out, std::size_t m, std::size_t k) {
    const Read<float> rows(a, size_of(m), size_of(k));
    Write<float>(out, size_of(k), size_of(k)).noalias() = rows.transpose() * rows;
}

bool inverse_factor(const double* a, float* out, std::size_t n) {
    const Eigen::Index size = size_of(n);
    const Eigen::LLT<Matrix<double>> factor(Read<double>(a, size, size));
    if (factor.info() != Eigen::Success) return false;
    const Matrix<double> inverse = factor.matrixL().solve(Matrix<double>::Identity(size, size));
    Write<float>(out, size, size) = inverse.transpose().cast<float>();
    return true;
}

void eigen(const double* a, double* vectors, double* values, std::size_t n) {
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(Read<double>(a, size_of(n), size_of(n)));
    Write<double>(vectors, size_of(n), size_of(n)) = solver.eigenvectors();
    Eigen::Map<Eigen::VectorXd>(values, size_of(n)) = solver.eigenvalues();
}

bool invert(double* a, std::size_t n) {
    Write<double> matrix(a, size_of(n), size_of(n));
    Eigen::LLT<Eigen::Ref<Matrix<double>>> factor(matrix);  // in place: the lower triangle is the factor
    if (factor.info() != Eigen::Success) return false;
    Matrix<double> inverse = Matrix<double>::Identity(size_of(n), size_of(n));
    factor.solveInPlace(inverse);
    matrix = inverse;
    return true;
}

bool factor(float* a, std::size_t n) {
    Write<float> matrix(a, size_of(n), size_of(n));
    const Eigen::LLT<Eigen::Ref<Matrix<float>>> in_place(matrix);
    return in_place.info() == Eigen::Success;
}

using Stride = Eigen::OuterStride<>;

void solve_lower(const float* a, float* x, std::size_t n, std::size_t m, std::size_t stride) {
    const Eigen::Map<const Matrix<float>, 0, Stride> lower(a, size_of(n), size_of(n), Stride(size_of(stride)));
    Eigen::Map<Matrix<float>, 0, Stride> right(x, size_of(n), size_of(m), Stride(size_of(stride)));
    lower.triangularView<Eigen::Lower>().solveInPlace(right);
}

void transposed_times(const float* a, const float* b, float* out, std::size_t m, std::size_t n, std::size_t k, std::size_t stride) {
    const Eigen::Map<const Matrix<float>, 0, Stride> left(a, size_of(k), size_of(m), Stride(size_of(stride)));
    const Eigen::Map<const Matrix<float>, 0, Stride> right(b, size_of(k), size_of(n), Stride(size_of(stride)));
    Eigen::Map<Matrix<float>, 0, Stride>(out, size_of(m), size_of(n), Stride(size_of(stride))).noalias() = left.transpose() * right;
}

}  // namespace

extern const Dense TISSU_DENSE_NAME;
const Dense TISSU_DENSE_NAME{add, times_transposed, times, gram, inverse_factor, eigen, invert, factor, solve_lower, transposed_times};

}  // namespace tissu::recommend
