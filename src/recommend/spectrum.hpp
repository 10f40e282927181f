#pragma once
/// \file
/// The largest eigenvectors of the normalised item graph.

#include <cstdint>
#include <vector>

#include <tissu/base/progress.hpp>
#include <tissu/recommend/interactions.hpp>

namespace tissu::recommend {

struct Spectrum {
    std::size_t items = 0;
    std::size_t rank = 0;
    std::vector<float> vectors;  ///< items x rank, row-major
    std::vector<float> values;   ///< descending, above 0, at most 1
};

/// The `rank` largest eigenpairs of N'N, N_ui = d_u^-1/2 r_ui d_i^-1/2, by subspace iteration (three rounds,
/// sixteen vectors more than asked). Fewer where the relation has a lower rank.
[[nodiscard]] Spectrum spectrum(const Interactions& interactions, std::size_t rank, std::uint64_t seed, unsigned threads,
                                const Progress& progress);

}  // namespace tissu::recommend
