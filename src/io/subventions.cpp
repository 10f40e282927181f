// Grants of public bodies as the schema "subventions" of the SCDL has them, versions 1.1 and 2.1.

#include <algorithm>
#include <cmath>
#include <set>

#include <tissu/base/error.hpp>
#include <tissu/base/text.hpp>

#include "io/blanks.hpp"
#include "io/columns.hpp"
#include "io/open_data.hpp"
#include "io/organisations.hpp"
#include "io/seen_rows.hpp"
#include "io/values.hpp"

namespace tissu::io {
namespace {

namespace fs = std::filesystem;

const std::vector<Spellings>& spellings() {
    static const std::vector<Spellings> all = {
        {"funder", {"nomattribuant", "nomdelattribuant", "attribuant", "attributaire", "nomattributaire", "collectivite"}},
        {"funder_id", {"idattribuant", "identificationdelattribuant", "siretattribuant", "siretdelattribuant",
                       "identifiantattribuant", "idattributaire"}},
        {"date", {"dateconvention", "datedelaconvention", "datedelaconventiondesubvention", "datedeconvention",
                  "dateattribution", "datedecision"}},
        {"reference", {"referencedecision", "referencedeladecision", "refdecision", "numerodeliberation"}},
        {"name", {"nombeneficiaire", "nomdubeneficiaire", "beneficiaire", "nonbeneficiaire", "raisonsociale"}},
        {"id", {"idbeneficiaire", "idbeneficiare", "identificationdubeneficiaire", "siretbeneficiaire",
                "siretdubeneficiaire", "identifiantbeneficiaire", "siret"}},
        {"rna", {"rnabeneficiaire", "rnadubeneficiaire", "rna"}},
        {"subject", {"objet", "objetdelasubvention", "objetsubvention"}},
        {"amount", {"montant", "montanttotal", "montanttotaldelasubvention", "montantsubvention", "montantdelasubvention",
                    "montanteuros", "montanteneuros", "montanteur", "montantattribue", "montantvote"}},
        {"nature", {"nature", "naturedelasubvention"}},
        {"terms", {"conditionsversement", "conditionsdeversement", "conditionsdeversementdelasubvention"}},
        {"period", {"datesperiodeversement", "dateouperiodedeversement", "datesdeversement", "datesversement",
                    "periodeversement", "datesdelaperiodedeversement"}},
        {"period_start", {"datesversementdebut", "datedebutversement"}},
        {"period_end", {"datesversementfin", "datefinversement"}},
        {"share", {"pourcentagesubvention", "pourcentagedumontanttotal", "pourcentagedelasubvention",
                   "pourcentagedumontanttotaldelasubventionattribueeaubeneficiaire"}},
    };
    return all;
}

bool is_grants(const fs::path& path) {
    const auto fields = fields_of(header_of(path), spellings());
    return fields.contains("amount") && (fields.contains("name") || fields.contains("id")) &&
           (fields.contains("funder") || fields.contains("funder_id")) &&
           (fields.contains("date") || fields.contains("subject") || fields.contains("terms"));
}

std::int64_t cents(double amount) { return std::isnan(amount) ? 0 : std::llround(amount * 100); }

bool is_total_label(std::string_view text) {
    const std::string key = name_key(text);
    if (key == "total" || key == "totaux" || key == "sous total" || key == "sous totaux" || key == "somme") return true;
    if (key.starts_with("sous total ")) return true;
    if (!key.starts_with("total ")) return false;
    static const std::set<std::string, std::less<>> words = {
        "general", "des", "du", "de", "par", "pour", "subvention", "subventions", "annee", "annuel", "beneficiaire",
        "attribuant", "montant", "association", "associations", "commission", "exercice", "global", "euros"};
    const std::string next = key.substr(6, key.find(' ', 6) - 6);
    return words.contains(next) || next.find_first_not_of("0123456789") == std::string::npos;
}

// Sums of the rows read, to find the line that repeats them.
class Sums {
public:
    /// The words of the total that `amount` is, if it is one of at least two rows.
    [[nodiscard]] std::string total(std::int64_t amount, const std::string& beneficiary) const {
        if (amount == 0) return {};
        if (own_.rows >= 2 && own_.amount == amount && beneficiary == beneficiary_) return own_.words();
        if (since_.rows >= 2 && since_.amount == amount) return since_.words();
        if (all_.rows >= 2 && all_.amount == amount) return all_.words();
        return {};
    }
    void add(std::int64_t amount, const std::string& beneficiary, std::int64_t line) {
        if (beneficiary != beneficiary_) own_ = {};
        beneficiary_ = beneficiary;
        for (Sum* sum : {&own_, &since_, &all_}) sum->add(amount, line);
    }
    void close() { own_ = since_ = {}; }

private:
    struct Sum {
        std::int64_t amount = 0, rows = 0, first = 0, last = 0;
        void add(std::int64_t more, std::int64_t line) {
            if (rows++ == 0) first = line;
            last = line;
            amount += more;
        }
        [[nodiscard]] std::string words() const {
            return "the total of the " + std::to_string(rows) + " rows on lines " + std::to_string(first) + " to " + std::to_string(last);
        }
    };
    Sum own_, since_, all_;
    std::string beneficiary_;
};

class Subventions {
public:
    explicit Subventions(Report& report) : report_(report), organisations_(report) {}
    void read(const fs::path& path, const std::string& name);

private:
    struct Row {
        std::string funder, name, subject, reference;
        OrganisationNumber funder_number, number;
        PartialDate signed_on, since, until;
        double amount = missing, share = missing;
    };

