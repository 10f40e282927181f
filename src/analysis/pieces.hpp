#pragma once
/// \file
/// A network without some of its nodes, taken apart into components.

#include <cstdint>
#include <vector>

#include <tissu/graph/csr.hpp>

namespace tissu {

/// The components between the nodes that are not gone.
struct Pieces {
    std::int64_t nodes = 0, components = 0, largest = 0, isolates = 0;
    double connected = 0;  ///< ordered pairs in one component
};

/// Cuts a symmetric relation again and again; keeps its memory.
class Cutter {
public:
    explicit Cutter(const Csr& ties) : ties_(ties), seen_(ties.rows()) {}

    /// `gone`: 1 for each node left out.
    Pieces cut(const std::vector<char>& gone);

private:
    const Csr& ties_;
    std::vector<char> seen_;
    std::vector<Index> queue_;
};

/// The ties between the nodes that are not gone, without weights.
[[nodiscard]] Csr residual(const Csr& ties, const std::vector<char>& gone);

/// The sum of 1 / steps over ordered pairs of nodes.
[[nodiscard]] double sum_of_inverse_steps(const Csr& ties, unsigned threads);

}  // namespace tissu
