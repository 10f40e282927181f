#include <tissu/analysis/cooperation.hpp>

#include <array>
#include <cmath>
#include <limits>
#include <map>

#include <tissu/base/text.hpp>

#include "analysis/describe.hpp"
#include "analysis/grouped.hpp"

namespace tissu {
namespace {

constexpr std::array<std::string_view, 8> names{"full",       "pairs",              "fractional", "newman",
                                                "hyperbolic", "hyperbolic_squared", "amount",     "lead"};
constexpr std::array<Projection, 8> projections{
    Projection::count,      Projection::pairs,  Projection::fractional, Projection::newman,
    Projection::hyperbolic, Projection::amount, Projection::amount,     Projection::lead};
constexpr std::array<const char*, 8> units{"partnerships", "pairs of members", "partnerships", "1", "1", "1",
                                           "currency",     "pairs of members"};

/// The incidence with an amount for each activity of N members that makes amount x fractional = pairs / N^2.
std::shared_ptr<const TwoMode> squared_shares(const TwoMode& origin) {
    auto copy = std::make_shared<TwoMode>(origin);
    copy->column_amount.assign(origin.columns.size(), 0);
    for (std::size_t p = 0; p < origin.columns.size(); ++p) {
        const double members = origin.column_size[p];
        if (members > 0) copy->column_amount[p] = (members - 1) / (2 * members);
    }
    return copy;
}

std::int64_t without_amount(const TwoMode& origin) {
    std::int64_t n = 0;
    for (const double amount : origin.column_amount) n += std::isnan(amount);
    return n;
}

/// What leaves a group, by the group it goes to.
struct Outside {
    double internal = 0;
    std::map<Index, double> partners;

    [[nodiscard]] double external() const {
        double sum = 0;
        for (const auto& [group, weight] : partners) sum += weight;
        return sum;
    }
    /// Hill numbers of order 1 and 2.
    [[nodiscard]] std::pair<double, double> effective() const {
        const double sum = external();
        double entropy = 0, squares = 0;
        for (const auto& [group, weight] : partners) {
            const double share = weight / sum;
            if (share <= 0) continue;
            entropy -= share * std::log(share);
            squares += share * share;
        }
        return squares > 0 ? std::pair(std::exp(entropy), 1 / squares) : std::pair(0.0, 0.0);
    }
};

}  // namespace

Counting counting_named(std::string_view name) {
    std::string known;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (names[i] == name) return static_cast<Counting>(i);
        known += (i ? ", " : "") + std::string(names[i]);
    }
    throw Error(Errc::invalid_argument,
                "expected a counting (" + known + "), found \"" + shortened(name) + "\"");
}

Table cooperation_matrix(const Network& cooperation, Counting counting, const Progress& progress) {
    const auto origin = cooperation.origin();
    if (!origin)
        throw Error(Errc::invalid_argument,
                    "expected a network made from activities, found one made from edges");
    const auto kind = static_cast<std::size_t>(counting);
    const Network shared = project(origin, Projection::count, {}, progress);
    const Network weighted =
        counting == Counting::full
            ? shared
            : project(counting == Counting::hyperbolic_squared ? squared_shares(*origin) : origin, projections[kind], {}, progress);
    Strings a, b;
    std::vector<double> weights;
    std::vector<std::int64_t> partnerships;
    for (Index row = 0; row < shared.size(); ++row) {
        const auto targets = shared.ties().targets(row);
        const auto others = weighted.ties().targets(row);  // some of `targets`, in the same order
        std::size_t next = 0;
        for (std::size_t k = 0; k < targets.size(); ++k) {
            const bool same = next < others.size() && others[next] == targets[k];
            const double weight = same ? weighted.ties().weight(row, next++) : 0;
            if (targets[k] < row) continue;
            a.push_back(origin->rows.ids[row]);
            b.push_back(origin->rows.ids[targets[k]]);
            weights.push_back(weight);
            partnerships.push_back(std::llround(shared.ties().weight(row, k)));
        }
    }
    std::string note = "Cooperation matrix, counting " + std::string(names[kind]);
    if (counting == Counting::amount)
        note += "; " + std::to_string(without_amount(*origin)) + " activities have no amount and weigh 0";
    note += ". tissu " TISSU_VERSION ".\nNetwork: " + origin->note;
    return Table({Column("a", "id", std::move(a)), Column("b", "id", std::move(b)),
                  Column("weight", units[kind], std::move(weights)),
                  Column("partnerships", "activities", std::move(partnerships))},
                 std::move(note));
}

