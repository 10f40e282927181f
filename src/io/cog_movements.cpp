#include "io/cog_movements.hpp"

#include <algorithm>
#include <tuple>

#include <tissu/base/text.hpp>

#include "io/cog.hpp"
#include "io/departements.hpp"
#include "io/values.hpp"

namespace tissu::io {
namespace {

constexpr Date creation_of_departements = std::chrono::year(1968) / 1 / 1;

int phase_of(const Movement& row) { return row.mod == "41" || row.mod == "50" ? 0 : row.mod == "35" ? 2 : 1; }

auto order_of(const Movement& row) { return std::tuple(row.date.first, phase_of(row)); }

bool is_commune(const Code& code) { return code.scheme() == "commune"; }

void add_name(Life& life, const std::string& name, std::int64_t line) {
    if (life.line == 0 || line < life.line) life.line = line;
    const auto old = std::find(life.names.begin(), life.names.end(), name);
    if (old != life.names.end()) life.names.erase(old);
    life.names.push_back(name);
}

std::string_view kind_of_type(std::string_view type) {
    if (type == "COM") return "commune";
    if (type == "COMA") return "coma";
    if (type == "COMD") return "comd";
    return type == "ARM" ? "arm" : "";
}

}  // namespace

void Movements::play_day(std::size_t begin, std::size_t end) {
    std::set<Code> away, towards;
    for (std::size_t i = begin; i < end; ++i) {
        const Movement& row = rows_[i];
        const bool down = is_commune(row.before) && !row.after.empty() && !is_commune(row.after);
        const bool up = is_commune(row.after) && !row.before.empty() && !is_commune(row.before);
        if (!row.before.empty() && !down) away.insert(row.before);
        if (!row.after.empty() && !up) towards.insert(row.after);
        if (up) lives_[row.before].parent = row.after;
        if (!row.before.empty()) add_name(lives_[row.before], row.name_before, row.line);
    }
    for (std::size_t i = begin; i < end; ++i)
        if (!rows_[i].after.empty()) add_name(lives_[rows_[i].after], rows_[i].name_after, rows_[i].line);
    const PartialDate date = rows_[begin].date;
    for (const Code& code : towards) {
        Life& life = lives_[code];
        const bool begins = !away.contains(code) && !(life.known && life.exists);
        if (begins && !life.known) life.begun = date;
        life.known = life.exists = true;
        life.ended = {};
    }
    for (const Code& code : away) {
        Life& life = lives_[code];
        life.known = true;
        if (towards.contains(code)) continue;
        life.exists = false;
        life.ended = date;
    }
}

void Movements::play() {
    std::stable_sort(rows_.begin(), rows_.end(),
                     [](const Movement& a, const Movement& b) { return order_of(a) < order_of(b); });
    for (std::size_t begin = 0, end = 0; begin < rows_.size(); begin = end) {
        while (end < rows_.size() && order_of(rows_[end]) == order_of(rows_[begin])) ++end;
        play_day(begin, end);
    }
}

std::vector<Succession> Movements::successions() const {
    std::vector<Succession> list;
    std::set<std::tuple<Code, Code, Date, std::string>> seen;
    std::set<std::pair<Code, Date>> stays;  // parts of communes that go on that day
    for (const Movement& row : rows_)
        if (row.before == row.after && !is_commune(row.before)) stays.emplace(row.before, row.date.first);
    for (const Movement& row : rows_) {
        const bool part = !is_commune(row.before);
        // MOD 71 names the commune a part comes back in, not what it was.
        if (row.before.empty() || row.after.empty() || row.mod == "71") continue;
        if (part && row.before.scheme() != "arm" && stays.contains({row.before, row.date.first})) continue;
        if (!seen.emplace(row.before, row.after, row.date.first, row.mod).second) continue;
        Succession& succession = list.emplace_back();
        succession.from = row.before;
        succession.to = row.after;
        succession.date = row.date;
        succession.kind = row.mod;
        succession.line = row.line;
        succession.attributes = {{"name_before", row.name_before}, {"name_after", row.name_after}};
    }
    return list;
}

namespace {

/// One side of a row; false, and said, if it cannot be read.
bool read_side(Sheet& sheet, std::size_t type_column, std::size_t code_column, Code& code) {
    const std::string_view type = sheet.text(type_column);
    const std::string_view text = sheet.text(code_column);
    if (type.empty() && text.empty()) return true;
    const std::string_view kind = kind_of_type(type);
    if (kind.empty()) {
        sheet.reject(type_column, "expected COM, COMA, COMD or ARM, found " + shortened(type));
        return false;
    }
    const auto mended = commune_code(text);
    if (!mended) {
        sheet.reject(code_column, "expected the code of a commune as Insee writes it, found " + shortened(text));
        return false;
    }
    if (mended->repaired)
        sheet.repaired(code_column, "expected " + mended->text + ", found " + std::string(text));
    code = Code(kind, mended->text);
    return true;
}

}  // namespace

void Cog::read_movements(Sheet& sheet) {
    const std::size_t mod = sheet.require("MOD"), date = sheet.require("DATE_EFF");
    const std::size_t type_before = sheet.require("TYPECOM_AV"), before = sheet.require("COM_AV");
    const std::size_t type_after = sheet.require("TYPECOM_AP"), after = sheet.require("COM_AP");
    const std::size_t name_before = sheet.require("LIBELLE_AV"), name_after = sheet.require("LIBELLE_AP");
    Movements movements;
    while (sheet.next()) {
        Movement row;
        row.mod = sheet.text(mod);
        row.line = sheet.line();
        row.name_before = sheet.text(name_before);
        row.name_after = sheet.text(name_after);
        if (row.mod.empty() || row.mod.size() > 2 || row.mod.find_first_not_of("0123456789") != std::string::npos)
            sheet.reject(mod, "expected the number of a kind of movement, found " + shortened(row.mod));
        const Outcome outcome = read_date(sheet.text(date), row.date);
        if (!outcome.error.empty() || row.date.precision != Precision::day)
            sheet.reject(date, "expected the day of effect, found " + shortened(sheet.text(date)));
        else if (!outcome.note.empty()) sheet.tally(date, outcome.note);
        if (!read_side(sheet, type_before, before, row.before) || !read_side(sheet, type_after, after, row.after))
            continue;
        if (row.before.empty() && row.after.empty())
            sheet.reject(before, "expected a commune before or after, found none");
        for (const auto& [code, name] : {std::pair(row.before, row.name_before), std::pair(row.after, row.name_after)})
            if (!code.empty() && name.empty()) sheet.reject(no_column, "expected the name of " + code.text() + ", found none");
        if (!sheet.rejected()) movements.add(std::move(row));
    }
    movements.play();
    for (const auto& [code, life] : movements.lives()) add_life(code, life, sheet.file());
    for (Succession& succession : movements.successions()) {
        ++report_.count(Succession::table).read;
        succession.file = sheet.file();
        report_.import.batch.successions.push_back(std::move(succession));
    }
}

void Cog::add_life(const Code& code, const Life& life, std::uint32_t file) {
    Territory* territory = this->territory(code);
    const bool listed = territory != nullptr;
    if (!listed) {
        territory = &append(code, life.names.back(), file, life.line);
        ++report_.count(Territory::table).read;
    }
    territory->valid_from = life.begun;
    territory->valid_to = life.exists ? PartialDate() : life.ended;
    for (const std::string& name : life.names)
        if (name != territory->name) territory->aliases.push_back(name);
    if (!is_commune(code)) {
        if (!listed && !life.exists && is_commune(life.parent))
            if (Part* part = append_part(code, life.parent, file, life.line)) {
                part->since = life.begun;
                part->until = life.ended;
                ++report_.count(Part::table).read;
            }
        return;
    }
    const std::string_view departement = departement_of_commune(code.value());
    // Until 1968 the numbers 75 and 78 stood for the Seine and Seine-et-Oise.
    const bool of_old = (departement == "75" || departement == "78") && !life.exists &&
                        life.ended.first <= creation_of_departements;
    if (!listed && !of_old && mention_departement(departement, file, life.line) &&
        append_part(code, Code("departement", departement), file, life.line) != nullptr)
        ++report_.count(Part::table).read;
}

}  // namespace tissu::io
