#pragma once
/// \file
/// Which nodes take part in which activities, and how sharing them becomes ties: the projections.

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <tissu/base/progress.hpp>
#include <tissu/graph/csr.hpp>
#include <tissu/network/network.hpp>

namespace tissu {

/// How shared activities become the weight of a pair of nodes t, u.
///
/// In an activity of N members, t has n_t and u has n_u of them (an actor: 1; a territory: its actors).
/// The pairs of members between them are n_t n_u, and n_t (n_t - 1) / 2 within t: a loop, which
/// only nodes that stand for several members can have. All but `count`, `binary`, `jaccard` and `cosine`
/// keep their sums when territories are rolled up.
enum class Projection : unsigned char {
    count,   ///< 1 for each shared activity: full counting
    binary,  ///< 1 if any
    pairs,   ///< the pairs of members
    newman,  ///< pairs / (N - 1): a member's ties sum to the number of its activities. doi:10.1103/PhysRevE.64.016132
    fractional,  ///< pairs / (N (N - 1) / 2): each activity weighs 1. doi:10.1016/j.joi.2016.10.006
    hyperbolic,  ///< pairs / N
    amount,      ///< amount x fractional; an activity of unknown amount weighs 0
    lead,        ///< pairs with the lead member only; an activity without one weighs 0
    jaccard,     ///< shared activities / activities of either
    cosine,      ///< shared activities / root of the product of their numbers (Salton, Ochiai)
};

/// The word for a projection, as above. Throws Error{invalid_argument} that lists them.
[[nodiscard]] Projection projection_named(std::string_view name);
[[nodiscard]] std::string_view name_of(Projection projection) noexcept;

/// Which nodes take part in which activities.
struct TwoMode {
    /// One member that counts partly in row `a` and partly in row `b` of an activity: how much to take
    /// from the pairs of members between them, so that no member is a pair with itself.
    struct Split {
        Index column, a, b;
        double self;  ///< s_a s_b; (s_a s_a - s_a) / 2 where a = b
    };

    Nodes rows;
    Nodes columns;
    Csr incidence;  ///< rows x columns. `grouped`: weights are the members of the row, n_tp; else any weight
    bool grouped = false;               ///< rows stand for several members (territories)
    std::vector<double> column_size;    ///< N_p: members inside the lens, those of no row included
    std::vector<double> column_amount;  ///< missing: NaN
    std::vector<Index> column_lead;     ///< row of the lead member; no_index: unknown or several
    std::vector<Split> splits;          ///< by column, a, b; both (a, b) and (b, a)
    std::string note;
};

/// The incidence of given pairs. Rows and columns as `from_edges` orders nodes; an entry given more
/// than once counts once (weights add up).
[[nodiscard]] TwoMode two_mode_from_edges(const IdColumn& row, const IdColumn& column, std::span<const double> weight,
                                          const IdColumn& rows, const IdColumn& columns, unsigned threads = 0);
[[nodiscard]] TwoMode two_mode_from_edges(std::span<const std::string> row,
                                          std::span<const std::string> column,
                                          std::span<const double> weight = {},
                                          std::span<const std::string> rows = {},
                                          std::span<const std::string> columns = {});

/// Columns as rows: activities that share actors.
[[nodiscard]] TwoMode transposed(const TwoMode& incidence);

/// Columns row, column, weight.
[[nodiscard]] Table entries_table(const TwoMode& incidence);

struct ProjectOptions {
    double min_weight = 0;  ///< lighter pairs are left out, and never held
    bool directed = false;  ///< ties between a lead member and the others run from the lead only
    unsigned threads = 0;   ///< 0: all
};

/// The ties between the rows of an incidence, each row into a dense accumulator. Pairs that share
/// nothing have no tie; `grouped` rows keep their loops. The same at any number of threads.
///
/// Cost    O(sum of d^2) time for activities of d rows; memory of the result and O(rows) a thread.
/// Throws  Error{cancelled}; Error{invalid_argument} for an incidence whose columns do not fit.
[[nodiscard]] Network project(std::shared_ptr<const TwoMode> incidence, Projection projection,
                              const ProjectOptions& options = {}, const Progress& progress = {});

}  // namespace tissu
