#include <tissu/analysis/brokerage.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

#include <tissu/base/parallel.hpp>
#include <tissu/base/random.hpp>
#include <tissu/base/text.hpp>
#include <tissu/network/two_mode.hpp>

#include "analysis/brokerage_parts.hpp"
#include "analysis/describe.hpp"
#include "analysis/grouped.hpp"

namespace tissu {
namespace {

using namespace brokerage_parts;

constexpr std::array<std::string_view, 4> nulls{"analytic", "labels", "edges", "degree"};
constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

Role role_of(Index a, Index v, Index b) {
    if (a == v) return v == b ? coordinator : representative;
    if (v == b) return gatekeeper;
    return a == b ? itinerant : liaison;
}

/// The ties that count, and who needs no broker.
struct Ground {
    Csr ties;
    Csr activities, members;  ///< of the origin and transposed; empty unless `apart`
    Counted counted = Counted::arcs;
    bool symmetric = false;
    std::shared_ptr<const Csr> eligible;
    PairList places;  ///< of the opportunity set; empty without one
};

Csr without_direction(const Csr& ties) {
    std::vector<Index> from, to;
    std::vector<double> weights;
    for (Index row = 0; row < ties.rows(); ++row)
        for (std::size_t k = 0; k < ties.targets(row).size(); ++k) {
            from.push_back(row);
            to.push_back(ties.targets(row)[k]);
            weights.push_back(ties.weight(row, k));
        }
    return build_csr(ties.rows(), ties.columns(), from, to, weights, true, Repeated::merge, 1);
}

Ground ground_of(const Network& network, const BrokerageOptions& options) {
    Ground ground;
    const bool drop = options.directed == false && network.directed();
    ground.ties = drop ? without_direction(network.ties()) : network.ties();
    ground.symmetric = drop || !network.directed();
    if (options.directed == false) ground.counted = Counted::once;
    else if (!options.directed && !network.directed()) ground.counted = Counted::twice;
    if (!options.apart) return ground;
    const auto origin = network.origin();
    if (!origin || origin->incidence.rows() != network.size())
        throw Error(Errc::invalid_argument, "brokerage: expected a network made from activities to tell who shares one, "
                                            "found one made from edges");
    ground.activities = origin->incidence;
    ground.members = transposed(origin->incidence);
    return ground;
}

/// Takes the pairs that could be tied; every tie between nodes with a group must be one of them.
void take_opportunities(Ground& ground, const Groups& groups, const BrokerageOptions& options) {
    if (!options.eligible) return;
    const auto refuse = [](const std::string& what) { throw Error(Errc::invalid_argument, "brokerage: expected " + what); };
    if (options.null != BrokerageNull::edges && options.null != BrokerageNull::degree)
        refuse("an opportunity set with the null edges or degree only, found one with " +
               std::string(nulls[static_cast<std::size_t>(options.null)]));
    if (options.eligible->rows() != ground.ties.rows())
        refuse("an opportunity set of " + std::to_string(ground.ties.rows()) + " nodes, found " +
               std::to_string(options.eligible->rows()));
    ground.eligible = options.eligible;
    ground.places = eligible_pairs(*options.eligible, ground.symmetric, groups.of);
    std::size_t ties = 0;
    for (Index row = 0; row < ground.ties.rows(); ++row)
        for (const Index target : ground.ties.targets(row))
            ties += (ground.symmetric ? row < target : row != target) && groups.of[row] != no_index && groups.of[target] != no_index;
    if (ties > ground.places.size())
        refuse("at least as many pairs in the opportunity set as ties, found " + std::to_string(ground.places.size()) + " for " +
               std::to_string(ties));
}

/// Counts the open pairs, by broker and role.
class Counter {
public:
    Counter(const Ground& ground, const BrokerageOptions& options)
        : ground_(ground), options_(options), reached_(ground.ties.rows(), no_index), brokers_(ground.ties.rows(), 0) {}

