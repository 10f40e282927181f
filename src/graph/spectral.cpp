#include <tissu/graph/spectral.hpp>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <string>

#include <tissu/base/error.hpp>
#include <tissu/graph/components.hpp>

#include "graph/checks.hpp"

namespace tissu {
namespace {

using Vector = std::vector<double>;

/// y = A x, or A' x if the transpose is handed in.
void multiply(const Csr& ties, bool weighted, const Vector& x, Vector& y) {
    const std::int64_t* offsets = ties.offsets().data();
    const Index* targets = ties.targets().data();
    const double* weights = weighted && ties.weighted() ? ties.weights().data() : nullptr;
    for (Index row = 0; row < ties.rows(); ++row) {
        double sum = 0;
        for (std::int64_t entry = offsets[row]; entry < offsets[std::size_t{row} + 1]; ++entry)
            sum += weights ? weights[entry] * x.data()[targets[entry]] : x.data()[targets[entry]];
        y[row] = sum;
    }
}

double dot(const Vector& a, const Vector& b) { return std::inner_product(a.begin(), a.end(), b.begin(), 0.0); }
double norm(const Vector& a) { return std::sqrt(dot(a, a)); }
double largest(const Vector& a) {
    double most = 0;
    for (const double value : a) most = std::max(most, std::abs(value));
    return most;
}
void add(double factor, const Vector& from, Vector& to) {
    for (std::size_t i = 0; i < to.size(); ++i) to[i] += factor * from[i];
}

void check(const Csr& ties, bool weighted) {
    require_square(ties);
    if (weighted) require_weights(ties);
}

using Matrix = std::vector<Vector>;  // small, symmetric

struct Principal {
    Vector vector;
    double value;
};

/// Rotates `a` in the plane of p and q so that their entry becomes 0 (Jacobi).
void rotate(Matrix& a, Matrix& vectors, std::size_t p, std::size_t q) {
    if (a[p][q] == 0) return;
    const double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
    const double t = (theta >= 0 ? 1 : -1) / (std::abs(theta) + std::hypot(theta, 1.0));
    const double c = 1 / std::hypot(t, 1.0);
    const double s = t * c;
    const auto turn = [c, s](double& x, double& y) {
        const double old = x;
        x = c * old - s * y;
        y = s * old + c * y;
    };
    for (std::size_t k = 0; k < a.size(); ++k) turn(a[k][p], a[k][q]);
    for (std::size_t k = 0; k < a.size(); ++k) turn(a[p][k], a[q][k]);
    for (std::size_t k = 0; k < a.size(); ++k) turn(vectors[k][p], vectors[k][q]);
}

/// The largest eigenvalue of a small symmetric matrix.
Principal principal(Matrix a) {
    Matrix vectors(a.size(), Vector(a.size()));
    for (std::size_t i = 0; i < a.size(); ++i) vectors[i][i] = 1;
    double size = 0;
    for (const Vector& row : a) size += dot(row, row);
    for (int round = 0; round < 60; ++round) {
        double off = 0;
        for (std::size_t p = 0; p < a.size(); ++p)
            for (std::size_t q = p + 1; q < a.size(); ++q) off += a[p][q] * a[p][q];
        if (off <= 1e-34 * size) break;
        for (std::size_t p = 0; p < a.size(); ++p)
            for (std::size_t q = p + 1; q < a.size(); ++q) rotate(a, vectors, p, q);
    }
    std::size_t best = 0;
    for (std::size_t i = 1; i < a.size(); ++i)
        if (a[i][i] > a[best][best]) best = i;
    Principal result{Vector(a.size()), a[best][best]};
    for (std::size_t i = 0; i < a.size(); ++i) result.vector[i] = vectors[i][best];
    return result;
}

using Operator = std::function<void(const Vector&, Vector&)>;

/// The largest eigenvalue of a symmetric operator of entries >= 0, from a start of ones: Lanczos with all vectors kept
/// orthogonal, restarted from the best vector.
Principal principal(const Operator& apply, Index rows, const Progress& progress) {
    constexpr int restarts = 4000;
    const std::size_t size = std::min<std::size_t>(32, rows);
    std::vector<Vector> basis(size, Vector(rows));
    Vector start(rows, 1.0), next(rows);
    for (int round = 0; round < restarts; ++round) {
        const double length = norm(start);
        for (std::size_t i = 0; i < rows; ++i) basis[0][i] = start[i] / length;
        Matrix small(size, Vector(size));
        double rest = 0;
        std::size_t used = 0;
        while (used < size) {
            apply(basis[used], next);
            small[used][used] = dot(basis[used], next);
            for (int again = 0; again < 2; ++again)
                for (std::size_t k = 0; k <= used; ++k) add(-dot(basis[k], next), basis[k], next);
            rest = norm(next);
            ++used;
            progress.report(static_cast<double>(round) / restarts);
            if (used == size || rest <= 1e-14 * std::abs(small[0][0])) break;
            small[used - 1][used] = small[used][used - 1] = rest;
            for (std::size_t i = 0; i < rows; ++i) basis[used][i] = next[i] / rest;
        }
        small.resize(used);
        for (Vector& row : small) row.resize(used);
        const Principal best = principal(small);
        std::fill(start.begin(), start.end(), 0.0);
        for (std::size_t k = 0; k < used; ++k) add(best.vector[k], basis[k], start);
        if (rest * std::abs(best.vector[used - 1]) <= 1e-13 * std::abs(best.value) || best.value == 0)
            return {start, best.value};
    }
    throw Error(Errc::unsupported, "expected an eigenvector within " + std::to_string(restarts) +
                                       " restarts, found none: the two largest eigenvalues are too close");
}

/// Values >= 0, the largest 1.
Vector scaled(Vector vector) {
    const double sign = std::accumulate(vector.begin(), vector.end(), 0.0) < 0 ? -1 : 1;
    const double most = largest(vector);
    for (double& value : vector) value = std::max(0.0, sign * value / most);
    return vector;
}

bool has_cycle(const Csr& ties) {
    for (Index row = 0; row < ties.rows(); ++row)
        if (const auto targets = ties.targets(row); std::binary_search(targets.begin(), targets.end(), row)) return true;
    return strong_components(ties).size.front() > 1;
}

/// Powers of A' + I: the shift keeps cycles from going round for ever.
Eigenvector by_powers(const Csr& incoming, bool weighted, const Progress& progress) {
    constexpr int steps = 100'000;
    Vector x(incoming.rows(), 1 / std::sqrt(static_cast<double>(incoming.rows()))), y(x.size());
    double before = 1;
    for (int i = 0; i < steps; ++i) {
        multiply(incoming, weighted, x, y);
        add(1, x, y);
        const double length = norm(y);
        for (double& value : y) value /= length;
        add(-1, y, x);
        const double change = norm(x);
        x.swap(y);
        const double rate = std::min(change / before, 1 - 1e-6);
        if (change * rate / (1 - rate) < 1e-14 || change == 0) return {scaled(x), length - 1};
        before = change;
        progress.report(static_cast<double>(i) / steps);
    }
    throw Error(Errc::unsupported, "expected an eigenvector within " + std::to_string(steps) +
                                       " steps, found none: the largest eigenvalue comes several times");
}

}  // namespace

Eigenvector eigenvector(const Csr& ties, bool directed, bool weighted, const Progress& progress) {
    check(ties, weighted);
    const Eigenvector none{std::vector<double>(ties.rows()), 0};
    if (ties.size() == 0 || (directed && !has_cycle(ties))) return none;
    if (directed) return by_powers(transposed(ties), weighted, progress);
    const auto apply = [&](const Vector& x, Vector& y) { multiply(ties, weighted, x, y); };
    const Principal found = principal(apply, ties.rows(), progress);
    return found.value > 0 ? Eigenvector{scaled(found.vector), found.value} : none;
}

std::vector<double> katz(const Csr& ties, bool directed, double alpha, double beta, bool weighted,
                         const Progress& progress) {
    check(ties, weighted);
    if (!(alpha >= 0 && std::isfinite(alpha) && std::isfinite(beta)))
        throw Error(Errc::invalid_argument, "expected alpha of 0 or more and finite beta, found " + shown(alpha) +
                                                " and " + shown(beta));
    constexpr int steps = 100'000;
    if (ties.rows() == 0) return {};
    const Csr turned = directed ? transposed(ties) : Csr();
    Vector x(ties.rows(), 1.0), y(x.size());  // for beta = 1; the rest is a factor
    double before = 1;
    for (int i = 0; i < steps; ++i) {
        multiply(directed ? turned : ties, weighted, x, y);
        for (double& value : y) value = alpha * value + 1;
        const double most = largest(y);
        add(-1, y, x);
        const double change = largest(x) / most;
        x.swap(y);
        if (!std::isfinite(change) || most > 1e200) break;
        const double rate = std::min(change / before, 1 - 1e-9);
        if (change * rate / (1 - rate) < 1e-15 || change == 0) {
            for (double& value : x) value *= beta;
            return x;
        }
        before = change;
        progress.report(static_cast<double>(i) / steps);
    }
    throw Error(Errc::invalid_argument, "expected alpha below 1 / the largest eigenvalue, found " + shown(alpha));
}

Hits hits(const Csr& ties, bool directed, bool weighted, const Progress& progress) {
    check(ties, weighted);
    Hits none{std::vector<double>(ties.rows()), std::vector<double>(ties.rows())};
    if (ties.size() == 0) return none;
    const Csr turned = directed ? transposed(ties) : Csr();
    const Csr& back = directed ? turned : ties;
    Vector hubs(ties.rows());
    const Principal found = principal(
        [&](const Vector& x, Vector& y) {  // authorities to hubs and back
            multiply(ties, weighted, x, hubs);
            multiply(back, weighted, hubs, y);
        },
        ties.rows(), progress);
    if (!(found.value > 0)) return none;
    multiply(ties, weighted, found.vector, hubs);
    const auto shares = [](const Vector& vector) {
        Vector values = scaled(vector);
        const double sum = std::accumulate(values.begin(), values.end(), 0.0);
        for (double& value : values) value /= sum;
        return values;
    };
    return {shares(hubs), shares(found.vector)};
}

}  // namespace tissu
