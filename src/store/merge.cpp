// What is taken away or changed is written down first (actor_merge_undo), so that it can be put back in reverse order.

#include <store/merge.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

#include <tissu/base/hash.hpp>
#include <tissu/base/text.hpp>

#include <store/apply.hpp>
#include <store/json_text.hpp>
#include <store/rows.hpp>

namespace tissu::sql {
namespace {

/// A column that refers to actors. An update that a unique key forbids is left to `row`.
struct Link {
    std::string_view name;
    Text list, move;
    std::string_view row;  ///< of `Saved`; empty: no key can forbid it
};

constexpr std::array<Link, 10> links = {{
    {"actor_theme", "SELECT id FROM actor_theme WHERE actor_id = ? ORDER BY id",
     "UPDATE OR IGNORE actor_theme SET actor_id = ? WHERE id = ?", "actor_theme"},
    {"affiliation.actor", "SELECT id FROM affiliation WHERE actor_id = ? ORDER BY id",
     "UPDATE OR IGNORE affiliation SET actor_id = ? WHERE id = ?", "affiliation"},
    {"affiliation.in", "SELECT id FROM affiliation WHERE in_id = ? ORDER BY id",
     "UPDATE OR IGNORE affiliation SET in_id = ? WHERE id = ?", "affiliation"},
    {"activity_actor.actor", "SELECT id FROM activity_actor WHERE actor_id = ? ORDER BY id",
     "UPDATE OR IGNORE activity_actor SET actor_id = ? WHERE id = ?", "activity_actor"},
    {"activity_actor.on_behalf_of", "SELECT id FROM activity_actor WHERE on_behalf_of_id = ? ORDER BY id",
     "UPDATE activity_actor SET on_behalf_of_id = ? WHERE id = ?", ""},
    {"resource_use", "SELECT id FROM resource_use WHERE actor_id = ? ORDER BY id",
     "UPDATE OR IGNORE resource_use SET actor_id = ? WHERE id = ?", "resource_use"},
    {"need", "SELECT id FROM need WHERE actor_id = ? ORDER BY id", "UPDATE need SET actor_id = ? WHERE id = ?", ""},
    {"feedback", "SELECT id FROM feedback WHERE actor_id = ? ORDER BY id",
     "UPDATE OR IGNORE feedback SET actor_id = ? WHERE id = ?", "feedback"},
    {"observation", "SELECT id FROM observation WHERE actor_id = ? ORDER BY id",
     "UPDATE OR IGNORE observation SET actor_id = ? WHERE id = ?", "observation"},
    {"actor_merge", "SELECT id FROM actor_merge WHERE keep_id = ? ORDER BY id",
     "UPDATE actor_merge SET keep_id = ? WHERE id = ?", ""},
}};

/// A table whose rows may have to go.
struct Saved {
    std::string_view name;
    Text load, erase, insert;
};

constexpr std::array<Saved, 7> saved = {{
    {"actor_theme", "SELECT * FROM actor_theme WHERE id = ?", "DELETE FROM actor_theme WHERE id = ?",
     "INSERT INTO actor_theme VALUES (?,?,?,?)"},
    {"actor", "SELECT * FROM actor WHERE id = ?", "DELETE FROM actor WHERE id = ?",
     "INSERT INTO actor VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"},
    {"affiliation", "SELECT * FROM affiliation WHERE id = ?", "DELETE FROM affiliation WHERE id = ?",
     "INSERT INTO affiliation VALUES (?,?,?,?,?,?,?,?,?,?)"},
    {"activity_actor", "SELECT * FROM activity_actor WHERE id = ?", "DELETE FROM activity_actor WHERE id = ?",
     "INSERT INTO activity_actor VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"},
    {"resource_use", "SELECT * FROM resource_use WHERE id = ?", "DELETE FROM resource_use WHERE id = ?",
     "INSERT INTO resource_use VALUES (?,?,?,?,?,?,?,?,?,?)"},
    {"feedback", "SELECT * FROM feedback WHERE id = ?", "DELETE FROM feedback WHERE id = ?",
     "INSERT INTO feedback VALUES (?,?,?,?,?,?,?,?,?,?)"},
    {"observation", "SELECT * FROM observation WHERE id = ?", "DELETE FROM observation WHERE id = ?",
     "INSERT INTO observation VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)"},
}};

/// Numbers of two rows that become one row are added up: amounts of partners, counts of uses.
struct Sum {
    std::string_view name;
    Text twin;  ///< the row that has the key, and both numbers
    Text set, load;
};

constexpr std::array<Sum, 2> sums = {{
    {"activity_actor",
     "SELECT k.id, k.amount, d.amount FROM activity_actor k, activity_actor d WHERE d.id = ?1 AND k.actor_id = ?2 AND "
     "k.id <> d.id AND k.activity_id = d.activity_id AND k.member = d.member AND ifnull(k.role, '') = ifnull(d.role, '') "
     "AND ifnull(k.status, '') = ifnull(d.status, '') AND ifnull(k.since, '') = ifnull(d.since, '') AND d.amount IS NOT NULL",
     "UPDATE activity_actor SET amount = ? WHERE id = ?", "SELECT amount FROM activity_actor WHERE id = ?"},
    {"resource_use",
     "SELECT k.id, k.count, ifnull(d.count, 1) FROM resource_use k, resource_use d WHERE d.id = ?1 AND k.actor_id = ?2 AND "
     "k.id <> d.id AND k.resource_id = d.resource_id AND ifnull(k.date, '') = ifnull(d.date, '') AND "
     "ifnull(k.kind, '') = ifnull(d.kind, '')",
     "UPDATE resource_use SET count = ? WHERE id = ?", "SELECT count FROM resource_use WHERE id = ?"},
}};

template <class Entry, std::size_t n>
const Entry& entry(const std::array<Entry, n>& all, std::string_view name) {
    const auto found = std::find_if(all.begin(), all.end(), [&](const Entry& one) { return one.name == name; });
    if (found == all.end()) throw Error(Errc::io, "the store is damaged: a merge cannot be undone");
    return *found;
}

// One cell as text: its type and its value; reals keep every bit.
std::string written(const Cell& cell) {
    if (const auto* integer = std::get_if<std::int64_t>(&cell)) return "i" + std::to_string(*integer);
    if (const auto* text = std::get_if<std::string>(&cell)) return "t" + *text;
    const auto* real = std::get_if<double>(&cell);
    if (real == nullptr) return "n";
    std::array<char, 32> digits{};
    return "r" + std::string(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), *real).ptr);
}

