// Resources as Dublin Core (OAI-PMH), RIS and BibTeX.

#include <algorithm>
#include <set>

#include <tissu/base/text.hpp>

#include "io/organisations.hpp"
#include "io/publishing.hpp"
#include "io/xml.hpp"

namespace tissu::io {
namespace {

std::string day_of(const PartialDate& date) { return date.known() ? to_text(date.first) : std::string("1970-01-01"); }

std::string joined(const std::vector<std::string>& texts, std::string_view between) {
    std::string result;
    for (const std::string& text : texts) result += (result.empty() ? "" : std::string(between)) + text;
    return result;
}

std::string one_line(std::string text) {
    std::replace_if(text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
    return text;
}

/// The value of `doi:…`, or empty.
std::string value_in(const Resource& resource, std::string_view scheme) {
    if (resource.id.scheme() == scheme) return std::string(resource.id.value());
    for (const Code& code : resource.identifiers)
        if (code.scheme() == scheme) return std::string(code.value());
    return {};
}

void element(std::string& to, const char* name, const std::string& text) {
    if (!text.empty()) to += "        <dc:" + std::string(name) + ">" + xml_text(text) + "</dc:" + name + ">\n";
}

std::string dublin_core(const Resource& resource, const Names& names) {
    std::string xml;
    element(xml, "title", resource.title);
    for (const std::string& creator : names.actors(resource.creators)) element(xml, "creator", creator);
    for (const std::string& subject : names.themes(resource.themes)) element(xml, "subject", subject);
    element(xml, "description", resource.description);
    if (resource.issued.known()) element(xml, "date", to_text(resource.issued));
    element(xml, "type", resource.type);
    element(xml, "type", names.attribute("resource_type", resource.type, "coar"));
    element(xml, "type", names.attribute("resource_type", resource.type, "dcmitype"));
    element(xml, "identifier", resource.id.text());
    for (const Code& code : resource.identifiers) element(xml, "identifier", code.text());
    if (value_in(resource, "url") != resource.url) element(xml, "identifier", resource.url);
    if (!resource.event.empty()) element(xml, "source", resource.event.text());
    element(xml, "language", resource.language);
    for (const Code& place : resource.territories) element(xml, "coverage", place.text());
    const std::string right = names.attribute("access", resource.access, "uri");
    element(xml, "rights", right.empty() ? resource.access : right);
    return xml;
}

struct RisType {
    std::string_view schema, ris, bibtex;
};
constexpr RisType ris_types[] = {{"Report", "RPRT", "techreport"}, {"Article", "JOUR", "article"},  {"NewsArticle", "NEWS", "article"},
                                 {"Book", "BOOK", "book"},         {"Periodical", "SER", "misc"},   {"PublicationIssue", "SER", "misc"},
                                 {"VideoObject", "VIDEO", "misc"}, {"AudioObject", "SOUND", "misc"}, {"WebPage", "ELEC", "misc"},
                                 {"FAQPage", "ELEC", "misc"},      {"Dataset", "DATA", "misc"},     {"Map", "MAP", "misc"},
                                 {"PresentationDigitalDocument", "SLIDE", "misc"}, {"Legislation", "STAT", "misc"}};

RisType type_of(const Resource& resource, const Names& names) {
    const std::string schema = names.attribute("resource_type", resource.type, "schema");
    const auto found = std::find_if(std::begin(ris_types), std::end(ris_types), [&](const RisType& t) { return t.schema == schema; });
    return found == std::end(ris_types) ? RisType{"", "GEN", "misc"} : *found;
}

void line(std::string& to, const char* tag, const std::string& value) {
    if (!value.empty()) to += std::string(tag) + "  - " + one_line(value) + "\r\n";
}

/// `2019-05-31` as `2019/05/31/`.
std::string ris_date(const PartialDate& date) {
    std::string text = to_text(date);
    std::replace(text.begin(), text.end(), '-', '/');
    return text + (date.precision == Precision::year ? "///" : date.precision == Precision::month ? "//" : "/");
}

std::string ris(const Resource& resource, const Names& names) {
    std::string text;
    line(text, "TY", std::string(type_of(resource, names).ris));
    line(text, "ID", resource.id.text());
    line(text, "TI", resource.title);
    for (const std::string& creator : names.actors(resource.creators)) line(text, "AU", creator);
    if (resource.issued.known()) {
        line(text, "PY", to_text(resource.issued).substr(0, 4));
        line(text, "DA", ris_date(resource.issued));
    }
    line(text, "AB", resource.description);
    for (const std::string& subject : names.themes(resource.themes)) line(text, "KW", subject);
    line(text, "LA", resource.language);
    line(text, "UR", resource.url);
    line(text, "DO", value_in(resource, "doi"));
    for (const char* scheme : {"isbn", "issn"}) line(text, "SN", value_in(resource, scheme));
    for (const Code& code : resource.identifiers)
        if (code.scheme() != "doi" && code.scheme() != "isbn" && code.scheme() != "issn" && code.scheme() != "url") line(text, "AN", code.text());
    line(text, "M3", resource.type);
    for (const Code& place : resource.territories) line(text, "C1", place.text());
    line(text, "C2", resource.event.text());
    line(text, "C3", resource.access);
    return text + "ER  - \r\n\r\n";
}

/// Characters that TeX takes for commands.
std::string tex(std::string_view text) {
    std::string result;
    for (const char c : text) {
        switch (c) {
            case '\\': result += "\\textbackslash{}"; break;
            case '~': result += "\\textasciitilde{}"; break;
            case '^': result += "\\textasciicircum{}"; break;
            case '{': case '}': case '%': case '&': case '#': case '_': case '$': result += '\\'; result += c; break;
            case '\n': case '\r': result += ' '; break;
            default: result += c;
        }
    }
    return result;
}

/// Braces keep BibTeX from taking "and" and commas in the name of an organisation for its own.
std::string bibtex_author(const Names& names, const Code& code) {
    const Actor* actor = names.actor(code);
    if (actor == nullptr) return "{" + tex(code.text()) + "}";
    return actor->kind == "person" && folded(actor->name).find(" and ") == std::string::npos ? tex(actor->name) : "{" + tex(actor->name) + "}";
}

std::string bibtex_key(const Resource& resource, std::set<std::string>& taken) {
    std::string key = slug_of(resource.id.text());
    if (key.empty()) key = "resource";
    std::string unique = key;
    for (int n = 2; !taken.insert(unique).second; ++n) unique = key + "-" + std::to_string(n);
    return unique;
}

std::string bibtex(const Resource& resource, const Names& names, std::set<std::string>& taken) {
    const RisType type = type_of(resource, names);
    std::string text = "@" + std::string(type.bibtex) + "{" + bibtex_key(resource, taken);
    const auto field = [&](const char* name, const std::string& value) {
        if (!value.empty()) text += ",\n  " + std::string(name) + " = {" + value + "}";
    };
    std::vector<std::string> authors;
    for (const Code& code : resource.creators) authors.push_back(bibtex_author(names, code));
    field("title", "{" + tex(resource.title) + "}");
    field("author", joined(authors, " and "));
    if (resource.issued.known()) {
        const std::string date = to_text(resource.issued);
        field("year", date.substr(0, 4));
        if (date.size() > 4) field("month", date.substr(5, 2));
        field("date", date);
    }
    if (type.bibtex == "techreport") field("institution", joined(authors, " and "));
    field("abstract", tex(resource.description));
    field("keywords", tex(joined(names.themes(resource.themes), ", ")));
    field("language", tex(resource.language));
    field("url", resource.url);
    for (const char* scheme : {"doi", "isbn", "issn"}) field(scheme, tex(value_in(resource, scheme)));
    field("type", tex(resource.type));
    return text + "\n}\n\n";
}

}  // namespace

void write_oai_dc(const Batch& batch, const Names& names, WholeFile& file) {
    std::string latest = "1970-01-01";
    for (const Resource& resource : batch.resources) latest = std::max(latest, day_of(resource.issued));
    file.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
               "<OAI-PMH xmlns=\"http://www.openarchives.org/OAI/2.0/\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
               " xsi:schemaLocation=\"http://www.openarchives.org/OAI/2.0/ http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd\">\n"
               "<responseDate>" + latest + "T00:00:00Z</responseDate>\n"
               "<request verb=\"ListRecords\" metadataPrefix=\"oai_dc\">http://localhost/</request>\n<ListRecords>\n");
    for (const Resource& resource : batch.resources)
        file.write("  <record>\n    <header><identifier>" + xml_text(resource.id.text()) + "</identifier><datestamp>" + day_of(resource.issued) +
                   "</datestamp></header>\n    <metadata>\n      <oai_dc:dc xmlns:oai_dc=\"http://www.openarchives.org/OAI/2.0/oai_dc/\""
                   " xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xsi:schemaLocation=\"http://www.openarchives.org/OAI/2.0/oai_dc/"
                   " http://www.openarchives.org/OAI/2.0/oai_dc.xsd\">\n" + dublin_core(resource, names) +
                   "      </oai_dc:dc>\n    </metadata>\n  </record>\n");
    file.write("</ListRecords>\n</OAI-PMH>\n");
}

void write_ris(const Batch& batch, const Names& names, WholeFile& file) {
    for (const Resource& resource : batch.resources) file.write(ris(resource, names));
}

void write_bibtex(const Batch& batch, const Names& names, WholeFile& file) {
    std::set<std::string> taken;
    for (const Resource& resource : batch.resources) file.write(bibtex(resource, names, taken));
}

}  // namespace tissu::io
