#include <tissu/graph/structural_holes.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

#include <tissu/base/parallel.hpp>

#include "graph/checks.hpp"
#include "graph/shared_contacts.hpp"

namespace tissu {
namespace {

/// The terms of the definition, by row or by entry.
struct Terms {
    const Csr& contacts;            // a_ij
    std::vector<double> strength;   // sum_k a_ik
    std::vector<double> strongest;  // max_k a_ik
    SharedContacts shared;
};

/// `dependence` is memory for c_ij of the row.
void sum_row(const Terms& terms, Index row, std::vector<double>& dependence, StructuralHoles& result) {
    const auto others = terms.contacts.targets(row);
    result.contacts[row] = terms.contacts.degree(row);
    if (others.empty()) return;
    const auto n = static_cast<double>(others.size());
    const auto first = static_cast<std::size_t>(terms.contacts.offsets()[row]);
    const double scale = 1 / terms.strength[row];
    dependence.resize(others.size());
    double constraint = 0;
    double redundancy = 0;
    for (std::size_t i = 0; i < others.size(); ++i) {
        const double share = (terms.contacts.weight(row, i) + terms.shared.divided[first + i]) * scale;
        dependence[i] = share * share;
        constraint += dependence[i];
        redundancy += terms.shared.product[first + i] / terms.strongest[others[i]];
    }
    double hierarchy = 0;
    const double relative_scale = n / constraint;
    for (const double here : dependence) {
        const double relative = here * relative_scale;
        hierarchy += relative * std::log(relative);
    }
    result.constraint[row] = constraint;
    result.hierarchy[row] = n > 1 ? hierarchy / (n * std::log(n)) : 1.0;
    result.effective_size[row] = n - redundancy * scale;
    result.efficiency[row] = result.effective_size[row] / n;
}

}  // namespace

StructuralHoles structural_holes(const Csr& ties, bool symmetric, unsigned threads, const Progress& progress) {
    require_square(ties);
    require_weights(ties);
    const std::size_t rows = ties.rows();
    const bool as_given = symmetric && is_proper(ties);
    const Csr made = as_given ? Csr() : proper_ties(symmetric ? ties : symmetrised(ties));
    Terms terms{as_given ? ties : made, std::vector<double>(rows), std::vector<double>(rows), {}};
    for (Index row = 0; row < rows; ++row) {
        for (std::size_t i = 0; i < terms.contacts.targets(row).size(); ++i) {
            const double weight = terms.contacts.weight(row, i);
            terms.strength[row] += weight;
            terms.strongest[row] = std::max(terms.strongest[row], weight);
        }
    }
    terms.shared = shared_contacts(terms.contacts, terms.strength, threads, progress);
    const std::vector<double> none(rows, std::numeric_limits<double>::quiet_NaN());
    StructuralHoles result{std::vector<std::int64_t>(rows), none, none, none, none};
    for_each_chunk(rows, 4096, threads, [&](std::size_t, std::size_t begin, std::size_t end) {
        std::vector<double> dependence;
        for (std::size_t row = begin; row < end; ++row) sum_row(terms, static_cast<Index>(row), dependence, result);
        progress.report(1);
    });
    return result;
}

}  // namespace tissu
