#include <tissu/network/two_mode.hpp>

#include <array>

#include <tissu/base/error.hpp>
#include <tissu/base/text.hpp>
#include <tissu/model/record.hpp>

namespace tissu {
namespace {

constexpr std::array<std::string_view, 10> names{"count",      "binary", "pairs", "newman",  "fractional",
                                                 "hyperbolic", "amount", "lead",  "jaccard", "cosine"};

/// What a two-mode network of given pairs does not say: every row is one member.
void fill_columns(TwoMode& result, const Csr& by_column) {
    for (Index column = 0; column < by_column.rows(); ++column)
        result.column_size.push_back(static_cast<double>(by_column.degree(column)));
    result.column_amount.assign(by_column.rows(), missing);
    result.column_lead.assign(by_column.rows(), no_index);
}

}  // namespace

Projection projection_named(std::string_view name) {
    std::string known;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (names[i] == name) return static_cast<Projection>(i);
        known += (i ? ", " : "") + std::string(names[i]);
    }
    throw Error(Errc::invalid_argument,
                "expected a projection (" + known + "), found \"" + shortened(name) + "\"");
}

std::string_view name_of(Projection projection) noexcept {
    return names[static_cast<std::size_t>(projection)];
}

TwoMode two_mode_from_edges(const IdColumn& row, const IdColumn& column, std::span<const double> weight,
                            const IdColumn& rows, const IdColumn& columns, unsigned threads) {
    if (row.size() != column.size() || (!weight.empty() && weight.size() != row.size()))
        throw Error(Errc::invalid_argument, "expected columns of equal length, found " +
                                                std::to_string(row.size()) + " rows, " +
                                                std::to_string(column.size()) + " columns, " +
                                                std::to_string(weight.size()) + " weights");
    Numbered actors = numbered(std::span(&row, 1), rows, threads);
    Numbered activities = numbered(std::span(&column, 1), columns, threads);
    TwoMode result;
    result.incidence = build_csr(static_cast<Index>(actors.ids.size()), static_cast<Index>(activities.ids.size()),
                                 actors.at[0], activities.at[0], weight, false,
                                 weight.empty() ? Repeated::merge : Repeated::sum, threads);
    fill_columns(result, transposed(result.incidence));
    result.rows = completed(Nodes{std::move(actors.ids), {}, {}, {}, {}, {}});
    result.columns = completed(Nodes{std::move(activities.ids), {}, {}, {}, {}, {}});
    result.note = "two-mode network of given pairs";
    return result;
}

TwoMode two_mode_from_edges(std::span<const std::string> row, std::span<const std::string> column,
                            std::span<const double> weight, std::span<const std::string> rows,
                            std::span<const std::string> columns) {
    const Strings row_ids(row), column_ids(column), given_rows(rows), given_columns(columns);
    return two_mode_from_edges(row_ids, column_ids, weight, given_rows, given_columns);
}

TwoMode transposed(const TwoMode& incidence) {
    TwoMode result;
    result.rows = incidence.columns;
    result.columns = incidence.rows;
    result.incidence = transposed(incidence.incidence);
    fill_columns(result, incidence.incidence);
    result.note = incidence.note + "; columns as rows";
    return result;
}

Table entries_table(const TwoMode& incidence) {
    Strings rows, columns;
    std::vector<double> weights;
    for (Index row = 0; row < incidence.incidence.rows(); ++row) {
        const auto targets = incidence.incidence.targets(row);
        for (std::size_t k = 0; k < targets.size(); ++k) {
            rows.push_back(incidence.rows.ids[row]);
            columns.push_back(incidence.columns.ids[targets[k]]);
            weights.push_back(incidence.incidence.weight(row, k));
        }
    }
    return Table({Column("row", "id", std::move(rows)), Column("column", "id", std::move(columns)),
                  Column("weight", incidence.grouped ? "members" : "1", std::move(weights))},
                 incidence.note);
}

}  // namespace tissu
