#pragma once
/// \file
/// A network without its directions.

#include <optional>

#include <tissu/network/network.hpp>

namespace tissu {

/// The ties without their directions: the network's own if it has none.
class Undirected {
public:
    explicit Undirected(const Network& network) : network_(network) {
        if (network.directed()) both_ = symmetrised(network.ties());
    }
    [[nodiscard]] const Csr& ties() const { return both_ ? *both_ : network_.ties(); }

private:
    const Network& network_;
    std::optional<Csr> both_;
};

}  // namespace tissu
