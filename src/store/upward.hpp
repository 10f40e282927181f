#pragma once
/// \file
/// Links that lift a record above others of its kind (parts_of, broader, parent): none may close a cycle.

#include <unordered_set>

#include <store/applying.hpp>

namespace tissu::sql {

/// What is lifted by the records of R: none for most.
template <Record R>
inline constexpr bool lifts = std::is_same_v<R, Territory> || std::is_same_v<R, Part> || std::is_same_v<R, Theme> ||
                              std::is_same_v<R, Partnership> || std::is_same_v<R, Event>;

/// A link of the batch: where it comes from.
struct Lift {
    std::size_t row;
    std::string_view column;
    Code upper;
    UpwardLink link;
};

/// "A → B → A", cut in the middle if it is long.
[[nodiscard]] std::string text_of_cycle(Directory& directory, Target target, const std::vector<std::int64_t>& cycle);

/// The links of the store above records of the kind of R; without the lists of the records `replaced`.
[[nodiscard]] std::vector<UpwardLink> stored_links(const Connection& connection, std::string_view table,
                                                   const std::unordered_set<std::int64_t>& replaced);

template <Record R>
std::vector<Lift> lifts_of(Applying& a, const Work<R>& work) {
    std::vector<Lift> found;
    for (std::size_t row = 0; row < work.records.size(); ++row) {
        if (!work.alive[row]) continue;
        const R& record = work.records[row];
        for_each_reference(record, [&](const Field& field, const Code& upper) {
            const Code* lower = nullptr;
            if constexpr (std::is_same_v<R, Part>) {
                if (field.name == "part_of") lower = &record.territory;
            } else {
                if (field.refers == R::table) lower = &record.id;
            }
            if (lower == nullptr) return;
            found.push_back({row, field.name, upper,
                             {a.directory.resolve(field, *lower).id, a.directory.resolve(field, upper).id}});
        });
    }
    return found;
}

/// Takes the lifts in that close no cycle and gives the others. A record of which no link is left keeps its old list
/// in the store, so that list has to be counted in: hence the repetition, at most once per such record.
inline std::vector<ClosingLink> closing_links(Applying& a, std::string_view table, const std::vector<Lift>& lifts_in,
                                              Hierarchy& hierarchy, bool replaces) {
    std::unordered_set<std::int64_t> replaced;
    std::vector<UpwardLink> links;
    for (const Lift& lift : lifts_in) {
        links.push_back(lift.link);
        if (replaces) replaced.insert(lift.link.from);
    }
    const Hierarchy before = hierarchy;
    while (true) {
        hierarchy = before;
        if (replaces || !a.lattice_loaded) hierarchy.add(stored_links(a.connection, table, replaced), a.progress);
        std::vector<ClosingLink> closing = hierarchy.add(links, a.progress);
        std::unordered_map<std::int64_t, std::size_t> left;
        for (const UpwardLink& link : links) ++left[link.from];
        bool again = false;
        for (const ClosingLink& link : closing)
            if (const std::int64_t from = links[link.link].from; --left[from] == 0) again = replaced.erase(from) > 0 || again;
        if (!again) return closing;
    }
}

/// Leaves out the links that close a cycle: a Part as a whole, of other records the one link.
template <Record R>
void cut_cycles(Applying& a, Work<R>& work) {
    if constexpr (lifts<R>) {
        constexpr bool is_part = std::is_same_v<R, Part>;
        const std::vector<Lift> lifts_in = lifts_of(a, work);
        if (lifts_in.empty()) return;
        Hierarchy own;
        constexpr bool of_lattice = is_part || std::is_same_v<R, Territory>;
        for (const ClosingLink& closing :
             closing_links(a, R::table, lifts_in, of_lattice ? a.lattice : own, !is_part)) {
            const Lift& lift = lifts_in[closing.link];
            constexpr Target target = is_part ? Target::territory : target_of(R::table);
            std::string rule = "expected no cycle, found " + text_of_cycle(a.directory, target, closing.cycle);
            if constexpr (is_part) {
                reject(a, work, lift.row, lift.column, shortened(lift.upper.text()), std::move(rule));
            } else {
                a.note(work.records[lift.row], lift.column, shortened(lift.upper.text()),
                       rule + ": this link is left out", Action::repaired, true);
                work.repaired[lift.row] = 1;
                work.cut.emplace(lift.row, lift.upper);
            }
        }
        if (of_lattice) a.lattice_loaded = true;
    }
}

}  // namespace tissu::sql
