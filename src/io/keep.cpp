// Interreg projects and partners as keep.eu exports them: two files or one, in any of their spellings.

#include <algorithm>
#include <cmath>
#include <set>

#include <tissu/base/error.hpp>
#include <tissu/base/identifier.hpp>
#include <tissu/base/text.hpp>

#include "io/blanks.hpp"
#include "io/columns.hpp"
#include "io/countries.hpp"
#include "io/keep_columns.hpp"
#include "io/open_data.hpp"
#include "io/organisations.hpp"
#include "io/values.hpp"

namespace tissu::io {
namespace {

namespace fs = std::filesystem;

std::string cell(const Sheet& sheet, std::size_t column) {
    std::string text(trimmed(sheet.text(column)));
    return is_nothing(text) ? std::string() : text;
}

class Keep {
public:
    explicit Keep(Report& report) : report_(report), organisations_(report) {}

    void read_projects(const fs::path& path, const std::string& name);
    void read_partners(const fs::path& path, const std::string& name);
    void compare();

private:
    struct Project {
        std::size_t row = 0;
        std::string lead_name;      ///< as the project's row says
        std::string lead_found;
        std::size_t leads = 0, partners = 0;
        std::string file;
        std::int64_t line = 0;
    };

    struct Key {
        std::string whole, acronym;
    };
    [[nodiscard]] static Key key_of(const Sheet& sheet, const Columns& columns);
    [[nodiscard]] Project* find(const Key& key);
    Project* add_project(Sheet& sheet, const Columns& columns, const Key& key, bool lead_is_name);
    void check_same(Sheet& sheet, const Columns& columns, const Project& project);
    [[nodiscard]] PartialDate date(Sheet& sheet, std::size_t column);
    [[nodiscard]] double number(Sheet& sheet, std::size_t column);
    [[nodiscard]] std::vector<Code> themes(Sheet& sheet, const Columns& columns);
    [[nodiscard]] Code place(Sheet& sheet, const Columns& columns);
    [[nodiscard]] Code country(Sheet& sheet, std::size_t column, const std::string& text);
    void add_territory(Sheet& sheet, const Code& id, const std::string& name, const Code& parent, bool mention);
    [[nodiscard]] Code organisation(Sheet& sheet, const Columns& columns, const Code& territory);
    void add_partner(Sheet& sheet, const Columns& columns, Project& project, const Code& actor, const Code& seat);

