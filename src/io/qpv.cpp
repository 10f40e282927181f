// Priority neighbourhoods (QPV) of 2015 and 2024: one row per neighbourhood and commune, or one per neighbourhood.

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include <tissu/base/error.hpp>
#include <tissu/base/identifier.hpp>
#include <tissu/base/text.hpp>

#include "io/cells.hpp"
#include "io/columns.hpp"
#include "io/commune_list.hpp"
#include "io/open_data.hpp"
#include "io/sheet.hpp"

namespace tissu::io {
namespace {

namespace fs = std::filesystem;

const std::vector<Spellings>& spellings() {
    static const std::vector<Spellings> all = {
        {"code", {"codeqp", "codeqpv", "codequartier", "codeduquartier", "codeqp2015", "codeqp2024", "codeqpv2015", "codeqpv2024",
                  "codequartierprioritaire", "idqpv", "idqp", "qpvcode"}},
        {"name", {"libqp", "nomqp", "libqpv", "nomqpv", "libelleqp", "libelleqpv", "nomquartier", "nomduquartier", "quartierprioritaire",
                  "libellequartier", "nomquartierprioritaire", "qpvname", "qpvnom"}},
        {"commune", {"inseecom", "codecommune", "codeinsee", "codgeo", "codeinseecommune", "communecode", "codescommunes"}},
        {"commune_name", {"libcom", "nomcommune", "nomcom", "libgeo", "libellecommune"}},
        {"lon", {"loncommune"}},
        {"lat", {"latcommune"}},
        {"population", {"popmun", "population", "populationmunicipale"}},
    };
    return all;
}

struct Wanted {
    explicit Wanted(const Sheet& sheet) {
        const Columns columns(sheet, spellings());
        code = columns.at("code"), name = columns.at("name"), commune = columns.at("commune"), commune_name = columns.at("commune_name");
        lon = columns.at("lon"), lat = columns.at("lat"), population = columns.at("population");
    }
    std::size_t code, name, commune, commune_name, lon, lat, population;
};

class Qpv {
public:
    explicit Qpv(Report& report) : report_(report) {}

    void read_file(const fs::path& path, const std::string& name) {
        Sheet sheet(path, name, Part::table, report_);
        if (sheet.header().empty()) return;
        const Wanted columns(sheet);
        if (columns.code == no_column) (void)sheet.require("code_qp");
        while (sheet.next()) row(sheet, columns);
    }

    /// A neighbourhood in one commune lies in it as a whole; of several the shares are not known and taken as equal.
    void finish() {
        auto& territories = report_.import.batch.territories;
        std::map<std::uint32_t, Findings> said;  // by file
        for (const auto& [code, own] : own_) {
            if (own.communes.empty()) continue;
            if (own.communes.size() == 1) {
                territories[own.row].parts_of = {own.communes.front()};
                continue;
            }
            for (const Code& commune : own.communes) {
                Part part;
                part.territory = code;
                part.part_of = commune;
                part.share = 1.0 / static_cast<double>(own.communes.size());
                part.attributes = {{"share_basis", "equal"}};
                part.file = territories[own.row].file;
                part.line = territories[own.row].line;
                report_.import.batch.parts.push_back(std::move(part));
            }
            const std::uint32_t file = territories[own.row].file;
            said.try_emplace(file, report_, report_.import.batch.files[file])
                .first->second.tally(territories[own.row].line, "code_qp", code.text(),
                                     "lies in several communes: the list has no shares, equal ones are taken");
        }
        settle_counts();
    }

private:
    struct Own {
        std::size_t row = 0;
        std::vector<Code> communes;
    };

    // The sheets counted their rows, which are links; a link in a list of its territory is no record of its own.
    void settle_counts() {
        RowCount& parts = report_.count(Part::table);
        const std::int64_t rejected = parts.rejected;
        parts.read = static_cast<std::int64_t>(report_.import.batch.parts.size()) + rejected;
        parts.repaired = 0;
    }

    Territory& add(const Code& id, std::string name, const Sheet& sheet) {
        Territory territory;
        territory.id = id;
        territory.name = std::move(name);
        territory.file = sheet.file();
        territory.line = sheet.line();
        ++report_.count(Territory::table).read;
        report_.import.batch.territories.push_back(std::move(territory));
        return report_.import.batch.territories.back();
    }

    double number(Sheet& sheet, std::size_t column) {
        double value = missing;
        const Outcome outcome = read_number(sheet.text(column), value);
        if (!outcome.error.empty()) sheet.note(column, outcome.error + ": left out");
        return outcome.error.empty() ? value : missing;
    }

