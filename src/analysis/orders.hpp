#pragma once
/// \file
/// Orders of the nodes for tests by permutation: drawn, within strata, or all of them.

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

#include <tissu/analysis/inference.hpp>
#include <tissu/base/random.hpp>

namespace tissu {

class Orders {
public:
    /// Throws Error{invalid_argument} for options that do not fit n nodes.
    Orders(Index n, const PermutationOptions& options);

    /// How many there are.
    [[nodiscard]] std::size_t count() const noexcept { return count_; }
    [[nodiscard]] bool every() const noexcept { return every_; }

    static constexpr std::size_t chunk_size = 8;

    /// The orders `begin` to `end` of a chunk, one after the other, n indices each.
    [[nodiscard]] std::vector<Index> chunk(std::size_t chunk, std::size_t begin, std::size_t end) const;

    /// Calls `work(begin, orders)` for each chunk of orders, from several threads.
    void for_each(unsigned threads, const Progress& progress,
                  const std::function<void(std::size_t begin, std::span<const Index> orders)>& work) const;

    /// Where `found` stands among the values of all orders; values that differ by `tolerance` are equal.
    [[nodiscard]] PermutationP p_of(double found, std::span<const double> values, double tolerance) const;

    /// "1000 permutations, seed 0, within 3 strata"
    [[nodiscard]] std::string sentence() const;

private:
    Index n_;
    bool every_;
    std::uint64_t seed_;
    std::size_t count_;
    std::vector<std::vector<Index>> strata_;
};

}  // namespace tissu