Table openness(const Network& network, const Groups& groups) {
    check_groups(network, groups);
    std::vector<Outside> sides(groups.count());
    for_each_tie(network, [&](Index from, Index to, double weight) {
        const Index a = groups.of[from], b = groups.of[to];
        if (a == no_index || b == no_index) return;
        if (a == b) {
            sides[a].internal += weight;
        } else {
            sides[a].partners[b] += weight;
            sides[b].partners[a] += weight;
        }
    });
    constexpr double undefined = std::numeric_limits<double>::quiet_NaN();
    std::vector<double> internal, external, open, e_i, first, second;
    std::vector<std::int64_t> partners;
    for (const Outside& side : sides) {
        const double in = side.internal, out = side.external();
        const auto [hill_1, hill_2] = side.effective();
        internal.push_back(in);
        external.push_back(out);
        open.push_back(in + out > 0 ? out / (in + out) : undefined);
        e_i.push_back(in + out > 0 ? (out - in) / (in + out) : undefined);
        partners.push_back(static_cast<std::int64_t>(side.partners.size()));
        first.push_back(hill_1);
        second.push_back(hill_2);
    }
    return Table(
        {Column("group", "group", std::span<const std::string>(groups.names)),
         Column("nodes", "nodes", group_sizes(groups)), Column("internal", "weight", std::move(internal)),
         Column("external", "weight", std::move(external)), Column("openness", "1", std::move(open)),
         Column("e_i", "1", std::move(e_i)), Column("partners", "groups", std::move(partners)),
         Column("effective_partners", "groups", std::move(first)),
         Column("effective_partners_2", "groups", std::move(second))},
        note_of(network, "Openness of groups" + ungrouped_note(groups) + "."));
}

double external_share(const Network& network, const Groups& groups) {
    check_groups(network, groups);
    double internal = 0, external = 0;
    for_each_tie(network, [&](Index from, Index to, double weight) {
        const Index a = groups.of[from], b = groups.of[to];
        if (a == no_index || b == no_index) return;
        (a == b ? internal : external) += weight;
    });
    return internal + external > 0 ? external / (internal + external)
                                   : std::numeric_limits<double>::quiet_NaN();
}

Table mixing(const Network& network, const Groups& groups) {
    check_groups(network, groups);
    std::map<std::pair<Index, Index>, std::pair<std::int64_t, double>> cells;
    for_each_tie(network, [&](Index from, Index to, double weight) {
        Index a = groups.of[from], b = groups.of[to];
        if (a == no_index || b == no_index) return;
        if (!network.directed() && b < a) std::swap(a, b);
        auto& [ties, sum] = cells[{a, b}];
        ++ties;
        sum += weight;
    });
    Strings a, b;
    std::vector<std::int64_t> ties;
    std::vector<double> weights;
    for (const auto& [pair, cell] : cells) {
        a.push_back(groups.names[pair.first]);
        b.push_back(groups.names[pair.second]);
        ties.push_back(cell.first);
        weights.push_back(cell.second);
    }
    return Table({Column("a", "group", std::move(a)), Column("b", "group", std::move(b)),
                  Column("ties", "ties", std::move(ties)), Column("weight", "weight", std::move(weights))},
                 note_of(network, "Mixing matrix" + ungrouped_note(groups) + "."));
}

}  // namespace tissu
