#include <algorithm>
#include <cmath>
#include <vector>

#include "analysis/brokerage_parts.hpp"

namespace tissu::brokerage_parts {
namespace {

/// Covariances of two open triads that share a tie: both need it, both lack it, one needs and one lacks it.
struct Covariances {
    double alone, needed, lacked, conflict;

    explicit Covariances(double d)
        : alone(d * d * (1 - d) * (1 - d * d * (1 - d))), needed(std::pow(d * (1 - d), 3)),
          lacked(std::pow(d, 5) * (1 - d)), conflict(-std::pow(d * d * (1 - d), 2)) {}
};

/// Triads of a role, and the ordered pairs of them that share a tie, by how.
struct Cases {
    double triads = 0, needed = 0, lacked = 0, conflict = 0;

    [[nodiscard]] double variance(const Covariances& by) const {
        return triads * by.alone + needed * by.needed + lacked * by.lacked + conflict * by.conflict;
    }
    /// Around one node: ordered pairs of `a` sources and `b` targets that are different sets.
    void across(double a, double b) {
        triads += a * b;
        needed += a * b * (b - 1) + b * a * (a - 1);
    }
    /// Around one node: ordered pairs of one set.
    void within(double n) {
        triads += n * (n - 1);
        needed += 2 * n * (n - 1) * (n - 2);
    }
    /// All triads among n nodes.
    void everywhere(double n, double conflicts) {
        const double count = n * (n - 1) * (n - 2);
        triads += count;
        needed += count * (4 * n - 10);
        lacked += count * (n - 3);
        conflict += count * conflicts;
    }
};

std::array<Cases, 6> around(std::span<const std::int64_t> sizes, Index group, double n) {
    std::array<Cases, 6> cases;
    const double own = static_cast<double>(sizes[group]) - 1;
    const double others = n - 1 - own;
    cases[coordinator].within(own);
    cases[representative].across(own, others);
    cases[gatekeeper].across(others, own);
    cases[total].within(n - 1);
    for (Index g = 0; g < sizes.size(); ++g) {
        if (g == group) continue;
        const auto n_g = static_cast<double>(sizes[g]);
        cases[itinerant].within(n_g);
        const double rest = others - n_g;
        // Sources of g with targets in third groups; by symmetry as many pairs share the target.
        cases[liaison].triads += n_g * rest;
        cases[liaison].needed += 2 * n_g * rest * (rest - 1);
    }
    return cases;
}

double sum_of(std::span<const std::int64_t> sizes, int power) {
    double sum = 0;
    for (const std::int64_t size : sizes) sum += std::pow(static_cast<double>(size), power);
    return sum;
}

std::array<Cases, 6> of_arcs(std::span<const std::int64_t> sizes, bool sna_compat) {
    std::array<Cases, 6> cases;
    const double n = sum_of(sizes, 1), s2 = sum_of(sizes, 2), s3 = sum_of(sizes, 3), s4 = sum_of(sizes, 4);
    cases[total].everywhere(n, sna_compat ? 4 * n - 12 : 4 * n - 10);
    for (const std::int64_t size : sizes) {
        const auto k = static_cast<double>(size);
        cases[coordinator].everywhere(k, sna_compat ? 4 * k - 12 : 4 * k - 10);
        const double inside = k * (k - 1), outside = n - k, squares = s2 - k * k;
        Cases& consultant = cases[itinerant];
        consultant.triads += inside * outside;
        consultant.needed += inside * (2 * (k - 2) * outside + 2 * (squares - outside));
        consultant.lacked += inside * outside * (outside - 1);
        Cases& mixed = cases[representative];
        mixed.triads += inside * outside;
        mixed.needed += inside * outside * (n - 3);
        mixed.lacked += inside * outside * (k - 2);
        mixed.conflict += sna_compat ? 0 : inside * outside * (2 * k - 3);
    }
    cases[gatekeeper] = cases[representative];
    const double triples = n * n * n - 3 * n * s2 + 2 * s3;  // of three groups
    const double sizes_met = s2 * n * n - s2 * s2 - 2 * s3 * n + 2 * s4;  // sum of the size of one of them
    cases[liaison] = {triples, (4 * n - 2) * triples - 8 * sizes_met, (n - 1) * triples - 2 * sizes_met,
                      (4 * n - 2) * triples - 8 * sizes_met};
    return cases;
}

/// Open pairs without direction on the nodes i, j, y that need, or lack, the tie i - j.
struct Shape {
    double nodes;          ///< how many y
    ByRole needs, lacks;
};

/// Roles of the three open pairs on i, j, y: those around i and j need the tie i - j, that around y lacks it.
Shape shape(double nodes, bool i_is_j, bool y_is_i, bool y_is_j) {
    const auto role = [](bool first, bool second, bool ends) {
        return first && second ? coordinator : first || second ? representative : ends ? itinerant : liaison;
    };
    Shape found{nodes, {}, {}};
    ++found.needs[role(i_is_j, y_is_i, y_is_j)];
    ++found.needs[role(i_is_j, y_is_j, y_is_i)];
    ++found.lacks[role(y_is_i, y_is_j, i_is_j)];
    found.needs[total] = 2;
    found.lacks[total] = 1;
    return found;
}

/// Adds the pairs of triads on two different third nodes that share one of `ties` ties.
void add_shared(std::array<Cases, 6>& cases, double ties, std::span<const Shape> shapes) {
    for (std::size_t role = 0; role < roles.size(); ++role) {
        double needs = 0, lacks = 0, both_need = 0, both_lack = 0, mixed = 0;
        for (const Shape& s : shapes) {
            needs += s.nodes * s.needs[role];
            lacks += s.nodes * s.lacks[role];
            both_need += s.nodes * s.needs[role] * s.needs[role];
            both_lack += s.nodes * s.lacks[role] * s.lacks[role];
            mixed += s.nodes * s.needs[role] * s.lacks[role];
        }
        cases[role].triads += ties * lacks;
        cases[role].needed += ties * (needs * needs - both_need);
        cases[role].lacked += ties * (lacks * lacks - both_lack);
        cases[role].conflict += ties * 2 * (needs * lacks - mixed);
    }
}

std::array<Cases, 6> of_pairs(std::span<const std::int64_t> sizes) {
    std::array<Cases, 6> cases;
    const double n = sum_of(sizes, 1);
    for (Index g = 0; g < sizes.size(); ++g) {
        const auto k = static_cast<double>(sizes[g]);
        const std::array inside{shape(k - 2, true, true, true), shape(n - k, true, false, false)};
        if (k >= 2) add_shared(cases, k * (k - 1) / 2, inside);
        for (Index h = g + 1; h < sizes.size(); ++h) {
            const auto l = static_cast<double>(sizes[h]);
            const std::array across{shape(k - 1, false, true, false), shape(l - 1, false, false, true),
                                    shape(n - k - l, false, false, false)};
            if (k * l > 0) add_shared(cases, k * l, across);
        }
    }
    // The open pairs on the same three nodes exclude each other: three of one role, or two of AAB.
    for (const Role role : {coordinator, liaison, total}) cases[role].conflict += 2 * cases[role].triads;
    cases[representative].conflict += cases[representative].triads;
    cases[gatekeeper] = cases[representative];
    return cases;
}

bool seen_from_both_ends(std::size_t role) { return role != representative && role != gatekeeper; }

}  // namespace

Moments of_node(std::span<const std::int64_t> sizes, Index group, double density, Counted counted) {
    double n = 0;
    for (const std::int64_t size : sizes) n += static_cast<double>(size);
    const auto cases = around(sizes, group, n);
    const Covariances by(density);
    Moments moments;
    for (std::size_t role = 0; role < roles.size(); ++role) {
        moments.expected[role] = cases[role].triads * density * density * (1 - density);
        double variance = std::max(0.0, cases[role].variance(by));
        if (counted != Counted::arcs && seen_from_both_ends(role)) {
            // Both directions of an open pair come and go together: half as many pairs, each counting twice.
            const double weight = counted == Counted::twice ? 1.0 : 0.5;
            moments.expected[role] *= weight;
            variance *= 2 * weight * weight;
        }
        moments.sd[role] = std::sqrt(variance);
    }
    return moments;
}

Moments of_network(std::span<const std::int64_t> sizes, double density, Counted counted, bool sna_compat) {
    const auto cases = counted == Counted::arcs ? of_arcs(sizes, sna_compat) : of_pairs(sizes);
    const Covariances by(density);
    Moments moments;
    for (std::size_t role = 0; role < roles.size(); ++role) {
        const double weight = counted == Counted::twice && seen_from_both_ends(role) ? 2 : 1;
        moments.expected[role] = weight * cases[role].triads * density * density * (1 - density);
        moments.sd[role] = weight * std::sqrt(std::max(0.0, cases[role].variance(by)));
    }
    return moments;
}

}  // namespace tissu::brokerage_parts