    std::vector<ByRole> count(const Csr& ties, const std::vector<Index>& groups) {
        std::vector<ByRole> counts(groups.size(), ByRole{});
        std::fill(reached_.begin(), reached_.end(), no_index);
        for (Index a = 0; a < ties.rows(); ++a)
            if (groups[a] != no_index) count_from(a, ties, groups, counts);
        if (ground_.counted == Counted::once)
            for (ByRole& by_role : counts)
                for (const Role role : {coordinator, itinerant, liaison, total}) by_role[role] /= 2;
        return counts;
    }

private:
    void count_from(Index a, const Csr& ties, const std::vector<Index>& groups, std::vector<ByRole>& counts) {
        for (const Index b : ties.targets(a)) reached_[b] = a;
        reached_[a] = a;
        if (options_.apart)
            for (const Index activity : ground_.activities.targets(a))
                for (const Index b : ground_.members.targets(activity)) reached_[b] = a;
        const auto each_pair = [&](const auto& visit) {
            const auto middles = ties.targets(a);
            for (std::size_t i = 0; i < middles.size(); ++i) {
                const Index v = middles[i];
                if (v == a || groups[v] == no_index) continue;
                const auto ends = ties.targets(v);
                for (std::size_t k = 0; k < ends.size(); ++k)
                    if (reached_[ends[k]] != a && groups[ends[k]] != no_index) visit(i, v, k, ends[k]);
            }
        };
        if (options_.partial) {
            each_pair([&](std::size_t, Index, std::size_t, Index b) { brokers_[b] = 0; });
            each_pair([&](std::size_t, Index, std::size_t, Index b) { ++brokers_[b]; });
        }
        each_pair([&](std::size_t i, Index v, std::size_t k, Index b) {
            double credit = options_.valued ? std::min(ties.weight(a, i), ties.weight(v, k)) : 1;
            if (options_.partial) credit /= brokers_[b];
            counts[v][role_of(groups[a], groups[v], groups[b])] += credit;
            counts[v][total] += credit;
        });
    }

    const Ground& ground_;
    const BrokerageOptions& options_;
    std::vector<Index> reached_;  // by node: the last source that needs no broker to it
    std::vector<double> brokers_;
};

/// Sums over draws of one number: moments and how many lie at most, at least as high as what was seen.
struct Draws {
    double sum = 0, squares = 0;
    std::int64_t low = 0, high = 0;

    void add(double drawn, double seen) {
        const double slack = 1e-9 * std::max(1.0, std::abs(seen));
        sum += drawn - seen;
        squares += (drawn - seen) * (drawn - seen);
        low += drawn <= seen + slack;
        high += drawn >= seen - slack;
    }
    void add(const Draws& more) {
        sum += more.sum;
        squares += more.squares;
        low += more.low;
        high += more.high;
    }
};

using DrawsByRole = std::array<Draws, 6>;

ByRole sum_of(const std::vector<ByRole>& counts) {
    ByRole sum{};
    for (const ByRole& by_role : counts)
        for (std::size_t role = 0; role < roles.size(); ++role) sum[role] += by_role[role];
    return sum;
}

/// By node, and the whole network last.
struct Seen {
    std::vector<ByRole> counts;
    std::vector<DrawsByRole> draws;  ///< empty without permutations
};

void permute(Seen& seen, const Ground& ground, const Groups& groups, const BrokerageOptions& options,
             const Progress& progress) {
    constexpr std::size_t per_chunk = 8;
    const auto together = dealt_together(groups, options.strata);
    const auto many = static_cast<std::size_t>(options.permutations);
    std::vector<std::vector<DrawsByRole>> by_chunk(chunk_count(many, per_chunk));
    for_each_chunk(many, per_chunk, options.threads, [&](std::size_t chunk, std::size_t begin, std::size_t end) {
        Counter counter(ground, options);
        std::vector<DrawsByRole> draws(seen.counts.size());
        for (std::size_t draw = begin; draw < end; ++draw) {
            progress.report(static_cast<double>(draw) / static_cast<double>(many));
            Random random(options.seed, draw);
            std::vector<ByRole> counts;
            if (options.null == BrokerageNull::edges) {
                counts = counter.count(random_ties(ground.ties, ground.symmetric, groups.of,
                                                   ground.eligible ? &ground.places : nullptr, random), groups.of);
            } else if (options.null == BrokerageNull::degree) {
                counts = counter.count(swapped_ties(ground.ties, ground.symmetric, groups.of, ground.eligible.get(), random), groups.of);
            } else {
                std::vector<Index> shuffled = groups.of;
                deal(shuffled, together, random);
                counts = counter.count(ground.ties, shuffled);
            }
            counts.push_back(sum_of(counts));
            for (std::size_t node = 0; node < counts.size(); ++node)
                for (std::size_t role = 0; role < roles.size(); ++role)
                    draws[node][role].add(counts[node][role], seen.counts[node][role]);
        }
        by_chunk[chunk] = std::move(draws);
    });
    seen.draws.resize(seen.counts.size());
    for (const auto& draws : by_chunk)
        for (std::size_t node = 0; node < draws.size(); ++node)
            for (std::size_t role = 0; role < roles.size(); ++role) seen.draws[node][role].add(draws[node][role]);
}

Seen look(const Ground& ground, const Groups& groups, const BrokerageOptions& options,
          const Progress& progress) {
    const bool drawn = options.null != BrokerageNull::analytic;
    if (drawn ? options.permutations < 1 : options.permutations != 0)
        throw Error(Errc::invalid_argument,
                    std::string("brokerage: expected ") + (drawn ? "1 or more" : "no") + " permutations with the null " +
                        std::string(nulls[static_cast<std::size_t>(options.null)]) + ", found " +
                        std::to_string(options.permutations));
    progress.report(0);
    Seen seen;
    seen.counts = Counter(ground, options).count(ground.ties, groups.of);
    seen.counts.push_back(sum_of(seen.counts));
    if (drawn) permute(seen, ground, groups, options, progress);
    return seen;
}

/// Ties among the nodes that have a group over the ties possible.
double density_of(const Csr& ties, const Groups& groups, double n) {
    double arcs = 0;
    for (Index row = 0; row < ties.rows(); ++row)
        for (const Index target : ties.targets(row))
            arcs += target != row && groups.of[row] != no_index && groups.of[target] != no_index;
    return n > 1 ? arcs / (n * (n - 1)) : 0;
}

/// The columns <prefix>expected, sd, z and p-values of one role.
struct Compared {
    std::vector<double> expected, sd, z, low, high;

