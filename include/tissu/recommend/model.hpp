#pragma once
/// \file
/// The generic recommender: which items go with which, learned from uses alone.

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <tissu/base/progress.hpp>
#include <tissu/recommend/interactions.hpp>

namespace tissu {

enum class ItemModelKind {
    automatic,     ///< the best of the others on a part of the input that is held out; its parameters too
    popularity,    ///< the items most used
    cooccurrence,  ///< items used by the same users
    spectral,      ///< co-occurrence and what remains of it in few dimensions
    blend,         ///< spectral, and least squares among the items used most
    ease,          ///< the linear model of least squares without diagonal, in closed form
};

/// The numbers of a model; the defaults suit large and sparse data. `automatic` chooses most of them.
struct ItemModelOptions {
    ItemModelKind kind = ItemModelKind::automatic;
    double user_power = 0.75;   ///< a: a user with d uses counts d^-a
    double source_power = 0.6;  ///< b: an item with d uses speaks by d^-b
    double target_power = 0.3;  ///< c: and is spoken of by d^-c
    double prune_power = 0.25;  ///< the neighbours kept are those of largest weight d^prune_power
    unsigned neighbours = 1000; ///< kept for each item
    unsigned rank = 0;          ///< dimensions of the low-rank part; 0: a sixteenth of the smaller side, 8 to 1024
    double low_rank = 0.5;      ///< w: its weight
    double damping = 0.0;       ///< t: a dimension of eigenvalue l weighs exp(-t l), against the most popular
    double ridge = 300.0;       ///< lambda of ease and of the least squares of blend
    double squares = 0.6;       ///< v: the weight of the least squares of blend
    Index block = 7000;         ///< items used most among which blend has least squares
    Index ease_items = 8000;    ///< automatic tries ease up to so many items
    std::uint64_t seed = 0;
    unsigned threads = 0;  ///< 0: all. The result is the same at any number
};

/// An item and how much it is recommended.
struct ScoredItem {
    Index item;
    double score;
    friend bool operator==(const ScoredItem&, const ScoredItem&) = default;
};

/// What one item of a user's history adds to a score, and how many users have used both.
struct ScorePart {
    Index item;
    double part;
    std::int64_t support;
};

/// One try of `automatic`: recall and NDCG at 20 of users with uses held out.
struct ItemModelTrial {
    ItemModelOptions options;
    double recall;
    double ndcg;
};

/// A sparse table of items by items, W. The score of item j for user u is the sum over the history of u of
/// r_ui W_ij; items of equal score come in the order of their numbers.
///
///   cooccurrence  W_ij = d_i^-b d_j^-c sum_u r_ui r_uj d_u^-a,  i != j
///   spectral      the same + w d_i^-1/2 (V exp(-t L) V')_ij d_j^1/2; V, L: the largest eigenvectors and
///                 eigenvalues of N'N, N_ui = d_u^-1/2 r_ui d_i^-1/2, by subspace iteration
///   blend         the same + v (-P_ij / P_jj), P = (R'R + ridge I)^-1, among the `block` items used most
///   ease          W_ij = -P_ij / P_jj, P = (R'R + ridge I)^-1
///   popularity    no table; the score is d_j
///
/// Each row keeps its `neighbours` targets of largest W_ij d_j^prune_power above 0; ease, whose negative weights
/// tell as well, of largest |W_ij| d_j^prune_power. Only scores above 0 recommend;
/// lists that they do not fill are filled with the items most used, of score 0.
///
/// Cost    cooccurrence O(sum of d_i d_u); spectral O(items^2 rank) and 12 rank (users + items) bytes; blend also
///         O(block^3) and 8 block^2 bytes, of which it keeps half;
///         ease O(items^3) and 16 items^2 bytes. A recommendation: neighbours times length of the history.
/// Source  M. Deshpande, G. Karypis, ACM TOIS 22(1), 2004, doi:10.1145/963770.963776 (item to item);
///         Y. Shen et al., CIKM 2021, doi:10.1145/3459637.3482264 (graph filters);
///         H. Steck, WWW 2019, doi:10.1145/3308558.3313710 (ease);
///         N. Halko, P.-G. Martinsson, J. Tropp, SIAM Rev. 53(2), 2011, doi:10.1137/090771806.
class ItemModel {
public:
    /// Throws Error{invalid_argument} for options out of range; Error{cancelled}.
    static ItemModel fit(Interactions interactions, const ItemModelOptions& options = {}, const Progress& progress = {});

    [[nodiscard]] const Interactions& interactions() const noexcept { return interactions_; }
    /// As used: `automatic` is replaced by what was chosen.
    [[nodiscard]] const ItemModelOptions& options() const noexcept { return options_; }
    /// What `automatic` has tried; empty for the others.
    [[nodiscard]] const std::vector<ItemModelTrial>& trials() const noexcept { return trials_; }
    /// Entries of W, and its bytes.
    [[nodiscard]] std::size_t size() const noexcept;

    /// The `k` best items for a user.
    /// Throws Error{invalid_argument} if there is no such user.
    [[nodiscard]] std::vector<ScoredItem> recommend(Index user, std::size_t k, bool exclude_seen = true) const;

    /// The same for a history that belongs to no user of the model.
    [[nodiscard]] std::vector<ScoredItem> recommend_for(std::span<const Index> history, std::size_t k, bool exclude_seen = true) const;

    /// The same for all users, in their order; seen items are left out if `exclude_seen`.
    [[nodiscard]] std::vector<std::vector<ScoredItem>> recommend_all(std::size_t k, bool exclude_seen = true,
                                                                     const Progress& progress = {}) const;

    /// The `k` strongest neighbours of an item: W_ij > 0, largest first.
    [[nodiscard]] std::vector<ScoredItem> similar_items(Index item, std::size_t k) const;

    /// What each item of the history adds to the score, largest first: the parts sum to it.
    [[nodiscard]] std::vector<ScorePart> explain(Index user, Index item) const;

    /// Adds uses, users and items. Only rows that they touch are computed again: those of the items of every
    /// user who has one of the new items. The co-occurrence part is then what a new fit would give; the
    /// low-rank part, the least squares and the whole table of ease stay until the next fit.
    void update(Index users, Index items, std::span<const Index> user, std::span<const Index> item,
                std::span<const double> weights = {});

    /// Takes out what a user used: afterwards the model is what a fit with these options on the uses of the others
    /// would give. Rows that they touch are computed again; spectral, blend and ease are fitted again as a whole. The number
    /// of the user stays, with an empty history.
    /// Throws Error{invalid_argument} if there is no such user.
    void forget(Index user, const Progress& progress = {});

private:
    struct Neighbour {
        Index item;
        float weight;
    };
    struct LowRank;
    struct Block;

    void fill_rows(std::span<const Index> rows, const Progress& progress);
    void solve_ease();
    void refill(std::span<const Index> changed_items, std::vector<bool> touched);
    void order_by_degree();
    [[nodiscard]] std::vector<ScoredItem> best(std::span<const Index> history, std::span<const double> weights, std::size_t k,
                                               bool exclude_seen, std::vector<double>& score) const;

    Interactions interactions_;
    ItemModelOptions options_;
    std::vector<ItemModelTrial> trials_;
    std::vector<std::vector<Neighbour>> rows_;
    std::vector<Index> by_degree_;  // most used first
    std::shared_ptr<const LowRank> low_rank_;
    std::shared_ptr<const Block> block_;
};

}  // namespace tissu
