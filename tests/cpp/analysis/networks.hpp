#pragma once
/// \file
/// Networks to measure, and what the tables say.

#include <string>
#include <tuple>
#include <vector>

#include <tissu/base/table.hpp>
#include <tissu/network/network.hpp>

namespace tissu::test {

/// Node i is called "n<i>".
inline std::vector<std::string> names(std::size_t n) {
    std::vector<std::string> ids;
    for (std::size_t i = 0; i < n; ++i) ids.push_back("n" + std::to_string(i));
    return ids;
}

using Tie = std::tuple<int, int, double>;

inline Network network(std::size_t n, const std::vector<Tie>& ties, bool directed = false) {
    std::vector<std::string> source, target;
    std::vector<double> weight;
    for (const auto& [a, b, w] : ties) {
        source.push_back("n" + std::to_string(a));
        target.push_back("n" + std::to_string(b));
        weight.push_back(w);
    }
    return from_edges(source, target, weight, directed, names(n));
}

inline std::vector<double> reals(const Table& table, std::string_view column) {
    const auto values = table.column(column).reals();
    return {values.begin(), values.end()};
}

inline std::vector<std::int64_t> integers(const Table& table, std::string_view column) {
    const auto values = table.column(column).integers();
    return {values.begin(), values.end()};
}

inline std::vector<std::string> texts(const Table& table, std::string_view column) {
    const auto& values = table.column(column).text();
    std::vector<std::string> result;
    for (std::size_t i = 0; i < values.size(); ++i) result.emplace_back(values[i]);
    return result;
}

}  // namespace tissu::test
