#pragma once
/// \file
/// What the measures share: the column of nodes, notes, and complaints that name nodes.

#include <string>

#include <tissu/base/error.hpp>
#include <tissu/base/table.hpp>
#include <tissu/network/network.hpp>

#include "graph/checks.hpp"

namespace tissu {

inline const Column& node_column(const Network& network) { return network.node_column(); }

/// The sentences of a measure, then the version and how the network was made.
inline std::string note_of(const Network& network, const std::string& measure) {
    std::string note = measure + " tissu " TISSU_VERSION ".";
    if (!network.note().empty()) note += "\nNetwork: " + network.note();
    return note;
}

/// Throws Error{invalid_argument} that names the first tie lighter than 0.
inline void require_weights(const Network& network, const std::string& measure) {
    const auto entry = weight_below(network.ties(), 0);
    if (!entry) return;
    const auto& ids = network.nodes().ids;
    throw Error(Errc::invalid_argument, measure + ": expected weights of 0 or more, found " +
                                            shown(entry->weight) + " on the tie " + ids[entry->row] +
                                            " - " + ids[entry->column]);
}

}  // namespace tissu
