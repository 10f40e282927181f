#include "analysis/regression_cells.hpp"

#include <cmath>
#include <unordered_map>

#include <tissu/base/error.hpp>

#include "analysis/cholesky.hpp"

namespace tissu {
namespace {

Dense dense(const NodeMatrix& relation, Index n) {
    const Csr& cells = relation.cells;
    if (cells.rows() != n || cells.columns() != n)
        throw Error(Errc::invalid_argument,
                    "expected a square matrix of " + std::to_string(n) + " rows for " + relation.name +
                        ", found " + std::to_string(cells.rows()) + " x " + std::to_string(cells.columns()));
    Dense values(static_cast<std::size_t>(n) * n, 0.0);
    for (Index row = 0; row < n; ++row) {
        const auto targets = cells.targets(row);
        for (std::size_t k = 0; k < targets.size(); ++k)
            if (targets[k] != row)
                values[static_cast<std::size_t>(row) * n + targets[k]] = cells.weight(row, k);
    }
    return values;
}

}  // namespace

NodeMatrix node_matrix(std::string name, const Network& network, std::span<const std::string> ids) {
    const auto& own = network.nodes().ids;
    std::unordered_map<std::string, Index> row;
    for (std::size_t i = 0; i < ids.size(); ++i) row.emplace(ids[i], static_cast<Index>(i));
    std::vector<Index> at;
    for (const std::string& id : own) {
        const auto found = row.find(id);
        if (found == row.end())
            throw Error(Errc::invalid_argument,
                        "expected the same nodes in every network, found " + id + " in " + name + " only");
        at.push_back(found->second);
    }
    if (own.size() != ids.size())
        throw Error(Errc::invalid_argument, "expected the same nodes in every network, found " +
                                                std::to_string(own.size()) + " in " + name + " and " +
                                                std::to_string(ids.size()) + " in the first");
    std::vector<Index> sources, targets;
    std::vector<double> weights;
    for (Index node = 0; node < network.size(); ++node) {
        const auto others = network.ties().targets(node);
        for (std::size_t k = 0; k < others.size(); ++k) {
            sources.push_back(at[node]);
            targets.push_back(at[others[k]]);
            weights.push_back(network.ties().weight(node, k));
        }
    }
    const auto n = static_cast<Index>(ids.size());
    return {std::move(name), build_csr(n, n, sources, targets, weights)};
}

NodeMatrix node_matrix(std::string name, std::span<const double> cells, Index n) {
    std::vector<Index> sources, targets;
    std::vector<double> weights;
    for (Index row = 0; row < n; ++row)
        for (Index column = 0; column < n; ++column) {
            const double value = cells[static_cast<std::size_t>(row) * n + column];
            if (row == column || value == 0) continue;
            if (!std::isfinite(value))
                throw Error(Errc::invalid_argument, "expected finite cells in " + name +
                                                        ", found another in row " + std::to_string(row) +
                                                        ", column " + std::to_string(column));
            sources.push_back(row);
            targets.push_back(column);
            weights.push_back(value);
        }
    return {std::move(name), build_csr(n, n, sources, targets, weights)};
}

Design design_of(const NodeMatrix& y, std::span<const NodeMatrix> x, bool directed) {
    Design design;
    design.n = y.cells.rows();
    design.directed = directed;
    design.y = dense(y, design.n);
    design.names.push_back("(intercept)");
    design.x.emplace_back(static_cast<std::size_t>(design.n) * design.n, 1.0);
    for (Index i = 0; i < design.n; ++i) design.x[0][static_cast<std::size_t>(i) * design.n + i] = 0;
    for (const NodeMatrix& relation : x) {
        design.names.push_back(relation.name);
        design.x.push_back(dense(relation, design.n));
        design.stored += static_cast<std::size_t>(relation.cells.size());
    }
    if (design.cells() < static_cast<double>(design.x.size()) + 1)
        throw Error(Errc::invalid_argument, "expected more cells than terms, found " +
                                                std::to_string(static_cast<std::int64_t>(design.cells())) +
                                                " cells and " + std::to_string(design.x.size()) + " terms");
    return design;
}

double dot(const double* a, const double* b, std::size_t size) noexcept {
    double s0 = 0, s1 = 0, s2 = 0, s3 = 0;
    std::size_t i = 0;
    for (; i + 4 <= size; i += 4) {
        s0 += a[i] * b[i];
        s1 += a[i + 1] * b[i + 1];
        s2 += a[i + 2] * b[i + 2];
        s3 += a[i + 3] * b[i + 3];
    }
    for (; i < size; ++i) s0 += a[i] * b[i];
    return (s0 + s1) + (s2 + s3);
}

double product(const Design& design, const Dense& a, const Dense& b) {
    double sum = 0;
    for (Index row = 0; row < design.n; ++row) {
        const std::size_t begin = static_cast<std::size_t>(row) * design.n + design.first(row);
        sum += dot(a.data() + begin, b.data() + begin, design.n - design.first(row));
    }
    return sum;
}

std::vector<double> gram(const Design& design, std::span<const std::size_t> chosen) {
    const std::size_t k = chosen.size();
    std::vector<double> sums(k * k);
    for (std::size_t i = 0; i < k; ++i)
        for (std::size_t j = i; j < k; ++j)
            sums[i * k + j] = sums[j * k + i] = product(design, design.x[chosen[i]], design.x[chosen[j]]);
    return sums;
}

Dense residual(const Design& design, const Dense& of, std::span<const std::size_t> chosen) {
    std::vector<double> share(chosen.size());
    for (std::size_t k = 0; k < chosen.size(); ++k) share[k] = product(design, design.x[chosen[k]], of);
    Cholesky(gram(design, chosen), chosen.size()).solve(share);
    Dense left = of;
    for (std::size_t k = 0; k < chosen.size(); ++k)
        for (std::size_t i = 0; i < left.size(); ++i) left[i] -= share[k] * design.x[chosen[k]][i];
    return left;
}

void TermColumns::add(double estimate_, double se_, double statistic_, const PermutationP& p_) {
    estimate.push_back(estimate_);
    se.push_back(se_);
    statistic.push_back(statistic_);
    p.push_back(p_.both);
    high.push_back(p_.high);
    low.push_back(p_.low);
}

Table TermColumns::table(const std::vector<std::string>& names, const char* statistic_name,
                         std::string note) const {
    return Table({Column("term", "", std::span<const std::string>(names)), Column("estimate", "1", estimate),
                  Column("se", "1", se), Column(statistic_name, "1", statistic), Column("p", "1", p),
                  Column("p_high", "1", high), Column("p_low", "1", low)},
                 std::move(note));
}

}  // namespace tissu
