#pragma once
/// \file
/// A symmetric relation laid out so that its product with a vector is fast.

#include <cstdint>
#include <vector>

#include <tissu/base/progress.hpp>
#include <tissu/graph/csr.hpp>

namespace tissu {

/// Rows stand in order of degree, largest first: a row has a place. Four rows of about the same degree are multiplied
/// side by side, their entries in turn (M. Kreutzer et al., SIAM J. Sci. Comput. 36(5), 2014, doi:10.1137/130930352).
class Slices {
public:
    /// Rows at once. A division of places for threads must be a multiple of it.
    static constexpr std::size_t lanes = 4;

    /// `weighted`: with the weights of the relation, else 1.
    Slices(const Csr& ties, bool weighted, const Progress& progress = {});

    /// The row at each place.
    [[nodiscard]] const std::vector<Index>& order() const noexcept { return order_; }

    /// to[place] = sum of a[place, other] from[other], for places [begin, end). `from` has one value more than there are
    /// rows: the last is 0.
    void multiply(std::size_t begin, std::size_t end, const double* from, double* to) const;

private:
    void fill_long(const Csr& ties, bool weighted, const std::vector<Index>& place);
    void fill_slices(const Csr& ties, bool weighted, const std::vector<Index>& place, const Progress& progress);

    std::vector<Index> order_;
    std::size_t long_ = 0;               // the first rows have many entries: one after the other
    std::vector<std::int64_t> offsets_;  // of the long rows, then of the slices
    std::vector<Index> places_;          // entry -> place, the number of rows where a slice has a gap
    std::vector<double> weights_;        // empty: 1
};

}  // namespace tissu
