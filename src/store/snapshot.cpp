#include <algorithm>
#include <optional>
#include <unordered_map>

#include <store/apply.hpp>
#include <store/json_text.hpp>
#include <store/read.hpp>

namespace tissu::sql {

namespace {

constexpr double stages = 13;

/// Rows by id, in order of id.
class Rows {
public:
    Index add(std::int64_t id) {
        ids_.push_back(id);
        return static_cast<Index>(ids_.size() - 1);
    }

    /// 0, as of NULL, is no row.
    [[nodiscard]] Index of(std::int64_t id) const {
        if (id == 0) return no_index;
        const auto found = std::lower_bound(ids_.begin(), ids_.end(), id);
        if (found == ids_.end() || *found != id)
            throw Error(Errc::io, "the store is damaged: expected a record " + std::to_string(id) + ", found none");
        return static_cast<Index>(found - ids_.begin());
    }

private:
    std::vector<std::int64_t> ids_;
};

PartialDate date_of(std::string_view text) {
    if (const auto date = parse_date(text)) return *date;
    throw Error(Errc::io, "the store is damaged: expected a date, found '" + std::string(text) + "'");
}

class SnapshotReader {
public:
    SnapshotReader(const Connection& connection, const Progress& progress)
        : connection_(connection), progress_(progress) {}

    Snapshot read() {
        out_.revision = revision_of(connection_);
        for (const auto part : {&SnapshotReader::sources, &SnapshotReader::territories, &SnapshotReader::parts,
                                &SnapshotReader::successions, &SnapshotReader::outlines, &SnapshotReader::themes, &SnapshotReader::actors,
                                &SnapshotReader::affiliations, &SnapshotReader::activities, &SnapshotReader::members,
                                &SnapshotReader::links, &SnapshotReader::uses, &SnapshotReader::needs}) {
            (this->*part)();
            progress_.report(++done_ / stages);
        }
        identifiers(out_.territories, out_.territory_of);
        identifiers(out_.actors, out_.actor_of);
        return std::move(out_);
    }

private:
    Index word(std::string_view text) {
        if (text.empty()) return 0;
        const auto [found, is_new] = words_.try_emplace(std::string(text), static_cast<Index>(out_.words.size()));
        if (is_new) out_.words.push_back(found->first);
        return found->second;
    }

    static Period period(const Statement& s, int since, int until) {
        return period_of(date_of(s.text(since)), date_of(s.text(until)));
    }

    Index source(const Statement& s, int column) const { return s.null(column) ? 0 : sources_.of(s.integer(column)); }

    void sources() {
        sources_.add(0);
        Statement s(connection_, "SELECT id, name, kind FROM source ORDER BY id");
        while (s.step()) {
            sources_.add(s.integer(0));
            out_.sources.push_back({std::string(s.text(1)), std::string(s.text(2))});
        }
    }

    void territories() {
        Statement s(connection_, "SELECT id, code, name, population, lon, lat, valid_from, valid_to, identifiers, "
                                 "aliases, source_id FROM territory ORDER BY id");
        while (s.step()) {
            Snapshot::TerritoryRow row{{s.integer(0)}, std::string(s.text(1)), std::string(s.text(2)), 0, s.real(3),
                                       s.real(4), s.real(5), period(s, 6, 7), json_text::read_list(s.text(8)),
                                       json_text::read_list(s.text(9)), source(s, 10)};
            row.kind = word(std::string_view(row.code).substr(0, row.code.find(':')));
            out_.territory_of.emplace(row.code, territories_.add(row.id.value));
            out_.territories.push_back(std::move(row));
        }
    }

    void parts() {
        Statement s(connection_, "SELECT territory_id, part_of_id, share, since, until FROM territory_part "
                                 "ORDER BY territory_id, position IS NULL, position, id");
        while (s.step()) {
            const Snapshot::PartRow row{territories_.of(s.integer(0)), territories_.of(s.integer(1)),
                                        s.null(2) ? 1.0 : s.real(2), period(s, 3, 4)};
            const auto same = [&row](const Snapshot::PartRow& other) {
                return other.part_of == row.part_of && other.share == row.share && other.period == row.period;
            };
            const auto own = std::lower_bound(out_.parts.begin(), out_.parts.end(), row.territory,
                                              [](const auto& other, Index value) { return other.territory < value; });
            if (std::none_of(own, out_.parts.end(), same)) out_.parts.push_back(row);
        }
    }

