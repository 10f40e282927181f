#include "common.hpp"

#include <tissu/base/text.hpp>
#include <tissu/model/snapshot.hpp>
#include <tissu/territory/lattice.hpp>

namespace tissu::python {
namespace {

using Shared = std::shared_ptr<Snapshot>;

Index row_of(const Snapshot& snapshot, const std::string& code) {
    const auto found = snapshot.territory_of.find(code);
    if (found != snapshot.territory_of.end()) return found->second;
    const Table near = find_territory(snapshot, code.substr(code.find(':') + 1), 1);
    const std::string hint = near.rows() == 0 ? "" : "; did you mean '" + std::string(near.column("id").text()[0]) + "'?";
    throw Error(Errc::not_found, "expected a territory of the store, found '" + shortened(code) + "'" + hint);
}

std::optional<Date> day_of(const std::optional<std::string>& text) {
    if (!text) return std::nullopt;
    const auto date = parse_date(*text);
    if (!date || !date->known()) throw Error(Errc::invalid_argument, "expected a date, found '" + *text + "'");
    return date->first;
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

}  // namespace

void bind_territory(py::module_& module) {
    module.def("territory_row", [](const Shared& snapshot, const std::string& code) { return row_of(*snapshot, code); },
               py::arg("snapshot"), py::arg("code"));
    module.def("ancestors", [](const Shared& snapshot, const std::string& code, const std::string& kind, const std::optional<std::string>& at) {
        return table_of(*snapshot, ancestors(*snapshot, row_of(*snapshot, code), day_of(at)), kind, "territories that " + code + " lies in");
    }, py::arg("snapshot"), py::arg("code"), py::arg("kind"), py::arg("at"), NoGil());
    module.def("members", [](const Shared& snapshot, const std::string& code, const std::string& kind, const std::optional<std::string>& at) {
        return table_of(*snapshot, members(*snapshot, row_of(*snapshot, code), day_of(at)), kind, "territories that lie in " + code);
    }, py::arg("snapshot"), py::arg("code"), py::arg("kind"), py::arg("at"), NoGil());
    module.def("find_territory", [](const Shared& snapshot, const std::string& text, std::size_t limit) {
        return find_territory(*snapshot, text, limit);
    }, py::arg("snapshot"), py::arg("text"), py::arg("limit"), NoGil());
}

}  // namespace tissu::python
