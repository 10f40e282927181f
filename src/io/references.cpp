#include "io/references.hpp"

#include <algorithm>

#include <tissu/base/text.hpp>

#include "io/organisations.hpp"
#include "io/values.hpp"

namespace tissu::io {
namespace {

/// The digits and X of an ISBN or ISSN, if there are as many as one has.
std::string standard_number(std::string_view text, std::size_t least) {
    std::string digits;
    for (const char c : text) {
        if ((c >= '0' && c <= '9') || c == 'X' || c == 'x') digits.push_back(c == 'x' ? 'X' : c);
        else if (c != '-' && c != ' ') return {};
    }
    return digits.size() == least || (least == 10 && digits.size() == 13) ? digits : std::string();
}

std::string_view without(std::string_view text, std::initializer_list<std::string_view> beginnings) {
    const std::string small = folded(text);
    for (const std::string_view beginning : beginnings)
        if (small.starts_with(beginning) && text.size() > beginning.size()) return text.substr(beginning.size());
    return {};
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\n' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\n' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

void add_once(std::vector<Code>& codes, const Code& code) {
    if (!code.empty() && std::find(codes.begin(), codes.end(), code) == codes.end()) codes.push_back(code);
}

/// Types of the info:eu-repo vocabulary, as repositories give them.
constexpr std::pair<std::string_view, std::string_view> repository_types[] = {
    {"report", "RAP"}, {"article", "ART"}, {"book", "OUV"}, {"bookpart", "OUV"}, {"workingpaper", "NOT"}, {"conferenceobject", "DIA"}, {"review", "ART"}};

bool is_address(std::string_view text) { return text.starts_with("http://") || text.starts_with("https://"); }

}  // namespace

std::string identifier_of(std::string_view text) {
    text = trimmed(text);
    if (const auto doi = without(text, {"https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "http://dx.doi.org/",
                                        "urn:doi:", "doi:", "doi "});
        doi.starts_with("10."))
        return "doi:" + folded(doi);
    if (text.starts_with("10.") && text.find('/') != text.npos) return "doi:" + folded(text);
    if (const std::string isbn = standard_number(trimmed(without(text, {"urn:isbn:", "isbn:", "isbn "})), 10); !isbn.empty())
        return "isbn:" + isbn;
    if (const std::string issn = standard_number(trimmed(without(text, {"urn:issn:", "issn:", "issn "})), 8); !issn.empty())
        return "issn:" + issn;
    if (is_address(text)) return "url:" + std::string(text);
    return Code::valid(text) ? std::string(text) : std::string();
}

References::References(Report& report, std::string file)
    : report_(report), file_(std::move(file)), row_(report.file_row(file_)) {
    for (const Theme& theme : built_in_schemes().themes) {
        const std::string_view scheme = theme.id.scheme();
        if (scheme != "resource_type" && scheme != "access" && scheme != "theme") continue;
        auto& names = scheme == "theme" ? labels_ : scheme == "access" ? accesses_ : types_;
        names.try_emplace(folded(theme.id.text()), theme.id.text());
        if (scheme != "theme") names.try_emplace(folded(theme.id.value()), theme.id.text());
        for (const auto& [name, value] : theme.attributes)
            if (name == "uri" || name == "coar") names.try_emplace(folded(value), theme.id.text());
        for (const std::string* label : {&theme.label_fr, &theme.label_en}) names.try_emplace(folded(*label), theme.id.text());
        for (const std::string& label : theme.alt_labels) names.try_emplace(folded(label), theme.id.text());
    }
}

void References::reject(const Reference& reference, const char* column, const std::string& value, std::string rule) {
    ++report_.count(Resource::table).rejected;
    report_.issue(file_, reference.line, column, value, std::move(rule), Action::rejected);
}

void References::note(const Reference& reference, const char* column, const std::string& value, std::string rule) {
    report_.issue(file_, reference.line, column, value, std::move(rule), Action::noted);
}

Code References::id_of(const Reference& reference) const {
    for (const std::string& text : {reference.id, reference.identifiers.empty() ? std::string() : reference.identifiers.front()})
        if (const std::string id = identifier_of(text); Code::valid(id)) return Code(id);
    const std::string who = reference.creators.empty() ? std::string() : " " + reference.creators.front();
    const std::string slug = slug_of(reference.id.empty() ? reference.title + " " + reference.date + who : reference.id);
    return slug.empty() ? Code() : Code("reference", slug);
}

Code References::creator(const std::string& name, std::int64_t line) {
    const bool person = name.find(',') != name.npos;
    const std::string slug = slug_of(name);
    if (slug.empty()) return {};
    Actor actor;
    actor.id = Code(person ? "person" : "organisation", slug);
    if (!made_.insert(actor.id.text()).second) return actor.id;
    actor.kind = person ? "person" : "organisation";
    actor.name = name;
    actor.mention = true;
    actor.file = row_;
    actor.line = line;
    ++report_.count(Actor::table).read;
    return report_.import.batch.actors.emplace_back(std::move(actor)).id;
}

Code References::subject(const std::string& label, std::int64_t line) {
    if (const auto known = labels_.find(folded(label)); known != labels_.end()) return Code(known->second);
    const std::string slug = slug_of(label);
    if (slug.empty()) return {};
    Theme theme;
    theme.id = Code("subject", slug);
    if (!made_.insert(theme.id.text()).second) return theme.id;
    theme.label_fr = label;
    theme.mention = true;
    theme.file = row_;
    theme.line = line;
    ++report_.count(Theme::table).read;
    return report_.import.batch.themes.emplace_back(std::move(theme)).id;
}

std::string References::type_of(const Reference& reference) const {
    for (const std::string& type : reference.types)
        if (const auto known = types_.find(folded(type)); known != types_.end()) return known->second.substr(known->second.find(':') + 1);
    for (const std::string& type : reference.types)
        for (const auto& [name, code] : repository_types)
            if (folded(type) == "info:eu-repo/semantics/" + std::string(name)) return std::string(code);
    return reference.types.empty() ? std::string() : reference.types.front();
}

void References::add(Reference reference) {
    ++report_.count(Resource::table).read;
    if (reference.title.empty()) return reject(reference, "title", reference.id, "expected a title, found none");
    Resource resource;
    resource.id = id_of(reference);
    if (resource.id.empty()) return reject(reference, "title", reference.title, "expected an identifier or a title with letters, found neither");
    if (!seen_.insert(resource.id.text()).second)
        return reject(reference, "identifier", resource.id.text(), "expected each record once, found it again");
    if (const Outcome date = read_date(reference.date, resource.issued); !date.error.empty())
        note(reference, "date", reference.date, date.error + ": left out");
    resource.title = reference.title;
    resource.description = reference.description;
    resource.language = reference.language;
    if (const auto access = accesses_.find(folded(reference.rights)); access != accesses_.end())
        resource.access = access->second.substr(access->second.find(':') + 1);
    else if (!reference.rights.empty()) resource.attributes.emplace_back("rights", reference.rights);
    resource.url = reference.url;
    resource.type = type_of(reference);
    if (Code::valid(reference.event)) resource.attributes.emplace_back("event_code", reference.event);
    for (const std::string& name : reference.creators) add_once(resource.creators, creator(name, reference.line));
    for (const std::string& label : reference.subjects) add_once(resource.themes, subject(label, reference.line));
    for (const std::string& text : reference.identifiers) {
        const std::string identifier = identifier_of(text);
        if (resource.url.empty() && is_address(text)) resource.url = text;
        if (Code::valid(identifier)) add_once(resource.identifiers, Code(identifier));
        else if (!text.empty()) note(reference, "identifier", text, "expected a DOI, ISBN, address or scheme:value, found another text: left out");
    }
    std::erase(resource.identifiers, resource.id);
    if (!reference.coverage.empty()) resource.attributes.emplace_back("coverage", join_list(reference.coverage));
    for (auto& other : reference.others)
        if (!other.second.empty()) resource.attributes.push_back(std::move(other));
    resource.file = row_;
    resource.line = reference.line;
    report_.import.batch.resources.push_back(std::move(resource));
}

}  // namespace tissu::io