    void successions() {
        Statement s(connection_,
                    "SELECT from_id, to_id, date, kind, share, attributes FROM succession ORDER BY from_id, id");
        while (s.step()) {
            Snapshot::SuccessionRow row{territories_.of(s.integer(0)), territories_.of(s.integer(1)),
                                        date_of(s.text(2)).first, word(s.text(3)), s.real(4), {}, {}};
            if (!s.null(5)) {
                for (auto& [name, value] : json_text::read_attributes(s.text(5))) {
                    if (name == "name_before") row.name_before = std::move(value);
                    if (name == "name_after") row.name_after = std::move(value);
                }
            }
            out_.successions.push_back(std::move(row));
        }
    }

    void outlines() {
        Statement s(connection_, "SELECT territory_id, geography, geometry FROM outline ORDER BY territory_id, id");
        while (s.step())
            out_.outlines.push_back({territories_.of(s.integer(0)), word(s.text(1)), std::string(s.text(2))});
    }

    void themes() {
        Statement s(connection_, "SELECT id, code, label_fr, label_en, definition_fr, definition_en, alt_labels, "
                                 "exact_match, close_match FROM theme ORDER BY id");
        while (s.step()) {
            Snapshot::ThemeRow row{{s.integer(0)}, std::string(s.text(1)), std::string(s.text(2)),
                                   std::string(s.text(3)), std::string(s.text(4)), std::string(s.text(5)), 0,
                                   json_text::read_list(s.text(6)), json_text::read_list(s.text(7)),
                                   json_text::read_list(s.text(8)), {}};
            row.scheme = word(std::string_view(row.code).substr(0, row.code.find(':')));
            out_.theme_of.emplace(row.code, themes_.add(row.id.value));
            out_.themes.push_back(std::move(row));
        }
        Statement broader(connection_, "SELECT theme_id, broader_id FROM theme_broader ORDER BY theme_id, position");
        while (broader.step())
            out_.themes[themes_.of(broader.integer(0))].broader.push_back(themes_.of(broader.integer(1)));
    }

    void actors() {
        Statement s(connection_, "SELECT id, code, name, kind, type, field, aliases, identifiers, territory_id, since, "
                                 "until, lon, lat, source_id FROM actor ORDER BY id");
        while (s.step()) {
            Snapshot::ActorRow row{{s.integer(0)}, std::string(s.text(1)), std::string(s.text(2)), word(s.text(3)),
                                   word(s.text(4)), word(s.text(5)), json_text::read_list(s.text(6)),
                                   json_text::read_list(s.text(7)), territories_.of(s.integer(8)), period(s, 9, 10),
                                   s.real(11), s.real(12), source(s, 13)};
            out_.actor_of.emplace(row.code, actors_.add(row.id.value));
            out_.actors.push_back(std::move(row));
        }
    }

    void affiliations() {
        Statement s(connection_, "SELECT actor_id, in_id, role, since, until FROM affiliation ORDER BY actor_id, id");
        while (s.step())
            out_.affiliations.push_back(
                {actors_.of(s.integer(0)), actors_.of(s.integer(1)), word(s.text(2)), period(s, 3, 4)});
    }

    static ActivityKind kind_of(std::string_view kind) {
        return kind == "partnership" ? ActivityKind::partnership
               : kind == "event"     ? ActivityKind::event
                                     : ActivityKind::resource;
    }

    /// An event is over with its last day, a resource with the day, month or year it was issued.
    static Period period_of_activity(ActivityKind kind, const PartialDate& since, const PartialDate& until) {
        if (kind == ActivityKind::partnership) return period_of(since, until);
        if (kind == ActivityKind::resource || !until.known()) return period_of(since);
        Period period = period_of(until);
        if (since.known()) {
            period.from = since.first;
        } else {
            period.from.reset();
        }
        return period;
    }