    Report& report_;
    Organisations organisations_;
    std::map<std::string, Project> projects_;
    std::map<std::string, std::vector<std::string>> by_acronym_;
    std::map<std::string, std::pair<std::size_t, std::int64_t>> partners_;
    std::map<std::string, std::size_t> territories_;
    std::map<std::string, Code> seats_;
    std::set<std::string> themes_;
    bool projects_read_ = false;
};

Keep::Key Keep::key_of(const Sheet& sheet, const Columns& columns) {
    const std::string number = slug_of(cell(sheet, columns.at("project_id")));
    const std::string programme = slug_of(cell(sheet, columns.at("programme")));
    std::string acronym = slug_of(cell(sheet, columns.at("acronym")));
    if (acronym.empty()) acronym = slug_of(cell(sheet, columns.at("title")));
    if (!number.empty()) return {"id-" + number, acronym};
    if (acronym.empty()) return {};
    return {programme.empty() ? acronym : programme + "-" + acronym, acronym};
}

Keep::Project* Keep::find(const Key& key) {
    if (const auto found = projects_.find(key.whole); found != projects_.end()) return &found->second;
    const auto named = by_acronym_.find(key.acronym);
    if (!projects_read_ || named == by_acronym_.end() || named->second.size() != 1) return nullptr;
    return &projects_.at(named->second.front());
}

PartialDate Keep::date(Sheet& sheet, std::size_t column) {
    PartialDate date;
    const Outcome outcome = read_date(cell(sheet, column), date);
    if (!outcome.error.empty()) sheet.reject(column, outcome.error);
    if (!outcome.note.empty()) sheet.tally(column, outcome.note);
    return date;
}

double Keep::number(Sheet& sheet, std::size_t column) {
    std::string text = cell(sheet, column);
    for (const std::string_view sign : {"\xE2\x82\xAC", "EUR"}) {
        if (text.starts_with(sign)) text.erase(0, sign.size());
        if (text.ends_with(sign)) text.erase(text.size() - sign.size());
    }
    double number = missing;
    const Outcome outcome = read_number(trimmed(text), number);
    if (!outcome.error.empty()) sheet.reject(column, outcome.error);
    if (!outcome.note.empty()) sheet.tally(column, outcome.note);
    if (number < 0) sheet.reject(column, "expected an amount that is not negative, found " + to_text(number));
    return number;
}

std::vector<Code> Keep::themes(Sheet& sheet, const Columns& columns) {
    std::vector<Code> codes;
    for (const char* field : {"themes", "theme2", "theme3"}) {
        const std::string text = cell(sheet, columns.at(field));
        for (std::size_t start = 0; start <= text.size();) {
            const std::size_t end = std::min(text.find_first_of(";|\n", start), text.size());
            const std::string label(trimmed(std::string_view(text).substr(start, end - start)));
            start = end + 1;
            const std::string slug = slug_of(label);
            if (slug.empty()) continue;
            const Code id("keep_theme", slug);
            if (std::find(codes.begin(), codes.end(), id) == codes.end()) codes.push_back(id);
            if (!themes_.insert(slug).second) continue;
            Theme theme;
            theme.id = id;
            theme.label_fr = theme.label_en = label;  // the source has English labels only
            theme.file = sheet.file();
            theme.line = sheet.line();
            ++report_.count(Theme::table).read;
            report_.import.batch.themes.push_back(std::move(theme));
        }
    }
    return codes;
}

Keep::Project* Keep::add_project(Sheet& sheet, const Columns& columns, const Key& key, bool lead_is_name) {
    Partnership record;
    record.id = Code("keep", key.whole);
    const std::string acronym = cell(sheet, columns.at("acronym"));
    record.title = cell(sheet, columns.at("title"));
    if (record.title.empty()) record.title = acronym.empty() ? key.whole : acronym;
    record.description = cell(sheet, columns.at("description"));
    record.since = date(sheet, columns.at("start"));
    record.until = date(sheet, columns.at("end"));
    record.amount = number(sheet, columns.at("budget"));
    if (sheet.rejected()) return nullptr;
    if (!std::isnan(record.amount)) record.currency = "EUR";
    if (record.since.known() && record.until.known() && record.until.first < record.since.first)
        sheet.note(columns.at("end"), "expected an end after the start in " + tissu::to_text(record.since));
    record.themes = themes(sheet, columns);
    record.type = "interreg";
    const auto attribute = [&](const std::string& name, const std::string& value) {
        if (!value.empty()) record.attributes.emplace_back(name, value);
    };
    attribute("acronym", acronym);
    attribute("programme", cell(sheet, columns.at("programme")));
    attribute("period", cell(sheet, columns.at("period")));
    if (lead_is_name)
        for (const std::size_t column : columns.others()) attribute(sheet.header()[column], cell(sheet, column));
    record.file = sheet.file();
    record.line = sheet.line();
    Project project;
    project.row = report_.import.batch.partnerships.size();
    project.file = sheet.name();
    project.line = sheet.line();
    const std::string lead = cell(sheet, columns.at("lead"));
    if (lead_is_name && !is_yes(lead) && !is_no(lead)) project.lead_name = lead;
    report_.import.batch.partnerships.push_back(std::move(record));
    by_acronym_[key.acronym].push_back(key.whole);
    return &projects_.emplace(key.whole, std::move(project)).first->second;
}

void Keep::read_projects(const fs::path& path, const std::string& name) {
    Sheet sheet(path, name, Partnership::table, report_);
    if (sheet.header().empty()) return;
    projects_read_ = true;
    const Columns columns(sheet, keep_spellings());
    const std::size_t at = columns.has("acronym") ? columns.at("acronym") : columns.at("title");
    while (sheet.next()) {
        const Key key = key_of(sheet, columns);
        if (key.whole.empty()) {
            sheet.reject(at, "expected the acronym or name of a project, found none");
        } else if (const auto known = projects_.find(key.whole); known != projects_.end()) {
            sheet.reject(at, "expected each project once in a programme, found it again (first on line " + std::to_string(known->second.line) + ")");
        } else {
            (void)add_project(sheet, columns, key, true);
        }
    }
}

// In a file of partners the project is repeated in every row.
void Keep::check_same(Sheet& sheet, const Columns& columns, const Project& project) {
    const Partnership& record = report_.import.batch.partnerships[project.row];
    const std::string title = cell(sheet, columns.at("title"));
    if (!title.empty() && slug_of(title) != slug_of(record.title) && !projects_read_)
        sheet.tally(columns.at("title"), "expected one name for a project, found another in a later row: the first is kept");
    if (const std::string text = cell(sheet, columns.at("start")); !text.empty()) {
        PartialDate start;
        if (read_date(text, start).error.empty() && record.since.known() && start != record.since)
            sheet.tally(columns.at("start"), "expected one start for a project, found another in a later row: the first is kept");
    }
}

void Keep::add_territory(Sheet& sheet, const Code& id, const std::string& name, const Code& parent, bool mention) {
    const auto [known, added] = territories_.try_emplace(id.text(), report_.import.batch.territories.size());
    if (!added) {
        Territory& territory = report_.import.batch.territories[known->second];
        if (!name.empty() && territory.name == id.value()) territory.name = name;
        return;
    }
    Territory territory;
    territory.id = id;
    territory.name = name.empty() ? std::string(id.value()) : name;
    if (!parent.empty()) territory.parts_of.push_back(parent);
    territory.mention = mention;
    territory.file = sheet.file();
    territory.line = sheet.line();
    ++report_.count(Territory::table).read;
    report_.import.batch.territories.push_back(std::move(territory));
}

Code Keep::country(Sheet& sheet, std::size_t column, const std::string& text) {
    const Country* known = country_of_text(text);
    const std::string iso = known == nullptr ? text : std::string(known->code);
    if (iso.size() != 2 || !Code::valid("country:" + iso)) return {};
    if (known == nullptr && !identifier::nuts(iso)) return {};
    const Code id("country", iso);
    if (known == nullptr && !territories_.contains(id.text()))
        sheet.tally(column, "expected a country of the list of the library, found " + text + ": named by its code");
    add_territory(sheet, id, known == nullptr ? iso : std::string(known->english), {}, true);
    return id;
}

// The seat: the NUTS 3 region, else the country.
Code Keep::place(Sheet& sheet, const Columns& columns) {
    const std::size_t column = columns.has("nuts3") ? columns.at("nuts3") : columns.at("nuts3_name"), country_column = columns.at("country");
    const std::string text = cell(sheet, column), country_text = cell(sheet, country_column);
    const std::string label = cell(sheet, columns.at("nuts3_name"));
    const auto [code, name] = nuts3_of(text, label);
    const Code state = country(sheet, country_column, country_text);
    if (code.empty()) {
        if (text.empty()) sheet.tally(column == no_column ? country_column : column, "expected a NUTS 3 code, found none: the seat is the country at most");
        else sheet.tally(column, "expected a NUTS 3 code, found a text without one: the seat is the country at most");
        return state;
    }
    const Code of_code = country(sheet, column, code.substr(0, 2));
    if (!state.empty() && !of_code.empty() && state != of_code)
        sheet.note(country_column, "expected the country of " + code + ", found " + country_text + ": the NUTS code is taken");
    const Code one("nuts1", code.substr(0, 3)), two("nuts2", code.substr(0, 4)), three("nuts3", code);
    const auto [outer, outer_name] = split_nuts(cell(sheet, columns.at("nuts1_name")), 3);
    const auto [inner, inner_name] = split_nuts(cell(sheet, columns.at("nuts2_name")), 4);
    add_territory(sheet, one, outer == one.value() ? outer_name : "", of_code, true);
    add_territory(sheet, two, inner == two.value() ? inner_name : "", one, true);
    add_territory(sheet, three, name, two, false);
    return three;
}

Code Keep::organisation(Sheet& sheet, const Columns& columns, const Code& territory) {
    const std::string original = cell(sheet, columns.at("organisation")), other_name = cell(sheet, columns.at("other_name"));
    const std::string name = original.empty() ? other_name : original;
    const std::string number = cell(sheet, columns.at("organisation_id"));
    const std::size_t column = columns.has("organisation") ? columns.at("organisation") : columns.at("other_name");
    const std::string slug = slug_of(name);
    if (slug.empty() && number.empty()) {
        sheet.reject(column, "expected the name of an organisation, found none");
        return {};
    }
    const std::string text = "keep_org:" + (number.empty() ? slug + (territory.empty() ? "" : "-" + std::string(territory.value())) : number);
    if (!Code::valid(text)) {
        sheet.reject(columns.at("organisation_id"), "expected the number of an organisation, found " + shortened(number));
        return {};
    }
    Actor& actor = organisations_.add(Code(text), slug.empty() ? number : name, sheet.file(), sheet.line());
    for (const std::string& other : {name, other_name})
        if (!slug_of(other).empty() && slug_of(other) != slug_of(actor.name) &&
            std::find(actor.aliases.begin(), actor.aliases.end(), other) == actor.aliases.end())
            actor.aliases.push_back(other);
    const auto [seat, added] = seats_.try_emplace(text, territory);
    if (added) actor.territory = territory;
    else if (seat->second != territory && !territory.empty())
        sheet.note(columns.has("nuts3") ? columns.at("nuts3") : columns.at("country"),
                   "expected the organisation " + number + " in " + (seat->second.empty() ? "no region" : seat->second.text()) +
                       ", found it in " + territory.text() + ": it acts there in this project");
    if (const std::string town = cell(sheet, columns.at("town")); added && !town.empty()) actor.attributes.emplace_back("town", town);
    const double lon = number_of_degrees(cell(sheet, columns.at("lon")), 180), lat = number_of_degrees(cell(sheet, columns.at("lat")), 90);
    if (added && !std::isnan(lon) && !std::isnan(lat)) {
        actor.lon = lon;
        actor.lat = lat;
    }
    return Code(text);
}

void Keep::add_partner(Sheet& sheet, const Columns& columns, Project& project, const Code& actor, const Code& seat) {
    const std::string lead = cell(sheet, columns.at("lead")), role = cell(sheet, columns.at("role"));
    const std::string name = cell(sheet, columns.at("organisation"));
    const bool is_lead = is_yes(lead) || is_yes(role) || (!is_no(lead) && slug_of(lead) == slug_of(name)) ||
                         (!project.lead_name.empty() && !columns.has("lead") && !columns.has("role") && slug_of(project.lead_name) == slug_of(name));
    Partner partner;
    partner.partnership = report_.import.batch.partnerships[project.row].id;
    partner.actor = actor;
    partner.role = is_lead ? "lead" : is_no(role) ? "partner" : folded(role);
    partner.amount = number(sheet, columns.at("partner_budget"));
    if (seats_.at(actor.text()) != seat) partner.territory = seat;
    if (sheet.rejected()) return;
    const std::string key = partner.partnership.text() + "\n" + actor.text();
    const auto [known, added] = partners_.try_emplace(key, report_.import.batch.partners.size(), sheet.line());
    if (!added) {
        Partner& first = report_.import.batch.partners[known->second.first];
        if (is_lead && first.role != "lead") {
            first.role = "lead";
            ++project.leads;
        }
        return sheet.reject(columns.has("organisation") ? columns.at("organisation") : columns.at("other_name"),
                            "expected each organisation once in a project, found it again (first on line " +
                                std::to_string(known->second.second) + ")");
    }
    if (is_lead) {
        ++project.leads;
        project.lead_found = name;
    }
    for (const std::size_t column : columns.others())
        if (const std::string text = cell(sheet, column); !text.empty()) partner.attributes.emplace_back(sheet.header()[column], text);
    partner.file = sheet.file();
    partner.line = sheet.line();
    ++project.partners;
    report_.import.batch.partners.push_back(std::move(partner));
}

void Keep::read_partners(const fs::path& path, const std::string& name) {
    Sheet sheet(path, name, Partner::table, report_);
    if (sheet.header().empty()) return;
    const Columns columns(sheet, keep_spellings());
    const std::size_t at = columns.has("acronym") ? columns.at("acronym") : columns.has("title") ? columns.at("title") : columns.at("project_id");
    while (sheet.next()) {
        const Key key = key_of(sheet, columns);
        if (key.whole.empty()) {
            sheet.reject(at, "expected the acronym or name of a project, found none");
            continue;
        }
        Project* project = find(key);
        if (project == nullptr && projects_read_) {
            sheet.reject(at, "expected a project of the file of projects, found another");
            continue;
        }
        if (project != nullptr) {
            check_same(sheet, columns, *project);
        } else {
            project = add_project(sheet, columns, key, false);
            if (project == nullptr) continue;
            ++report_.count(Partnership::table).read;
        }
        const Code seat = place(sheet, columns);
        const Code actor = organisation(sheet, columns, seat);
        if (!actor.empty() && !sheet.rejected()) add_partner(sheet, columns, *project, actor, seat);
    }
}

void Keep::compare() {
    for (const auto& [key, project] : projects_) {
        const std::string id = report_.import.batch.partnerships[project.row].id.text();
        const auto say = [&](const char* column, const std::string& value, std::string rule) {
            report_.issue(project.file, project.line, column, value, id + ": " + std::move(rule), Action::noted);
        };
        if (partners_.empty()) continue;
        if (project.partners == 0) say("", "", "expected partners, found none");
        else if (project.leads != 1) say("lead partner", "", "expected one lead partner, found " + std::to_string(project.leads));
        else if (!project.lead_name.empty() && slug_of(project.lead_name) != slug_of(project.lead_found))
            say("lead partner", project.lead_name, "expected the lead partner " + shortened(project.lead_name) + ", found " + shortened(project.lead_found));
    }
}

}  // namespace

void read_keep(const fs::path& path, Report& report) {
    report.published_by("keep.eu", "REEL_OUVERT");
    Keep keep(report);
    std::vector<fs::path> projects, partners;
    for (const fs::path& file : files_in(path, {".csv", ".txt", ".tsv"})) {
        const KeepFile kind = keep_file(file);
        if (kind != KeepFile::none) (kind == KeepFile::projects ? projects : partners).push_back(file);
    }
    if (projects.empty() && partners.empty())
        throw Error(Errc::invalid_data, "expected CSV files with project acronym, programme, partner name, country, NUTS3, found none in " + path.string());
    std::error_code failure;
    for (const auto* list : {&projects, &partners})
        for (const fs::path& file : *list) report.expect(fs::file_size(file, failure));
    for (const fs::path& file : projects) keep.read_projects(file, file.filename().string());
    for (const fs::path& file : partners) keep.read_partners(file, file.filename().string());
    keep.compare();
}

bool is_keep(const fs::path& path) {
    const std::vector<fs::path> files = files_in(path, {".csv", ".txt", ".tsv"});
    return std::any_of(files.begin(), files.end(), [](const fs::path& file) { return keep_file(file) != KeepFile::none; });
}

}  // namespace tissu::io
