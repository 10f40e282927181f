#include "recommend/spectrum.hpp"

#include <algorithm>
#include <cmath>

#include <tissu/base/error.hpp>
#include <tissu/base/parallel.hpp>
#include <tissu/base/random.hpp>

#include "recommend/dense.hpp"

namespace tissu::recommend {
namespace {

constexpr std::size_t spare_vectors = 16;
constexpr int rounds = 3;
constexpr std::size_t strip = 256;  // rows that one thread takes at a time

std::vector<float> inverse_root(std::size_t n, const auto& degree) {
    std::vector<float> factor(n);
    for (std::size_t i = 0; i < n; ++i) {
        const double d = degree(static_cast<Index>(i));
        factor[i] = d > 0 ? static_cast<float>(1 / std::sqrt(d)) : 0.0F;
    }
    return factor;
}

class Iteration {
public:
    Iteration(const Interactions& uses, std::size_t width, unsigned threads)
        : uses_(uses), width_(width), threads_(threads),
          user_factor_(inverse_root(uses.users(), [&](Index u) { return uses.user_degree(u); })),
          item_factor_(inverse_root(uses.items(), [&](Index i) { return uses.item_degree(i); })) {}

    void start(std::uint64_t seed) {
        basis_.resize(std::size_t{uses_.items()} * width_);
        for_each_chunk(uses_.items(), strip, threads_, [&](std::size_t chunk, std::size_t begin, std::size_t end) {
            Random random(seed, chunk);
            for (std::size_t x = begin * width_; x < end * width_; ++x) basis_[x] = static_cast<float>(random.uniform() - 0.5);
        });
        orthonormalise();
    }

    void step() {
        multiply(uses_.by_user(), user_factor_, item_factor_, basis_, image_);
        multiply(uses_.by_item(), item_factor_, user_factor_, image_, basis_);
        orthonormalise();
    }

    /// The eigenpairs within the basis, largest first.
    Spectrum result(std::size_t rank) {
        multiply(uses_.by_user(), user_factor_, item_factor_, basis_, image_);
        const std::vector<double> gram = gram_of(image_, uses_.users());
        image_ = {};
        std::vector<double> vectors(width_ * width_), values(width_);
        dense().eigen(gram.data(), vectors.data(), values.data(), width_);
        Spectrum found;
        found.items = uses_.items();
        while (found.rank < rank && found.rank < width_ && values[width_ - 1 - found.rank] > 1e-6) ++found.rank;
        std::vector<float> turn(width_ * width_);  // only the first `rank` columns are read
        for (std::size_t row = 0; row < width_; ++row)
            for (std::size_t column = 0; column < found.rank; ++column)
                turn[row * found.rank + column] = static_cast<float>(vectors[row * width_ + width_ - 1 - column]);
        for (std::size_t k = 0; k < found.rank; ++k) found.values.push_back(static_cast<float>(values[width_ - 1 - k]));
        found.vectors.resize(found.items * found.rank);
        for_each_chunk(found.items, strip, threads_, [&](std::size_t, std::size_t begin, std::size_t end) {
            dense().times(&basis_[begin * width_], turn.data(), found.vectors.data() + begin * found.rank, end - begin, found.rank, width_);
        });
        return found;
    }

private:
    /// to = diag(row_factor) R diag(column_factor) from.
    void multiply(const Csr& relation, const std::vector<float>& row_factor, const std::vector<float>& column_factor,
                  const std::vector<float>& from, std::vector<float>& to) const {
        to.resize(std::size_t{relation.rows()} * width_);
        for_each_chunk(relation.rows(), strip, threads_, [&](std::size_t, std::size_t begin, std::size_t end) {
            std::fill(to.begin() + static_cast<std::ptrdiff_t>(begin * width_), to.begin() + static_cast<std::ptrdiff_t>(end * width_), 0.0F);
            for (std::size_t row = begin; row < end; ++row) {
                const auto targets = relation.targets(static_cast<Index>(row));
                for (std::size_t entry = 0; entry < targets.size(); ++entry) {
                    const auto weight = static_cast<float>(relation.weight(static_cast<Index>(row), entry));
                    dense().add(row_factor[row] * weight * column_factor[targets[entry]], from.data() + targets[entry] * width_,
                                to.data() + row * width_, width_);
                }
            }
        });
    }

    /// The Gram matrix of the columns, summed in the order of at most sixteen chunks.
    [[nodiscard]] std::vector<double> gram_of(const std::vector<float>& matrix, std::size_t rows) const {
        const std::size_t chunk_size = std::max<std::size_t>(4096, (rows + 15) / 16);
        std::vector<std::vector<float>> parts(chunk_count(rows, chunk_size));
        for_each_chunk(rows, chunk_size, threads_, [&](std::size_t chunk, std::size_t begin, std::size_t end) {
            parts[chunk].resize(width_ * width_);
            dense().gram(matrix.data() + begin * width_, parts[chunk].data(), end - begin, width_);
        });
        std::vector<double> sum(width_ * width_);
        for (const auto& part : parts)
            for (std::size_t x = 0; x < sum.size(); ++x) sum[x] += part[x];
        return sum;
    }

    /// Cholesky-QR twice; a little is added to the diagonal, more if the columns are dependent.
    void orthonormalise() {
        for (int pass = 0; pass < 2; ++pass) {
            const std::vector<float> turn = factor_of(gram_of(basis_, uses_.items()));
            for_each_chunk(uses_.items(), strip, threads_, [&](std::size_t, std::size_t begin, std::size_t end) {
                const std::vector<float> rows(basis_.begin() + static_cast<std::ptrdiff_t>(begin * width_),
                                              basis_.begin() + static_cast<std::ptrdiff_t>(end * width_));
                dense().times(rows.data(), turn.data(), basis_.data() + begin * width_, end - begin, width_, width_);
            });
        }
    }

    [[nodiscard]] std::vector<float> factor_of(std::vector<double> gram) const {
        double trace = 0;
        for (std::size_t k = 0; k < width_; ++k) trace += gram[k * width_ + k];
        std::vector<float> factor(width_ * width_);
        for (double share = 1e-7; share < 1; share *= 10) {
            for (std::size_t k = 0; k < width_; ++k) gram[k * width_ + k] += share * trace / static_cast<double>(width_);
            if (dense().inverse_factor(gram.data(), factor.data(), width_)) return factor;
        }
        throw Error(Errc::invalid_argument, "expected interactions whose normalised matrix has a finite spectrum, found none");
    }

    const Interactions& uses_;
    std::size_t width_;
    unsigned threads_;
    std::vector<float> user_factor_, item_factor_;
    std::vector<float> basis_;  // items x width
    std::vector<float> image_;  // users x width
};

}  // namespace

Spectrum spectrum(const Interactions& interactions, std::size_t rank, std::uint64_t seed, unsigned threads, const Progress& progress) {
    const std::size_t width = std::min<std::size_t>({rank + spare_vectors, interactions.users(), interactions.items()});
    if (width == 0 || interactions.by_user().size() == 0) return {interactions.items(), 0, {}, {}};
    Iteration iteration(interactions, width, threads);
    iteration.start(seed);
    for (int round = 0; round < rounds; ++round) {
        progress.report(0.1 * round);
        iteration.step();
    }
    return iteration.result(rank);
}

}  // namespace tissu::recommend