    void row(Sheet& sheet, const Wanted& columns) {
        const std::string code(sheet.text(columns.code));
        if (identifier::qpv(code) == 0)
            return sheet.reject(columns.code, "expected the code of a priority neighbourhood (QP091001, QN09101M), found " +
                                                  (code.empty() ? "none" : shortened(code)));
        const std::string_view commune_text = sheet.text(columns.commune);
        const auto communes = communes_of(commune_text);
        if (columns.commune != no_column && communes.empty())
            return sheet.reject(columns.commune, "expected the code of a commune, found " +
                                                     (commune_text.empty() ? "none" : shortened(commune_text)));
        const Code id("qpv", code);
        std::vector<Code> more;
        const auto known = own_.find(id);
        for (const identifier::Mended& commune : communes) {
            if (commune.repaired) sheet.repaired(columns.commune, "expected five characters, found fewer: read as " + commune.text);
            const Code one("commune", commune.text);
            if (known == own_.end() || std::find(known->second.communes.begin(), known->second.communes.end(), one) == known->second.communes.end())
                more.push_back(one);
        }
        if (known != own_.end() && more.empty())
            return sheet.reject(columns.code, "expected " + id.text() + " once" + (communes.empty() ? "" : " in commune:" + communes.front().text) +
                                                  ", found it again");
        if (communes.size() > 1) sheet.tally(columns.commune, "expected one commune a row, found several: the neighbourhood lies in each");
        if (known == own_.end()) add_own(sheet, columns, id);
        for (const Code& commune : more) {
            own_[id].communes.push_back(commune);
            add_commune(sheet, columns, std::string(commune.value()), communes.size() == 1);
        }
    }

    void add_own(Sheet& sheet, const Wanted& columns, const Code& id) {
        std::string name(sheet.text(columns.name));
        if (name.empty()) sheet.tally(columns.name, "expected a name, found none: its code is taken");
        Territory& territory = add(id, name.empty() ? std::string(id.value()) : std::move(name), sheet);
        territory.population = number(sheet, columns.population);
        for (std::size_t column = 0; column < sheet.header().size(); ++column) {
            const bool used = column == columns.code || column == columns.name || column == columns.commune ||
                              column == columns.lon || column == columns.lat || column == columns.population ||
                              (column == columns.commune_name && columns.commune != no_column);
            if (!used && !sheet.text(column).empty())
                territory.attributes.emplace_back(sheet.header()[column], std::string(sheet.text(column)));
        }
        own_[id].row = report_.import.batch.territories.size() - 1;
    }

    // The list is about neighbourhoods: what others say of a commune stands.
    void add_commune(Sheet& sheet, const Wanted& columns, const std::string& code, bool alone) {
        std::string name(alone ? sheet.text(columns.commune_name) : std::string_view());
        if (name.find_first_of(";|\n") != std::string::npos) {
            sheet.tally(columns.commune_name, "expected the name of one commune, found several: left out");
            name.clear();
        }
        const auto [known, is_new] = communes_.try_emplace(code, report_.import.batch.territories.size());
        if (!is_new) {
            std::string& given = report_.import.batch.territories[known->second].name;
            if (given == code && !name.empty()) given = name;
            return;
        }
        Territory& commune = add(Code("commune", code), name.empty() ? code : name, sheet);
        commune.mention = true;
        if (!alone) return;
        commune.lon = number(sheet, columns.lon);
        commune.lat = number(sheet, columns.lat);
    }

    Report& report_;
    std::map<Code, Own> own_;
    std::map<std::string, std::size_t> communes_;  ///< row in Batch::territories
};

bool is_list(const fs::path& path) {
    const auto fields = fields_of(header_of(path), spellings());
    return fields.contains("code") && fields.contains("name");
}

std::vector<fs::path> lists_of(const fs::path& path) {
    std::error_code failure;
    if (!fs::is_directory(path, failure)) return {path};
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(path, failure))
        if (entry.is_regular_file(failure) && entry.path().extension() == ".csv" && is_list(entry.path())) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

}  // namespace

void read_qpv(const fs::path& path, Report& report) {
    std::error_code failure;
    if (fs::is_regular_file(path, failure) && is_geojson(path)) return read_geojson(path, report);
    report.published_by("ANCT", "REEL_OUVERT");
    Qpv reader(report);
    const std::vector<fs::path> files = lists_of(path);
    if (files.empty()) throw Error(Errc::invalid_data, "expected lists with the columns code_qp and lib_qp, found none in " + path.string());
    for (const fs::path& file : files) report.expect(fs::file_size(file, failure));
    for (const fs::path& file : files) reader.read_file(file, file.filename().string());
    reader.finish();
}

bool is_qpv(const fs::path& path) {
    std::error_code failure;
    if (fs::is_directory(path, failure)) return !lists_of(path).empty();
    return fs::is_regular_file(path, failure) && is_list(path);
}

}  // namespace tissu::io
