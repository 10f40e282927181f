#pragma once
/// \file
/// What kernels ask of a relation before they start.

#include <charconv>
#include <string>
#include <system_error>

#include <tissu/base/error.hpp>
#include <tissu/graph/csr.hpp>

namespace tissu {

/// A number for a message or a note: up to six significant digits, no idle zeros.
inline std::string shown(double value) {
    char digits[32];
    const auto [end, error] = std::to_chars(digits, digits + sizeof digits, value, std::chars_format::general, 6);
    return error == std::errc{} ? std::string(digits, end) : std::to_string(value);
}

inline void require_square(const Csr& ties) {
    if (ties.rows() != ties.columns())
        throw Error(Errc::invalid_argument, "expected as many rows as columns, found " + std::to_string(ties.rows()) +
                                                " rows and " + std::to_string(ties.columns()) + " columns");
}

/// Weights of 0 or more.
inline void require_weights(const Csr& ties) {
    if (const auto entry = weight_below(ties, 0))
        throw Error(Errc::invalid_argument, "expected weights of 0 or more, found " + shown(entry->weight) +
                                                " between rows " + std::to_string(entry->row) + " and " +
                                                std::to_string(entry->column));
}

}  // namespace tissu
