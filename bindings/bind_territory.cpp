#include "common.hpp"

#include <tissu/base/identifier.hpp>
#include <tissu/base/text.hpp>
#include <tissu/model/listing.hpp>
#include <tissu/model/snapshot.hpp>
#include <tissu/territory/convert.hpp>
#include <tissu/territory/lattice.hpp>
#include <tissu/territory/names.hpp>

namespace tissu::python {
namespace {

using Shared = std::shared_ptr<Snapshot>;

/// The two indexes of one snapshot.
class Places {
public:
    explicit Places(const std::shared_ptr<Snapshot>& snapshot)
        : history_(std::make_shared<const History>(snapshot)), names_(history_) {}

    [[nodiscard]] const Snapshot& snapshot() const { return history_->snapshot(); }
    [[nodiscard]] const History& history() const { return *history_; }
    [[nodiscard]] const PlaceNames& names() const { return names_; }

    [[nodiscard]] Index row(const std::string& code, const std::string& kind = {}) const {
        const Index row = history_->row_of(code, kind);
        if (row != no_index) return row;
        const Table near = names_.find(code.substr(code.find(':') + 1), 1);
        const std::string hint =
            near.rows() == 0 ? "" : "; did you mean '" + std::string(near.column("id").text()[0]) + "'?";
        throw Error(Errc::not_found, "expected a territory of the store, found '" + shortened(code) + "'" + hint);
    }

private:
    std::shared_ptr<const History> history_;
    PlaceNames names_;
};

Index row_of(const Snapshot& snapshot, const std::string& code) {
    const auto found = snapshot.territory_of.find(code);
    if (found != snapshot.territory_of.end()) return found->second;
    const Table near = find_territory(snapshot, code.substr(code.find(':') + 1), 1);
    const std::string hint = near.rows() == 0 ? "" : "; did you mean '" + std::string(near.column("id").text()[0]) + "'?";
    throw Error(Errc::not_found, "expected a territory of the store, found '" + shortened(code) + "'" + hint);
}

/// Columns id, name, kind, share, of those of the kind asked for (empty: all but the asked one itself).
Table table_of(const Snapshot& snapshot, const std::vector<Placed>& placed, const std::string& kind, std::string note) {
    Strings ids, names, kinds;
    std::vector<double> share;
    for (std::size_t i = 0; i < placed.size(); ++i) {
        const auto& row = snapshot.territories[placed[i].territory];
        if (kind.empty() ? i == 0 : snapshot.word(row.kind) != kind) continue;
        ids.push_back(row.code);
        names.push_back(row.name);
        kinds.push_back(snapshot.word(row.kind));
        share.push_back(placed[i].share);
    }
    return Table({Column("id", "id", std::move(ids)), Column("name", "", std::move(names)), Column("kind", "", std::move(kinds)),
                  Column("share", "0 to 1", std::move(share))}, std::move(note));
}

Date day_or_latest(const std::optional<std::string>& text) { return day_of(text).value_or(end_of_time); }

const Strings& text_of_column(const Table& table, const std::string& name) {
    const Column& column = table.column(name);
    if (column.type() != ColumnType::text)
        throw Error(Errc::invalid_argument, "expected codes or names in column '" + name + "', found numbers");
    return column.text();
}

/// Those of one day, under the names of that day; without a day all that no other has taken the place of.
Table listed(const Places& places, const std::string& kind, const std::optional<std::string>& at) {
    const Table all = list_territories(places.snapshot());
    std::vector<std::size_t> rows;
    if (at) {
        rows = existing(places.history(), kind, day_or_latest(at));
    } else {
        for (Index row = 0; row < all.rows(); ++row)
            if ((kind.empty() || places.snapshot().word(places.snapshot().territories[row].kind) == kind) &&
                !places.history().gone(row))
                rows.push_back(row);
    }
    const Table chosen = all.select(rows);
    if (!at) return chosen;
    Strings names;
    for (const std::size_t row : rows) names.push_back(places.history().name_at(static_cast<Index>(row), day_or_latest(at)));
    std::vector<Column> columns;
    for (const Column& column : chosen.columns())
        columns.push_back(column.name() == "name" ? Column("name", column.unit(), names) : column);
    return Table(std::move(columns), "territories of the store that exist on " + *at + ", under the names of that day");
}

/// What exists on the day; without a day what no other has taken the place of.
std::vector<Placed> present(const Places& places, std::vector<Placed> placed, std::optional<Date> at) {
    const History& history = places.history();
    bool first = true;
    std::erase_if(placed, [&](const Placed& place) {
        if (std::exchange(first, false)) return false;
        return at ? !history.exists(place.territory, *at) : history.gone(place.territory);
    });
    return placed;
}

void bind_places(py::module_& module) {
    using Day = const std::optional<std::string>&;
    py::class_<Places, std::shared_ptr<Places>> places(module, "Places");
    places.def(py::init<const Shared&>(), py::arg("snapshot"), NoGil());
    refuse_pickle(places, "an index of territories cannot be pickled; pickle the path of its store");
    places.def("table", &listed, py::arg("kind"), py::arg("at"), NoGil());
    places.def("find", [](const Places& self, const std::string& text, std::size_t limit, const std::string& kind, Day at) {
        return self.names().find(text, limit, kind, day_of(at));
    }, py::arg("text"), py::arg("limit"), py::arg("kind"), py::arg("at"), NoGil());
    places.def("find_all", [](const Places& self, const Table& texts, const std::string& column, std::size_t limit, const std::string& kind, Day at) {
        return self.names().find(text_of_column(texts, column), limit, kind, day_of(at));
    }, py::arg("texts"), py::arg("column"), py::arg("limit"), py::arg("kind"), py::arg("at"), NoGil());
    places.def("ancestors", [](const Places& self, const std::string& code, const std::string& kind, Day at) {
        const auto found = ancestors(self.snapshot(), self.row(code), day_of(at));
        return table_of(self.snapshot(), found, kind, "territories that " + code + " lies in");
    }, py::arg("code"), py::arg("kind"), py::arg("at"), NoGil());
    places.def("members", [](const Places& self, const std::string& code, const std::string& kind, Day at) {
        const auto found = present(self, members(self.snapshot(), self.row(code), day_of(at)), day_of(at));
        return table_of(self.snapshot(), found, kind, "territories that lie in " + code);
    }, py::arg("code"), py::arg("kind"), py::arg("at"), NoGil());
    places.def("resolve", [](const Places& self, const std::string& code, const std::string& kind, Day from, Day at) {
        static_cast<void>(self.row(code, kind));
        Strings codes;
        codes.push_back(code);
        const Table found = resolved(self.history(), codes, kind, day_of(from), day_or_latest(at));
        return found.column("id").text()[0].empty() ? found.head(0) : found;
    }, py::arg("code"), py::arg("kind"), py::arg("from_"), py::arg("at"), NoGil());
    places.def("resolve_all", [](const Places& self, const Table& codes, const std::string& column, const std::string& kind, Day from, Day at) {
        return resolved(self.history(), text_of_column(codes, column), kind, day_of(from), day_or_latest(at));
    }, py::arg("codes"), py::arg("column"), py::arg("kind"), py::arg("from_"), py::arg("at"), NoGil());
    places.def("convert", [](const Places& self, const Table& table, const std::string& code, const std::string& column,
                             Day from, Day to, const std::string& code_kind, const std::string& kind) {
        return converted(self.history(), text_of_column(table, code), table.column(column),
                         {day_of(from), day_or_latest(to), code_kind, kind});
    }, py::arg("table"), py::arg("code"), py::arg("column"), py::arg("from_"), py::arg("to"), py::arg("code_kind"),
       py::arg("kind"), NoGil());
    places.def("changes", [](const Places& self, const std::string& kind, const std::string& from, const std::string& to, const std::string& of) {
        return changed(self.history(), kind, day_or_latest(from), day_or_latest(to), of);
    }, py::arg("kind"), py::arg("from_"), py::arg("to"), py::arg("of"), NoGil());
    places.def("match", [](const Places& self, const Table& table, const std::string& column, const std::string& context, const std::string& kind, Day at) {
        const Strings none;
        return self.names().match(text_of_column(table, column), context.empty() ? none : text_of_column(table, context), {kind, day_of(at)});
    }, py::arg("table"), py::arg("column"), py::arg("context"), py::arg("kind"), py::arg("at"), NoGil());
}

void bind_identifiers(py::module_& module) {
    module.def("identifier_luhn", &identifier::luhn, py::arg("digits"));
    module.def("identifier_siren", &identifier::siren, py::arg("text"));
    module.def("identifier_siret", &identifier::siret, py::arg("text"));
    module.def("identifier_rna", &identifier::rna, py::arg("text"));
    module.def("identifier_nuts", &identifier::nuts, py::arg("text"));
    module.def("identifier_contract", &identifier::contract, py::arg("text"));
    module.def("identifier_qpv", &identifier::qpv, py::arg("text"));
    module.def("identifier_problem", &identifier::problem, py::arg("scheme"), py::arg("value"));
    const auto pair = [](const std::optional<identifier::Mended>& code) -> std::optional<std::pair<std::string, bool>> {
        if (!code) return std::nullopt;
        return std::pair(code->text, code->repaired);
    };
    module.def("identifier_commune", [pair](const std::string& text) { return pair(identifier::commune(text)); }, py::arg("text"));
    module.def("identifier_departement", [pair](const std::string& text) { return pair(identifier::departement(text)); }, py::arg("text"));
}

}  // namespace

void bind_territory(py::module_& module) {
    bind_places(module);
    bind_identifiers(module);
    module.def("territory_row", [](const Shared& snapshot, const std::string& code) { return row_of(*snapshot, code); },
               py::arg("snapshot"), py::arg("code"));
}

}  // namespace tissu::python
