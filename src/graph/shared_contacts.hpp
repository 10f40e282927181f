#pragma once
/// \file
/// What two tied rows have in common: the sums that structural holes and clustering are made of.

#include <span>
#include <vector>

#include <tissu/base/progress.hpp>
#include <tissu/graph/csr.hpp>

namespace tissu {

/// True if there is no loop and no tie of weight 0.
[[nodiscard]] bool is_proper(const Csr& ties);

/// `ties` without loops and without ties of weight 0; always weighted.
[[nodiscard]] Csr proper_ties(const Csr& ties);

/// For each entry i - j, over the rows q tied to both. Both sums are the same seen from i and from j.
struct SharedContacts {
    std::vector<double> product;  ///< sum of a_iq a_qj
    std::vector<double> divided;  ///< sum of a_iq a_qj / divisor_q
};

/// `ties` are symmetric, and proper as above; one divisor a row. Each pair is looked at from the end with
/// more ties, so a hub does not cost its square.
/// Cost: O(sum over ties of the smaller degree of their ends).
[[nodiscard]] SharedContacts shared_contacts(const Csr& ties, std::span<const double> divisor, unsigned threads,
                                             const Progress& progress);

}  // namespace tissu