Cell cell_from(const std::string& text) {
    const char* end = text.data() + text.size();
    if (text.empty() || text[0] == 'n') return {};
    if (text[0] == 't') return text.substr(1);
    if (text[0] == 'i') {
        std::int64_t value = 0;
        std::from_chars(text.data() + 1, end, value);
        return value;
    }
    double value = 0;
    std::from_chars(text.data() + 1, end, value);
    return value;
}

std::string written(const Row& row) {
    std::vector<std::string> cells;
    for (const Cell& cell : row) cells.push_back(written(cell));
    return json_text::write(cells);
}

Row row_from(std::string_view text) {
    Row row;
    for (const std::string& cell : json_text::read_list(text)) row.push_back(cell_from(cell));
    return row;
}

Row load(const Connection& connection, Text text, std::int64_t id) {
    Row row;
    Statement statement(connection, text);
    if (!statement.with(id).step()) throw Error(Errc::io, connection.name() + ": the store is damaged: a record is missing");
    for (int column = 0; column < statement.columns(); ++column) row.push_back(statement.cell(column));
    return row;
}

void run_with(const Connection& connection, Text text, const Row& row, std::int64_t id = 0) {
    Statement statement(connection, text);
    int index = 0;
    for (const Cell& cell : row) statement.bind(++index, cell);
    if (id != 0) statement.bind(++index, Cell(id));
    statement.run();
}

/// What of an actor may be filled from another: type, seat, field, since, until, lon, lat, aliases, identifiers, attributes.
constexpr Text load_facts =
    "SELECT type, territory_id, field, since, until, lon, lat, aliases, identifiers, attributes FROM actor WHERE id = ?";
constexpr Text save_facts =
    "UPDATE actor SET type = ?, territory_id = ?, field = ?, since = ?, until = ?, lon = ?, lat = ?, aliases = ?, "
    "identifiers = ?, attributes = ? WHERE id = ?";

bool is_null(const Cell& cell) { return std::holds_alternative<std::monostate>(cell); }

std::vector<std::string> list_of(const Cell& cell) {
    return is_null(cell) ? std::vector<std::string>() : json_text::read_list(text_of(cell));
}

void add(std::vector<std::string>& list, const std::string& item, const std::string& own) {
    if (item != own && std::find(list.begin(), list.end(), item) == list.end()) list.push_back(item);
}

Cell list_cell(const std::vector<std::string>& list) { return list.empty() ? Cell() : Cell(json_text::write(list)); }

struct Who {
    std::int64_t id = 0;
    std::string code, kind, name;
    Cell source;
};