    void add(double count, double mean, double deviation) {
        expected.push_back(mean);
        sd.push_back(deviation);
        z.push_back(deviation > 0 ? (count - mean) / deviation : undefined);
    }
    void add(double count, const Draws& draws, std::int64_t permutations, bool defined) {
        const auto many = static_cast<double>(permutations);
        const double mean = draws.sum / many;
        const double variance = std::max(0.0, draws.squares / many - mean * mean);
        if (!defined) return add_missing();
        add(count, count + mean, std::sqrt(variance));
        low.push_back((static_cast<double>(draws.low) + 1) / (many + 1));
        high.push_back((static_cast<double>(draws.high) + 1) / (many + 1));
    }
    void append(std::vector<Column>& columns, const std::string& prefix, bool drawn) {
        columns.emplace_back(prefix + "expected", "triads", std::move(expected));
        columns.emplace_back(prefix + "sd", "triads", std::move(sd));
        columns.emplace_back(prefix + "z", "1", std::move(z));
        if (!drawn) return;
        columns.emplace_back(prefix + "p_low", "1", std::move(low));
        columns.emplace_back(prefix + "p_high", "1", std::move(high));
    }

private:
    void add_missing() {
        for (auto* column : {&expected, &sd, &z, &low, &high}) column->push_back(undefined);
    }
};

std::string note_of(const Network& network, const Ground& ground, const Groups& groups, const BrokerageOptions& options) {
    std::string note = "Gould-Fernandez brokerage";
    if (ground.symmetric)
        note += ground.counted == Counted::once ? ", each open pair once" : ", each undirected tie as two arcs";
    if (options.partial) note += "; partial credit";
    if (options.valued) note += "; valued by the weaker tie";
    if (options.apart) note += "; without pairs that share an activity";
    note += "; null " + std::string(nulls[static_cast<std::size_t>(options.null)]);
    if (!options.strata.empty()) note += " within strata";
    if (options.eligible) note += " within the opportunity set";
    if (options.permutations > 0)
        note += ", " + std::to_string(options.permutations) + " draws, seed " + std::to_string(options.seed);
    return tissu::note_of(network, note + ungrouped_note(groups) + ".");
}

struct Expectations {
    Ground ground;
    std::vector<std::int64_t> sizes;
    double density = 0;
    bool known = false;  ///< in closed form
};

Expectations expectations_of(const Network& network, const Groups& groups, const BrokerageOptions& options) {
    check_groups(network, groups);
    if (!options.strata.empty() && options.null != BrokerageNull::labels)
        throw Error(Errc::invalid_argument, "brokerage: expected strata with the null labels only, found some with " +
                                                std::string(nulls[static_cast<std::size_t>(options.null)]));
    Expectations found{ground_of(network, options), group_sizes(groups), 0, false};
    take_opportunities(found.ground, groups, options);
    double n = 0;
    for (const std::int64_t size : found.sizes) n += static_cast<double>(size);
    found.density = density_of(found.ground.ties, groups, n);
    found.known = !options.partial && !options.valued && !options.apart;
    return found;
}

}  // namespace

BrokerageNull brokerage_null_named(std::string_view name) {
    const auto found = std::find(nulls.begin(), nulls.end(), name);
    if (found == nulls.end())
        throw Error(Errc::invalid_argument,
                    "expected a null of analytic, labels, edges, degree, found \"" + shortened(name) + "\"");
    return static_cast<BrokerageNull>(found - nulls.begin());
}

Table brokerage(const Network& network, const Groups& groups, const BrokerageOptions& options, const Progress& progress) {
    const Expectations by = expectations_of(network, groups, options);
    const Seen seen = look(by.ground, groups, options, progress);
    const bool drawn = !seen.draws.empty(), whole = !options.partial && !options.valued;
    std::vector<Moments> moments;
    for (Index group = 0; group < by.sizes.size(); ++group)
        moments.push_back(of_node(by.sizes, group, by.density, by.ground.counted));
    std::vector<Column> columns{network.node_column()};
    for (std::size_t role = 0; role < roles.size(); ++role) {
        Compared compared;
        std::vector<double> counts;
        for (Index node = 0; node < network.size(); ++node) {
            const Index group = groups.of[node];
            const double count = seen.counts[node][role];
            counts.push_back(count);
            if (drawn) compared.add(count, seen.draws[node][role], options.permutations, group != no_index);
            else if (group == no_index || !by.known) compared.add(count, undefined, undefined);
            else compared.add(count, moments[group].expected[role], moments[group].sd[role]);
        }
        const std::string name(roles[role]);
        if (whole) columns.emplace_back(name, "triads", std::vector<std::int64_t>(counts.begin(), counts.end()));
        else columns.emplace_back(name, options.valued ? "weight" : "triads", std::move(counts));
        compared.append(columns, name + "_", drawn);
    }
    return Table(std::move(columns), note_of(network, by.ground, groups, options));
}

Table brokerage_totals(const Network& network, const Groups& groups, const BrokerageOptions& options,
                       const Progress& progress) {
    const Expectations by = expectations_of(network, groups, options);
    const Seen seen = look(by.ground, groups, options, progress);
    const Moments moments = of_network(by.sizes, by.density, by.ground.counted, options.sna_compat);
    const bool drawn = !seen.draws.empty();
    Compared compared;
    std::vector<double> counts;
    for (std::size_t role = 0; role < roles.size(); ++role) {
        const double count = seen.counts.back()[role];
        counts.push_back(count);
        if (drawn) compared.add(count, seen.draws.back()[role], options.permutations, true);
        else if (!by.known) compared.add(count, undefined, undefined);
        else compared.add(count, moments.expected[role], moments.sd[role]);
    }
    std::vector<Column> columns{Column("role", "", Strings(std::vector<std::string>(roles.begin(), roles.end()))),
                                Column("pattern", "", Strings(std::vector<std::string>(patterns.begin(), patterns.end()))),
                                Column("count", options.valued ? "weight" : "triads", std::move(counts))};
    compared.append(columns, "", drawn);
    return Table(std::move(columns), note_of(network, by.ground, groups, options) +
                                         (options.sna_compat ? "; sd as R's sna 2.7 prints it" : ""));
}

Table brokerage_moments(std::span<const std::int64_t> sizes, double density, bool directed, bool sna_compat) {
    if (!(density >= 0 && density <= 1))
        throw Error(Errc::invalid_argument, "expected a density from 0 to 1, found " + std::to_string(density));
    for (const std::int64_t size : sizes)
        if (size < 0) throw Error(Errc::invalid_argument, "expected sizes of 0 or more, found " + std::to_string(size));
    const Moments moments = of_network(sizes, density, directed ? Counted::arcs : Counted::once, sna_compat);
    return Table({Column("role", "", Strings(std::vector<std::string>(roles.begin(), roles.end()))),
                  Column("pattern", "", Strings(std::vector<std::string>(patterns.begin(), patterns.end()))),
                  Column("expected", "triads", std::vector<double>(moments.expected.begin(), moments.expected.end())),
                  Column("sd", "triads", std::vector<double>(moments.sd.begin(), moments.sd.end()))},
                 std::string("brokerage of independent ") + (directed ? "arcs" : "ties") + " of density " + std::to_string(density));
}

}  // namespace tissu
