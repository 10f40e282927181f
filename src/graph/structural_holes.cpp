#include <tissu/graph/structural_holes.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

#include "graph/checks.hpp"
#include "graph/shared_contacts.hpp"

namespace tissu {
namespace {

/// The terms of the definition, by row or by entry.
struct Terms {
    Csr contacts;                   // a_ij
    std::vector<double> strength;   // sum_k a_ik
    std::vector<double> strongest;  // max_k a_ik
    SharedContacts shared;
};

void sum_row(const Terms& terms, Index row, StructuralHoles& result) {
    const auto others = terms.contacts.targets(row);
    result.contacts[row] = terms.contacts.degree(row);
    if (others.empty()) return;
    const auto n = static_cast<double>(others.size());
    const auto first = static_cast<std::size_t>(terms.contacts.offsets()[row]);
    const auto dependence = [&](std::size_t i) {  // c_ij
        const double share = (terms.contacts.weight(row, i) + terms.shared.divided[first + i]) / terms.strength[row];
        return share * share;
    };
    double constraint = 0;
    double redundancy = 0;
    for (std::size_t i = 0; i < others.size(); ++i) {
        constraint += dependence(i);
        redundancy += terms.shared.product[first + i] / terms.strongest[others[i]];
    }
    double hierarchy = 0;
    for (std::size_t i = 0; i < others.size(); ++i) {
        const double relative = dependence(i) * n / constraint;
        hierarchy += relative * std::log(relative);
    }
    result.constraint[row] = constraint;
    result.hierarchy[row] = n > 1 ? hierarchy / (n * std::log(n)) : 1.0;
    result.effective_size[row] = n - redundancy / terms.strength[row];
    result.efficiency[row] = result.effective_size[row] / n;
}

}  // namespace

StructuralHoles structural_holes(const Csr& ties, unsigned threads, const Progress& progress) {
    require_square(ties);
    require_weights(ties);
    const std::size_t rows = ties.rows();
    Terms terms{proper_ties(symmetrised(ties)), std::vector<double>(rows), std::vector<double>(rows), {}};
    for (Index row = 0; row < rows; ++row) {
        for (const double weight : terms.contacts.weights(row)) {
            terms.strength[row] += weight;
            terms.strongest[row] = std::max(terms.strongest[row], weight);
        }
    }
    terms.shared = shared_contacts(terms.contacts, terms.strength, threads, progress);
    const std::vector<double> none(rows, std::numeric_limits<double>::quiet_NaN());
    StructuralHoles result{std::vector<std::int64_t>(rows), none, none, none, none};
    for (Index row = 0; row < rows; ++row) sum_row(terms, row, result);
    return result;
}

}  // namespace tissu
