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

std::pair<std::string, std::string> split_nuts(const std::string& text) {
    for (std::size_t start = 0; start < text.size();) {
        const std::size_t end = std::min(text.find_first_of(" ()-,;:/", start), text.size());
        const std::string word = text.substr(start, end - start);
        if (word.size() == 5 && identifier::nuts(word) &&
            std::any_of(word.begin() + 2, word.end(), [](char c) { return c >= '0' && c <= '9'; })) {
            std::string name = text.substr(0, start) + text.substr(end);
            while (!name.empty() && std::string_view(" ()-,;:/").find(name.front()) != std::string_view::npos) name.erase(0, 1);
            while (!name.empty() && std::string_view(" ()-,;:/").find(name.back()) != std::string_view::npos) name.pop_back();
            return {word, name};
        }
        start = end + 1;
    }
    return {};
}

double number_of_degrees(const std::string& text, double limit) {
    double degrees = missing;
    return read_number(text, degrees).error.empty() && std::abs(degrees) <= limit ? degrees : missing;
}

const std::vector<Spellings>& keep_spellings() {
    static const std::vector<Spellings> all = {
        {"project_id", {"projectid", "idproject", "operationid", "projectnumber", "keepprojectid", "projectcode", "keepid"}},
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
                    "totalcost", "totalcostoftheoperation"}},
        {"themes", {"theme", "themes", "thematic", "thematics", "thematicfield", "thematicfields", "theme1", "thematic1",
                    "thematickeywords", "keywords", "topics", "thematicpriority", "themesoftheproject"}},
        {"theme2", {"theme2", "thematic2"}},
        {"theme3", {"theme3", "thematic3"}},
        {"lead", {"leadpartner", "leadpartnername", "nameofleadpartner", "islead", "isleadpartner", "lead",
                  "leadpartneryesno", "leadpartnerorganisation"}},
        {"role", {"partnerrole", "role", "typeofpartner", "partnertype", "roleintheproject", "partnerstatusintheproject"}},
        {"organisation_id", {"organisationid", "organizationid", "partnerid", "idpartner", "idorganisation", "partnerorganisationid",
                             "keeppartnerid", "beneficiaryid"}},
        {"organisation", {"partnername", "organisation", "organization", "organisationname", "organizationname", "partner",
                          "nameofpartner", "nameoforganisation", "partnerorganisation", "partnernameinoriginallanguage",
                          "organisationnameinoriginallanguage", "nameofpartnerinoriginallanguage", "beneficiaryname"}},
        {"english", {"partnernameinenglish", "organisationnameinenglish", "nameofpartnerinenglish", "organizationnameinenglish",
                     "nameoforganisationinenglish"}},
        {"country", {"country", "partnercountry", "countrycode", "countryofpartner", "organisationcountry"}},
        {"nuts3", {"nuts3", "nuts3code", "nutsiii", "nuts3region", "partnernuts3", "codenuts3", "nutscode", "nuts", "nuts3id",
                   "regionnuts3"}},
        {"nuts3_name", {"nuts3name", "nuts3label", "nutsname"}},
        {"town", {"town", "city", "location", "municipality", "townofpartner", "partnertown", "citytown"}},
        {"partner_budget", {"partnerbudget", "partnertotalbudget", "partnerstotalbudget", "totalpartnerbudget", "budgetofpartner",
                            "totalbudgetofpartner", "partnerstotaleligiblebudget", "totaleligiblebudgetofpartner"}},
        {"lon", {"longitude", "lon", "lng", "long"}},
        {"lat", {"latitude", "lat"}},
    };
    return all;
}

KeepFile keep_file(const std::filesystem::path& path) {
    const auto fields = fields_of(header_of(path), keep_spellings());
    const auto has = [&](const char* field) { return fields.contains(field); };
    const bool project = has("acronym") || has("title") || has("project_id");
    const bool partner = has("organisation") || has("english");
    if (project && partner && (has("nuts3") || has("country") || has("lead") || has("role"))) return KeepFile::partners;
    if (project && !partner && has("programme") && (has("acronym") || has("period") || has("lead"))) return KeepFile::projects;
    return KeepFile::none;
}

}  // namespace tissu::io
