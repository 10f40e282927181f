// Cities in URBACT networks: partnerships of local authorities.

#include "io/urbact.hpp"

#include <algorithm>

#include <tissu/base/error.hpp>
#include <tissu/base/text.hpp>

#include "io/blanks.hpp"
#include "io/countries.hpp"
#include "io/values.hpp"

namespace tissu::io {
namespace {

namespace fs = std::filesystem;

std::string slug(std::string_view label) {
    std::string text = name_key(label);
    std::replace(text.begin(), text.end(), ' ', '-');
    return text;
}

// Line endings as one LF; a quotation mark without the backslashes that the files put before it.
bool tidy(std::string& text) {
    std::string clean;
    for (const char c : text) {
        while (c == '"' && clean.ends_with('\\')) clean.pop_back();
        if (c == '\n' && clean.ends_with('\r')) clean.pop_back();
        clean.push_back(c);
    }
    const bool changed = clean.size() != text.size();
    text = std::move(clean);
    return changed;
}

void put(Attributes& attributes, const char* name, std::string value) {
    if (!value.empty()) attributes.emplace_back(name, std::move(value));
}

bool holds(const std::vector<std::string>& header, std::initializer_list<const char*> columns) {
    return std::all_of(columns.begin(), columns.end(), [&](const char* column) {
        return std::find(header.begin(), header.end(), folded(column)) != header.end();
    });
}

bool is_networks(const fs::path& path) {
    return holds(header_of(path), {"Code_Network", "Name", "Main.Key.Word"});
}
bool is_memberships(const fs::path& path) {
    return holds(header_of(path), {"Code_Network", "geonameId", "City.Statut"});
}

}  // namespace

// A cell, cleaned; `NA` is missing.
std::string Urbact::value(Sheet& sheet, std::string_view column) {
    const auto [place, added] = columns_.try_emplace(std::string(column), no_column);
    if (added) place->second = sheet.find(column);
    const std::size_t index = place->second;
    std::string text(trimmed(sheet.text(index)));
    if (text == "NA") return {};
    if (decode_escapes(text))
        sheet.tally(index, "<U+…> is read as the character it stands for", Action::repaired);
    if (tidy(text))
        sheet.tally(index, "backslashes before quotation marks are left out, CR LF is read as LF",
                    Action::repaired);
    return text;
}

std::string Urbact::paragraphs(Sheet& sheet) {
    std::string text;
    for (const char* column : {"Description", "Aims", "Activities"}) {
        const std::string part = value(sheet, column);
        if (!part.empty()) text += (text.empty() ? "" : "\n\n") + part;
    }
    return text;
}

PartialDate Urbact::year(Sheet& sheet, std::string_view column) {
    PartialDate date;
    const Outcome outcome = read_date(value(sheet, column), date);
    if (!outcome.error.empty()) sheet.reject(sheet.find(column), outcome.error);
    if (!outcome.note.empty()) sheet.tally(sheet.find(column), outcome.note);
    return date;
}

double Urbact::number(Sheet& sheet, std::string_view column) {
    double number = missing;
    const Outcome outcome = read_number(value(sheet, column), number);
    if (!outcome.error.empty()) sheet.reject(sheet.find(column), outcome.error);
    if (!outcome.note.empty()) sheet.tally(sheet.find(column), outcome.note);
    return number;
}

Code Urbact::theme(Sheet& sheet, const std::string& label) {
    const std::string name = slug(label);
    if (name.empty()) return {};
    const Code id("urbact_theme", name);
    if (!themes_.insert(id).second) return id;
    Theme theme;
    theme.id = id;
    theme.label_fr = label;  // the source has English labels only
    theme.label_en = label;
    theme.file = sheet.file();
    theme.line = sheet.line();
    report_.import.batch.themes.push_back(std::move(theme));
    ++report_.count(Theme::table).read;
    return id;
}

std::vector<Code> Urbact::themes(Sheet& sheet) {
    std::string words = value(sheet, "Main.Key.Word") + "/" + value(sheet, "Additionnal.key.words");
    std::replace(words.begin(), words.end(), '\n', ' ');
    std::vector<Code> codes;
    for (std::size_t start = 0; start <= words.size();) {
        const std::size_t end = std::min(words.find('/', start), words.size());
        const std::string label(trimmed(std::string_view(words).substr(start, end - start)));
        start = end + 1;
        const Code code = theme(sheet, label);
        if (!code.empty() && std::find(codes.begin(), codes.end(), code) == codes.end())
            codes.push_back(code);
    }
    return codes;
}

bool Urbact::add_network(Sheet& sheet, const std::string& code, const std::string& title) {
    const std::size_t column = sheet.find("Code_Network");
    if (!Code::valid("urbact_network:" + code)) {
        sheet.reject(column,
                     "expected the code of a network, found " + (code.empty() ? "none" : shortened(code)));
        return false;
    }
    const auto known = networks_.find(code);
    if (known != networks_.end()) {
        sheet.reject(column, "expected each network once, found it again (first on line " +
                                 std::to_string(known->second.line) + ")");
        return false;
    }
    if (title.empty()) sheet.reject(sheet.find("Name"), "expected the name of a network, found none");
    Partnership record;
    record.id = Code("urbact_network", code);
    record.title = title;
    record.type = value(sheet, "Type");
    record.description = paragraphs(sheet);
    record.since = year(sheet, "Start");
    record.until = year(sheet, "End");
    if (record.since.known() && record.until.known() && record.until.first < record.since.first)
        sheet.note(sheet.find("End"), "expected an end after the start in " + tissu::to_text(record.since));
    for (const auto& [name, from] : {std::pair{"url", "Url"},
                                     {"phase", "Phase"},
                                     {"region", "Region"},
                                     {"lead_country", "LeadPartnerCountry"},
                                     {"members", "Members"}})
        put(record.attributes, name, value(sheet, from));
    record.file = sheet.file();
    record.line = sheet.line();
    Network network;
    network.row = report_.import.batch.partnerships.size();
    network.line = sheet.line();
    network.file = sheet.name();
    network.lead_country = value(sheet, "LeadPartnerCountry");
    network.cities = number(sheet, "NbCities");
    if (sheet.rejected()) return false;
    record.themes = themes(sheet);
    report_.import.batch.partnerships.push_back(std::move(record));
    networks_.emplace(code, std::move(network));
    return true;
}

void Urbact::read_networks(const fs::path& path, const std::string& name) {
    columns_.clear();
    Sheet sheet(path, name, Partnership::table, report_);
    if (sheet.header().empty()) return;
    for (const char* column : {"Code_Network", "Name", "Start", "End"}) (void)sheet.require(column);
    while (sheet.next()) add_network(sheet, value(sheet, "Code_Network"), value(sheet, "Name"));
}

void read_urbact(const fs::path& path, Report& report) {
    report.published_by("URBACT", "REEL_OUVERT");
    Urbact urbact(report);
    std::error_code failure;
    const bool folder = fs::is_directory(path, failure);
    const fs::path networks = folder ? path / "networks.csv" : path;
    const fs::path memberships = folder ? path / "memberships.csv" : path;
    const bool has_networks = is_networks(networks);
    const bool has_memberships = is_memberships(memberships);
    if (!has_networks && !has_memberships)
        throw Error(Errc::invalid_data,
                    "expected memberships.csv or networks.csv with the columns Code_Network, geonameId, "
                    "City.Statut or Code_Network, Name, Main.Key.Word, found neither in " +
                        path.string());
    if (has_networks) report.expect(fs::file_size(networks, failure));
    if (has_memberships) report.expect(fs::file_size(memberships, failure));
    if (has_networks) urbact.read_networks(networks, networks.filename().string());
    if (has_memberships) urbact.read_memberships(memberships, memberships.filename().string());
    urbact.compare();
}

bool is_urbact(const fs::path& path) {
    std::error_code failure;
    if (fs::is_directory(path, failure))
        return is_memberships(path / "memberships.csv") || is_networks(path / "networks.csv");
    return fs::is_regular_file(path, failure) && (is_memberships(path) || is_networks(path));
}

}  // namespace tissu::io