Who find(const Connection& connection, const std::string& code) {
    Statement statement(connection, "SELECT id, code, kind, name, source_id FROM actor WHERE code = ?");
    if (statement.with(code).step())
        return {statement.integer(0), std::string(statement.text(1)), std::string(statement.text(2)),
                std::string(statement.text(3)), statement.cell(4)};
    Statement merged(connection, "SELECT a.code FROM actor_merge m JOIN actor a ON a.id = m.keep_id WHERE m.code = ?");
    if (merged.with(code).step())
        throw Error(Errc::conflict, "expected an actor of its own, found " + shortened(code) + ", which was merged into " +
                                        std::string(merged.text(0)));
    throw Error(Errc::not_found, "expected the id of an actor of the store, found " + shortened(code));
}

std::int64_t new_revision(Connection& connection, const std::string& what) {
    const std::int64_t revision = revision_of(connection) + 1;
    Statement(connection, "INSERT INTO batch (hash, source, applied_at, revision) VALUES "
                          "(?, ?, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), ?)")
        .with(sha256(what + "\n" + std::to_string(revision)), what, revision)
        .run();
    return revision;
}

/// One merge on its way.
class Merge {
public:
    Merge(Connection& connection, Who keep, Who drop) : c_(connection), keep_(std::move(keep)), drop_(std::move(drop)) {}

    std::int64_t run(std::string_view reason) {
        const std::int64_t revision = new_revision(c_, "merge of " + drop_.code + " into " + keep_.code);
        const std::int64_t batch = sqlite3_last_insert_rowid(c_.handle());
        Statement(c_, "INSERT INTO actor_merge (batch_id, keep_id, code, reason, source_id) VALUES (?, ?, ?, ?, ?)")
            .with(batch, keep_.id, drop_.code, reason.empty() ? Cell() : Cell(std::string(reason)), drop_.source)
            .run();
        id_ = sqlite3_last_insert_rowid(c_.handle());
        take_away_self_links();
        for (const Link& link : links) repoint(link);
        gather_facts();
        take_away(entry(saved, "actor"), drop_.id);
        return revision;
    }

private:
    void write_down(std::string_view step, std::string_view name, std::int64_t row, const std::string& cells) {
        Statement(c_, "INSERT INTO actor_merge_undo (merge_id, position, step, name, row_id, cells) VALUES (?, ?, ?, ?, ?, ?)")
            .with(id_, position_++, step, name, row, cells.empty() ? Cell() : Cell(cells))
            .run();
    }

    void take_away(const Saved& table, std::int64_t id) {
        write_down("erase", table.name, id, written(load(c_, table.load, id)));
        run_with(c_, table.erase, {Cell(id)});
    }

    [[nodiscard]] std::vector<std::int64_t> ids(Statement& statement) {
        std::vector<std::int64_t> found;
        while (statement.step()) found.push_back(statement.integer(0));
        return found;
    }

    // One of the two in the other: nobody belongs to oneself.
    void take_away_self_links() {
        Statement own(c_, "SELECT id FROM affiliation WHERE (actor_id = ?1 AND in_id = ?2) OR (actor_id = ?2 AND in_id = ?1) ORDER BY id");
        for (const std::int64_t id : ids(own.with(keep_.id, drop_.id))) take_away(entry(saved, "affiliation"), id);
    }

    void repoint(const Link& link) {
        Statement list(c_, link.list);
        for (const std::int64_t id : ids(list.with(drop_.id))) {
            run_with(c_, link.move, {Cell(keep_.id)}, id);
            if (sqlite3_changes(c_.handle()) > 0) {
                write_down("move", link.name, id, "");
                continue;
            }
            for (const Sum& sum : sums)
                if (sum.name == link.row) add_up(sum, id);
            take_away(entry(saved, link.row), id);
        }
    }

    void add_up(const Sum& sum, std::int64_t id) {
        Statement twin(c_, sum.twin);
        if (!twin.with(id, keep_.id).step()) return;
        const std::int64_t row = twin.integer(0);
        const Cell before = twin.cell(1);
        const double missing_is = sum.name == "resource_use" ? 1 : 0;
        const Cell after = (is_null(before) ? missing_is : twin.real(1)) + twin.real(2);
        twin.reset();
        write_down("sum", sum.name, row, written(Row{before, after}));
        run_with(c_, sum.set, {after}, row);
    }