    void activities() {
        std::vector<std::int64_t> parents;
        Statement s(connection_,
                    "SELECT id, kind, code, title, description, text, url, type, mode, mission, currency, language, "
                    "access, since, until, amount, half_days, capacity, parent_id, source_id FROM activity ORDER BY id");
        while (s.step()) {
            Snapshot::ActivityRow row;
            row.id = s.integer(0);
            row.kind = kind_of(s.text(1));
            row.code = s.text(2);
            row.title = s.text(3);
            row.description = s.text(4);
            row.text = s.text(5);
            row.url = s.text(6);
            row.type = word(s.text(7));
            row.mode = word(s.text(8));
            row.mission = word(s.text(9));
            row.currency = word(s.text(10));
            row.language = word(s.text(11));
            row.access = word(s.text(12));
            row.period = period_of_activity(row.kind, date_of(s.text(13)), date_of(s.text(14)));
            row.amount = s.real(15);
            row.half_days = s.real(16);
            row.capacity = s.real(17);
            parents.push_back(s.integer(18));
            row.source = source(s, 19);
            out_.activity_of.emplace(row.code, activities_.add(row.id));
            out_.activities.push_back(std::move(row));
        }
        for (std::size_t i = 0; i < parents.size(); ++i) out_.activities[i].parent = activities_.of(parents[i]);
    }

    static MemberKind member_of(std::string_view member) {
        return member == "partner"     ? MemberKind::partner
               : member == "organiser" ? MemberKind::organiser
               : member == "creator"   ? MemberKind::creator
                                       : MemberKind::participant;
    }

    void members() {
        Statement s(connection_, "SELECT activity_id, actor_id, member, role, status, category, mode, territory_id, "
                                 "on_behalf_of_id, amount, since, until FROM activity_actor ORDER BY activity_id, id");
        while (s.step()) {
            Snapshot::MemberRow row{activities_.of(s.integer(0)), actors_.of(s.integer(1)), member_of(s.text(2)),
                                    word(s.text(3)), word(s.text(4)), word(s.text(5)), word(s.text(6)),
                                    territories_.of(s.integer(7)), actors_.of(s.integer(8)), s.real(9), {}};
            row.period = row.kind == MemberKind::partner ? period(s, 10, 11) : period_of(date_of(s.text(10)));
            out_.members.push_back(row);
        }
    }

    void links() {
        Statement where(connection_,
                        "SELECT activity_id, territory_id FROM activity_territory ORDER BY activity_id, position");
        while (where.step())
            out_.activity_territories.push_back({activities_.of(where.integer(0)), territories_.of(where.integer(1))});
        Statement about(connection_, "SELECT activity_id, theme_id FROM activity_theme ORDER BY activity_id, position");
        while (about.step())
            out_.activity_themes.push_back({activities_.of(about.integer(0)), themes_.of(about.integer(1))});
        Statement said(connection_, "SELECT actor_id, theme_id FROM actor_theme ORDER BY actor_id, position, id");
        while (said.step()) out_.actor_themes.push_back({actors_.of(said.integer(0)), themes_.of(said.integer(1))});
    }

    void uses() {
        Statement s(connection_, "SELECT resource_id, actor_id, date, count, kind FROM resource_use "
                                 "ORDER BY resource_id, id");
        while (s.step())
            out_.uses.push_back({activities_.of(s.integer(0)), actors_.of(s.integer(1)), period_of(date_of(s.text(2))),
                                 s.null(3) ? 1.0 : s.real(3), word(s.text(4))});
    }

    void needs() {
        Statement s(connection_,
                    "SELECT code, text, theme_id, territory_id, actor_id, date, wave FROM need ORDER BY id");
        while (s.step())
            out_.needs.push_back({std::string(s.text(0)), std::string(s.text(1)), themes_.of(s.integer(2)),
                                  territories_.of(s.integer(3)), actors_.of(s.integer(4)), period_of(date_of(s.text(5))),
                                  word(s.text(6))});
    }

    /// A code of its own wins over an identifier of another row, and the first row over later ones.
    template <class Row>
    static void identifiers(const std::vector<Row>& rows, std::unordered_map<std::string, Index>& row_of) {
        for (Index i = 0; i < rows.size(); ++i)
            for (const std::string& identifier : rows[i].identifiers) row_of.emplace(identifier, i);
    }

    const Connection& connection_;
    const Progress& progress_;
    Snapshot out_;
    std::unordered_map<std::string, Index> words_;
    Rows sources_, territories_, themes_, actors_, activities_;
    double done_ = 0;
};

}  // namespace

Snapshot read_snapshot(const Connection& connection, const Progress& progress) {
    return SnapshotReader(connection, progress).read();
}

}  // namespace tissu::sql