    [[nodiscard]] bool read_row(Sheet& sheet, const Columns& columns, Row& row);
    void read_dates(Sheet& sheet, const Columns& columns, Row& row);
    void read_money(Sheet& sheet, const Columns& columns, Row& row);
    [[nodiscard]] bool is_total(Sheet& sheet, const Columns& columns, const Row& row);
    [[nodiscard]] OrganisationNumber number(Sheet& sheet, std::size_t column, bool wanted);
    PartialDate date(Sheet& sheet, std::size_t column, std::string_view text);
    void add(Sheet& sheet, const Columns& columns, const Row& row);
    void add_partner(Sheet& sheet, const Code& partnership, const Code& actor, const char* role, double amount);
    [[nodiscard]] std::string new_id(const Row& row, const Code& funder, const Code& beneficiary);

    Report& report_;
    Organisations organisations_;
    Sums sums_;
    std::map<std::string, int> ids_;
    std::map<std::string, Code> shared_;  ///< grants of several beneficiaries, by what is the same in their rows
    std::set<std::string> partners_;
    SeenRows rows_;
};

std::string cell(const Sheet& sheet, std::size_t column) { return std::string(trimmed(sheet.text(column))); }

OrganisationNumber Subventions::number(Sheet& sheet, std::size_t column, bool wanted) {
    const std::string text = cell(sheet, column);
    OrganisationNumber number = read_organisation_number(text);
    if (!number.repaired.empty()) sheet.tally(column, number.repaired, Action::repaired);
    if (!number.problem.empty()) sheet.note(column, number.problem + ": known by name only");
    if (text.empty() && wanted && column != no_column)
        sheet.tally(column, "expected a SIRET, found none: known by name only");
    return number;
}

PartialDate Subventions::date(Sheet& sheet, std::size_t column, std::string_view text) {
    PartialDate date;
    const Outcome outcome = read_date(trimmed(text), date);
    if (!outcome.error.empty()) sheet.reject(column, outcome.error);
    if (!outcome.note.empty()) sheet.tally(column, outcome.note);
    return date;
}

// The end of a period is its last day; a record's is the first day outside.
PartialDate day_after(PartialDate date) {
    if (date.precision == Precision::day) date.first += std::chrono::days(1);
    return date;
}

void Subventions::read_dates(Sheet& sheet, const Columns& columns, Row& row) {
    const std::size_t convention = columns.at("date"), period = columns.at("period");
    row.signed_on = date(sheet, convention, sheet.text(convention));
    if (!row.signed_on.known() && convention != no_column)
        sheet.tally(convention, "expected the date of the agreement, found none");
    std::string text = cell(sheet, period);
    if (text.empty() && columns.has("period_start")) {
        row.since = date(sheet, columns.at("period_start"), sheet.text(columns.at("period_start")));
        row.until = day_after(date(sheet, columns.at("period_end"), sheet.text(columns.at("period_end"))));
    } else if (!text.empty()) {
        if (const std::size_t pipe = text.find('_'); pipe == 10) text[pipe] = '/';
        const bool pair = text.size() > 11 && text[4] == '-' && text.find('/') != std::string::npos;
        row.since = date(sheet, period, pair ? text.substr(0, text.find('/')) : text);
        row.until = day_after(pair ? date(sheet, period, text.substr(text.find('/') + 1)) : row.since);
    }
    if (row.since.known() && row.until.known() && row.until.first < row.since.first) {
        sheet.note(period, "expected a period that ends after its beginning, found " + shortened(text) + ": left out");
        row.since = row.until = {};
    }
    if (!row.since.known() && row.signed_on.known()) {  // a grant belongs to a year at least
        const std::chrono::year_month_day day(row.signed_on.first);
        row.since = row.until = {std::chrono::sys_days(day.year() / 1 / 1), Precision::year};
    }
}

void Subventions::read_money(Sheet& sheet, const Columns& columns, Row& row) {
    const std::size_t amount = columns.at("amount"), share = columns.at("share");
    std::string text = cell(sheet, amount);
    const std::size_t size = text.size();
    for (const std::string_view sign : {"\xE2\x82\xAC", "euros", "euro", "EUR", "\xC2\x80"})
        if (text.ends_with(sign)) text = std::string(trimmed(std::string_view(text).substr(0, text.size() - sign.size())));
    if (text.size() != size) sheet.tally(amount, "expected a number, found a currency behind it: euros");
    Outcome outcome = read_number(text, row.amount);
    if (!outcome.error.empty()) sheet.reject(amount, outcome.error);
    else if (text.empty()) sheet.tally(amount, "expected an amount, found none: unknown, not zero");
    if (!outcome.note.empty()) sheet.tally(amount, outcome.note);
    if (row.amount < 0) sheet.note(amount, "expected an amount that is not negative, found " + to_text(row.amount) + ": kept");
    text = cell(sheet, share);
    const bool percent = text.ends_with("%");
    if (percent) text = std::string(trimmed(std::string_view(text).substr(0, text.size() - 1)));
    outcome = read_number(text, row.share);
    if (!outcome.error.empty()) return sheet.note(share, outcome.error + ": the share is unknown");
    if (percent || row.share > 1) {
        row.share /= 100;
        sheet.tally(share, "expected a share from 0 to 1, found a percentage: divided by 100");
    }
    if (row.share < 0 || row.share > 1) {
        sheet.note(share, "expected a share from 0 to 1, found " + to_text(row.share) + ": unknown");
        row.share = missing;
    }
}

bool Subventions::is_total(Sheet& sheet, const Columns& columns, const Row& row) {
    const bool has_number = !row.number.siren.empty() || !row.number.rna.empty();
    std::string label;
    if (!has_number)
        for (const std::string& text : {row.name, row.subject, row.funder, row.reference})
            if (is_total_label(text)) label = text;
    if (label.empty() && row.name.empty() && !has_number)
        for (const std::size_t column : columns.others())
            if (is_total_label(sheet.text(column))) label = cell(sheet, column);
    const std::string sum = sums_.total(cents(row.amount), slug_of(row.name));
    const bool bare = row.subject.empty() && (!row.signed_on.known() || row.name.empty());
    if (label.empty() && (sum.empty() || !bare)) return false;
    sheet.reject(columns.at("amount"),
                 "expected a grant, found " +
                     (sum.empty() ? "a line called " + shortened(label) + " that is no sum of the rows before it" : sum));
    sums_.close();
    return true;
}

bool Subventions::read_row(Sheet& sheet, const Columns& columns, Row& row) {
    row.name = cell(sheet, columns.at("name"));
    row.subject = cell(sheet, columns.at("subject"));
    row.funder = cell(sheet, columns.at("funder"));
    row.reference = cell(sheet, columns.at("reference"));
    row.number = number(sheet, columns.at("id"), !row.name.empty() && cell(sheet, columns.at("rna")).empty());
    const OrganisationNumber association = read_organisation_number(sheet.text(columns.at("rna")));
    if (!association.rna.empty()) row.number.rna = association.rna;
    else if (!cell(sheet, columns.at("rna")).empty())
        sheet.note(columns.at("rna"), "expected an RNA number (W and nine characters), found another text: left out");
    read_money(sheet, columns, row);
    read_dates(sheet, columns, row);
    if (sheet.rejected() || is_total(sheet, columns, row)) return false;
    row.funder_number = number(sheet, columns.at("funder_id"), true);
    return true;
}

std::string Subventions::new_id(const Row& row, const Code& funder, const Code& beneficiary) {
    std::string id = "subvention:" + std::string(funder.value()) + "-";
    id += row.reference.empty() ? tissu::to_text(row.signed_on) + "-" + std::string(beneficiary.value()) : slug_of(row.reference);
    const int times = ++ids_[id];
    if (times == 1) return id;
    std::string next = id + "-" + std::to_string(times);
    while (ids_.contains(next)) next = id + "-" + std::to_string(++ids_[id]);
    ids_[next] = 1;
    return next;
}

void Subventions::add_partner(Sheet& sheet, const Code& partnership, const Code& actor, const char* role, double amount) {
    Partner partner;
    partner.partnership = partnership;
    partner.actor = actor;
    partner.role = role;
    partner.amount = amount;
    partner.file = sheet.file();
    partner.line = sheet.line();
    report_.import.batch.partners.push_back(std::move(partner));
}

void Subventions::add(Sheet& sheet, const Columns& columns, const Row& row) {
    const std::size_t at = columns.has("name") ? columns.at("name") : columns.at("id");
    if (slug_of(row.funder).empty() && row.funder_number.siren.empty())
        return sheet.reject(columns.has("funder") ? columns.at("funder") : columns.at("funder_id"),
                            "expected who gives the grant, found neither number nor name");
    if (slug_of(row.name).empty() && row.number.siren.empty() && row.number.rna.empty())
        return sheet.reject(at, "expected who gets the grant, found neither number nor name");
    const Code funder = organisations_.add(row.funder_number, row.funder, sheet.file(), sheet.line());
    const Code beneficiary = organisations_.add(row.number, row.name, sheet.file(), sheet.line());
    const double part = std::isnan(row.share) ? missing : row.amount * row.share;
    const bool several = row.share < 1 && !row.reference.empty();
    const std::string key = funder.text() + "\n" + row.reference + "\n" + tissu::to_text(row.signed_on) + "\n" +
                            row.subject + "\n" + to_text(row.amount);
    if (several) {
        const auto known = shared_.find(key);
        if (known != shared_.end() && partners_.insert(known->second.text() + "\n" + beneficiary.text()).second) {
            sheet.tally(columns.at("share"), "expected a grant in one row, found one of several beneficiaries: one grant, counted once");
            return add_partner(sheet, known->second, beneficiary, "beneficiary", part);
        }
    }
    Partnership record;
    record.id = Code(new_id(row, funder, beneficiary));
    record.title = row.subject.empty() ? "Subvention à " + (row.name.empty() ? std::string(beneficiary.value()) : row.name) : row.subject;
    record.type = "SUB";
    record.signed_on = row.signed_on;
    record.since = row.since;
    record.until = row.until;
    record.amount = row.amount;
    if (!std::isnan(row.amount)) record.currency = "EUR";
    const auto attribute = [&](const char* name, const std::string& value) {
        if (!value.empty()) record.attributes.emplace_back(name, value);
    };
    attribute("reference", row.reference);
    attribute("nature", cell(sheet, columns.at("nature")));
    attribute("conditions", cell(sheet, columns.at("terms")));
    attribute("pourcentage", to_text(row.share));
    for (const std::size_t column : columns.others()) attribute(sheet.header()[column].c_str(), cell(sheet, column));
    record.file = sheet.file();
    record.line = sheet.line();
    if (several) shared_[key] = record.id;
    partners_.insert(record.id.text() + "\n" + beneficiary.text());
    add_partner(sheet, record.id, funder, "funder", missing);
    ++report_.count(Partner::table).read;
    ++report_.count(Partnership::table).read;
    if (beneficiary == funder)
        sheet.note(at, "expected a beneficiary other than the funder, found the same: one partner in both roles");
    add_partner(sheet, record.id, beneficiary, "beneficiary", std::isnan(part) || row.share == 1 ? row.amount : part);
    report_.import.batch.partnerships.push_back(std::move(record));
}

void Subventions::read(const fs::path& path, const std::string& name) {
    Sheet sheet(path, name, Partner::table, report_);  // a row is a beneficiary of a grant
    if (sheet.header().empty()) return;
    const Columns columns(sheet, spellings());
    sums_ = {};
    if (!columns.has("amount")) (void)sheet.require("montant");
    while (sheet.next()) {
        Row row;
        if (!read_row(sheet, columns, row)) continue;
        std::string whole;
        for (std::size_t i = 0; i < sheet.header().size(); ++i) (whole += sheet.text(i)) += '\0';
        if (const auto first = rows_.add(whole, sheet.line())) {
            sheet.reject(columns.at("amount"), "expected each grant once, found a row that is the same in every cell (first on line " +
                                                   std::to_string(*first) + ")");
            continue;
        }
        add(sheet, columns, row);
        if (!sheet.rejected()) sums_.add(cents(row.amount), slug_of(row.name), sheet.line());
    }
}

}  // namespace

void read_subventions(const fs::path& path, Report& report) {
    report.published_by("SCDL subventions", "REEL_OUVERT");
    Subventions reader(report);
    std::error_code failure;
    std::vector<fs::path> files;
    for (const fs::path& file : files_in(path, {".csv", ".txt"}))
        if (is_grants(file)) files.push_back(file);
    if (files.empty())
        throw Error(Errc::invalid_data,
                    "expected a CSV file with the columns nomAttribuant, nomBeneficiaire, montant, found none in " + path.string());
    for (const fs::path& file : files) report.expect(fs::file_size(file, failure));
    for (const fs::path& file : files) reader.read(file, file.filename().string());
}

bool is_subventions(const fs::path& path) {
    const std::vector<fs::path> files = files_in(path, {".csv", ".txt"});
    return std::any_of(files.begin(), files.end(), is_grants);
}

}  // namespace tissu::io
