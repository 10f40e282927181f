#pragma once
/// \file
/// Rows and columns of an incidence by degree, and the bipartite configuration model, which only sees degrees.

#include <cstdint>
#include <vector>

#include <tissu/network/two_mode.hpp>

namespace tissu {

/// Nodes of one side by degree, in ascending order.
struct DegreeClasses {
    std::vector<Index> of;              ///< by node
    std::vector<std::int64_t> degrees;  ///< by class
    std::vector<std::int64_t> counts;   ///< nodes in it

    [[nodiscard]] std::size_t size() const noexcept { return degrees.size(); }
};

[[nodiscard]] DegreeClasses degree_classes(const Csr& relation);

/// The chance of a membership by class of row and of column, row by row: the maximum of the likelihood.
[[nodiscard]] std::vector<double> bicm_chances(const DegreeClasses& rows, const DegreeClasses& columns);

}  // namespace tissu
