// Names after the fields that keep.eu documents, and after its templates for programmes.

#include "io/keep_columns.hpp"

#include <algorithm>
#include <cmath>
#include <initializer_list>

#include <tissu/base/identifier.hpp>
#include <tissu/base/text.hpp>
#include <tissu/model/record.hpp>

#include "io/values.hpp"

namespace tissu::io {
namespace {

bool is_one_of(const std::string& text, std::initializer_list<std::string_view> words) {
    const std::string key = name_key(text);
    return std::find(words.begin(), words.end(), key) != words.end();
}

}  // namespace

bool is_yes(const std::string& text) { return is_one_of(text, {"yes", "y", "true", "1", "x", "lead", "lead partner", "lead beneficiary", "lp", "oui"}); }
bool is_no(const std::string& text) { return is_one_of(text, {"no", "n", "false", "0", "", "partner", "project partner", "pp", "non"}); }

bool is_nothing(const std::string& text) { return is_one_of(text, {"n a", "na", "not available", "not applicable"}); }

const Country* country_of_text(const std::string& text) {
    if (text.size() > 3 && text[2] == ' ' && identifier::nuts(text.substr(0, 2)))
        if (const Country* known = country_named(text.substr(0, 2))) return known;
    const Country* known = country_named(text);
    return known == nullptr ? country_called(text) : known;
}

std::pair<std::string, std::string> split_nuts(const std::string& text, std::size_t size) {
    for (std::size_t start = 0; start < text.size();) {
        const std::size_t end = std::min(text.find_first_of(" ()-,;:/", start), text.size());
        const std::string word = text.substr(start, end - start);
        const bool has_digit = std::any_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
        if (word.size() == size && identifier::nuts(word) && (has_digit || (size < 5 && start == 0))) {
            std::string name = text.substr(0, start) + text.substr(end);
            while (!name.empty() && std::string_view(" ()-,;:/").find(name.front()) != std::string_view::npos) name.erase(0, 1);
            while (!name.empty() && std::string_view(" ()-,;:/").find(name.back()) != std::string_view::npos) name.pop_back();
            return {word, name};
        }
        start = end + 1;
    }
    return {};
}

std::pair<std::string, std::string> nuts3_of(const std::string& text, const std::string& label) {
    const auto [code, name] = split_nuts(text);
    const auto [label_code, label_name] = split_nuts(label);
    if (code.empty()) return {label_code, label_name};
    if (!label_code.empty()) return {code, label_name.empty() ? name : label_name};
    return {code, label.empty() ? name : label};
}

double number_of_degrees(const std::string& text, double limit) {
    double degrees = missing;
    return read_number(text, degrees).error.empty() && std::abs(degrees) <= limit ? degrees : missing;
}

const std::vector<Spellings>& keep_spellings() {
    static const std::vector<Spellings> all = {
        {"project_id", {"projectid", "idproject", "operationid", "projectnumber", "keepprojectid", "projectcode", "keepid",
                        "projectid20212027only"}},
        {"acronym", {"projectacronym", "acronym", "acronymoftheproject", "operationacronym"}},
        {"title", {"projectname", "projectnameinenglish", "projecttitle", "nameoftheproject", "operationname",
                   "operationnameinenglish", "projecttitleinenglish", "project", "nameofoperation"}},
        {"programme", {"programme", "programmename", "program", "nameoftheprogramme", "interregprogramme"}},
        {"period", {"period", "programmingperiod", "programmeperiod"}},
        {"start", {"projectstartdate", "startdate", "start", "startdateoftheproject", "projectstart", "operationstartdate", "dateofstart"}},
        {"end", {"projectenddate", "enddate", "end", "enddateoftheproject", "projectend", "operationenddate", "dateofend"}},
        {"description", {"description", "descriptioninenglish", "projectdescription", "projectsummary", "summary", "operationsummary",
                         "projectdescriptioninenglish"}},
        {"budget", {"totalbudget", "totalbudgetexpenditure", "projecttotalbudget", "totalprojectbudget", "budget",
                    "totalexpenditure", "totaleligibleexpenditure", "totaleligiblebudget", "projectbudget", "totalbudgeteur",
                    "totalcost", "totalcostoftheoperation", "projectstotalbudgetexpenditure"}},
        {"themes", {"theme", "themes", "thematic", "thematics", "thematicfield", "thematicfields", "theme1", "thematic1",
                    "thematickeywords", "keywords", "topics", "thematicpriority", "themesoftheproject"}},
        {"theme2", {"theme2", "thematic2"}},
        {"theme3", {"theme3", "thematic3"}},
        {"lead", {"leadpartner", "leadpartnername", "nameofleadpartner", "islead", "isleadpartner", "lead",
                  "leadpartneryesno", "leadpartnerorganisation"}},
        {"role", {"partnerrole", "role", "typeofpartner", "partnertype", "roleintheproject", "partnerstatusintheproject"}},
        {"organisation_id", {"organisationid", "organizationid", "partnerid", "idpartner", "idorganisation", "partnerorganisationid",
                             "keeppartnerid", "beneficiaryid"}},
        {"organisation", {"partnername", "projectpartner", "organisation", "organisationinenglish", "organization",
                          "organisationname", "organizationname", "partner",
                          "nameofpartner", "nameoforganisation", "partnerorganisation", "partnernameinoriginallanguage",
                          "organisationnameinoriginallanguage", "nameofpartnerinoriginallanguage", "beneficiaryname"}},
        {"other_name", {"partnernameinenglish", "organisationnameinenglish", "nameofpartnerinenglish", "organizationnameinenglish",
                        "nameoforganisationinenglish", "organisationinlanguage2"}},
        {"country", {"country", "partnercountry", "countrycode", "countryofpartner", "organisationcountry"}},
        {"nuts3", {"nuts3", "nuts3code", "nutsiii", "nuts3region", "partnernuts3", "codenuts3", "nutscode", "nuts", "nuts3id",
                   "regionnuts3", "nuts3codeorequivalent"}},
        {"nuts3_name", {"nuts3name", "nuts3label", "nutsname", "nuts3orequivalent"}},
        {"nuts2_name", {"nuts2name", "nuts2label", "nuts2orequivalent", "nuts2"}},
        {"nuts1_name", {"nuts1name", "nuts1label", "nuts1orequivalent", "nuts1"}},
        {"town", {"town", "city", "location", "municipality", "townofpartner", "partnertown", "citytown"}},
        {"partner_budget", {"partnerbudget", "partnertotalbudget", "partnerstotalbudget", "totalpartnerbudget", "budgetofpartner",
                            "totalbudgetofpartner", "partnerstotaleligiblebudget", "totaleligiblebudgetofpartner",
                            "partnerstotaleligiblebudgetexpenditure"}},
        {"lon", {"longitude", "lon", "lng", "long"}},
        {"lat", {"latitude", "lat"}},
    };
    return all;
}

KeepFile keep_file(const std::filesystem::path& path) {
    const auto fields = fields_of(header_of(path), keep_spellings());
    const auto has = [&](const char* field) { return fields.contains(field); };
    const bool project = has("acronym") || has("title") || has("project_id");
    const bool partner = has("organisation") || has("other_name");
    if (project && partner && (has("nuts3") || has("nuts3_name") || has("country") || has("lead") || has("role"))) return KeepFile::partners;
    if (project && !partner && has("programme") && (has("acronym") || has("period") || has("lead"))) return KeepFile::projects;
    return KeepFile::none;
}

}  // namespace tissu::io