    void gather_facts() {
        const Row before = load(c_, load_facts, keep_.id), other = load(c_, load_facts, drop_.id);
        Row after = before;
        for (std::size_t i = 0; i < 5; ++i)
            if (is_null(after[i])) after[i] = other[i];
        if (is_null(after[5]) && is_null(after[6])) {
            after[5] = other[5];
            after[6] = other[6];
        }
        std::vector<std::string> aliases = list_of(before[7]), identifiers = list_of(before[8]);
        add(aliases, drop_.name, keep_.name);
        for (const std::string& alias : list_of(other[7])) add(aliases, alias, keep_.name);
        add(identifiers, drop_.code, keep_.code);
        for (const std::string& identifier : list_of(other[8])) add(identifiers, identifier, keep_.code);
        after[7] = list_cell(aliases);
        after[8] = list_cell(identifiers);
        Attributes attributes = json_text::read_attributes(text_of(before[9]));
        for (const auto& [name, value] : json_text::read_attributes(text_of(other[9])))
            if (std::none_of(attributes.begin(), attributes.end(), [&name = name](const auto& known) { return known.first == name; }))
                attributes.emplace_back(name, value);
        after[9] = attributes.empty() ? Cell() : Cell(json_text::write(attributes));
        Row both = before;
        both.insert(both.end(), after.begin(), after.end());
        write_down("facts", "actor", keep_.id, written(both));
        run_with(c_, save_facts, after, keep_.id);
    }

    Connection& c_;
    Who keep_, drop_;
    std::int64_t id_ = 0;
    std::int64_t position_ = 0;
};

struct Step {
    std::string step, name;
    std::int64_t row;
    Row cells;
};

// Puts back what has not been changed since.
void undo(Connection& connection, const Step& step, std::int64_t dropped) {
    if (step.step == "erase") return run_with(connection, entry(saved, step.name).insert, step.cells);
    if (step.step == "move") return run_with(connection, entry(links, step.name).move, {Cell(dropped)}, step.row);
    if (step.step == "sum") {
        const Sum& sum = entry(sums, step.name);
        if (step.cells.size() == 2 && load(connection, sum.load, step.row)[0] == step.cells[1])
            run_with(connection, sum.set, {step.cells[0]}, step.row);
        return;
    }
    Row now = load(connection, load_facts, step.row);
    if (step.cells.size() != 2 * now.size()) throw Error(Errc::io, "the store is damaged: a merge cannot be undone");
    for (std::size_t i = 0; i < now.size(); ++i)
        if (now[i] == step.cells[now.size() + i]) now[i] = step.cells[i];
    run_with(connection, save_facts, now, step.row);
}

}  // namespace

std::int64_t merge_actors(Connection& connection, const std::string& keep, const std::string& drop, std::string_view reason) {
    Who one = find(connection, keep), other = find(connection, drop);
    if (one.id == other.id) throw Error(Errc::invalid_argument, "expected two actors, found " + shortened(keep) + " twice");
    if (one.kind != other.kind)
        throw Error(Errc::invalid_argument, "expected two actors of one kind, found a " + one.kind + " and a " + other.kind);
    return Merge(connection, std::move(one), std::move(other)).run(reason);
}

std::int64_t unmerge_actor(Connection& connection, const std::string& dropped) {
    Statement merge(connection, "SELECT id, keep_id FROM actor_merge WHERE code = ?");
    if (!merge.with(dropped).step())
        throw Error(Errc::not_found, "expected the id of an actor that was merged into another, found " + shortened(dropped));
    const std::int64_t id = merge.integer(0), keep = merge.integer(1);
    merge.reset();
    Statement later(connection, "SELECT code FROM actor_merge WHERE keep_id = ? AND id > ? ORDER BY id DESC LIMIT 1");
    if (later.with(keep, id).step())
        throw Error(Errc::conflict, "expected the last merge into this actor, found " + shortened(dropped) +
                                        ": take back that of " + std::string(later.text(0)) + " first");
    later.reset();
    std::vector<Step> steps;
    Statement list(connection, "SELECT step, name, row_id, cells FROM actor_merge_undo WHERE merge_id = ? ORDER BY position DESC");
    for (list.with(id); list.step();)
        steps.push_back({std::string(list.text(0)), std::string(list.text(1)), list.integer(2),
                         list.null(3) ? Row() : row_from(list.text(3))});
    list.reset();
    if (steps.empty() || steps[0].name != "actor" || steps[0].step != "erase")
        throw Error(Errc::io, connection.name() + ": the store is damaged: a merge cannot be undone");
    for (const Step& step : steps) undo(connection, step, steps[0].row);
    Statement(connection, "DELETE FROM actor_merge_undo WHERE merge_id = ?").with(id).run();
    Statement(connection, "DELETE FROM actor_merge WHERE id = ?").with(id).run();
    return new_revision(connection, "merge of " + dropped + " taken back");
}

}  // namespace tissu::sql
