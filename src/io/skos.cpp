// Thesauri in SKOS: concepts as themes. Source: https://www.w3.org/TR/skos-reference/.

#include <algorithm>
#include <set>

#include <tissu/base/error.hpp>
#include <tissu/base/text.hpp>

#include "io/blanks.hpp"
#include "io/open_data.hpp"
#include "io/organisations.hpp"
#include "io/triples.hpp"

namespace tissu::io {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view skos = "http://www.w3.org/2004/02/skos/core#";

bool is_rdf_xml(const std::string& text) { return text.find("<rdf:RDF") != std::string::npos; }

bool is_thesaurus(const fs::path& path) {
    const std::string text = beginning_of(path);
    return text.find("www.w3.org/2004/02/skos/core") != std::string::npos;
}

bool is_json(const std::string& text) {
    const std::size_t start = text.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
    return start != std::string::npos && (text[start] == '{' || text[start] == '[');
}

// What follows the last "#" or "/".
std::string local_name(std::string_view iri) {
    while (iri.ends_with("/") || iri.ends_with("#")) iri.remove_suffix(1);
    return std::string(iri.substr(iri.find_last_of("#/") + 1));
}

// The name of a scheme as the scheme of a code: small letters, digits, "_" and "-", a letter first.
std::string scheme_name(std::string_view text) {
    std::string name = slug_of(text);
    std::string kept;
    for (const char c : name)
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-') kept.push_back(c);
    if (kept.empty() || kept[0] < 'a') kept.insert(0, "skos-");
    return kept;
}

class Thesaurus {
public:
    Thesaurus(Report& report, const std::string& name) : report_(report), said_(report, name), file_(report.file_row(name)) {}

    /// One statement of the file, in any order. Only what is said of a subject in terms of SKOS is kept.
    void take(Triple triple);

    /// Writes the concepts. A name of the scheme for those that do not tell theirs.
    void finish(const std::string& fallback);

private:
    struct Remark {
        std::string column, value, rule;
        std::int64_t line;
        bool each;  ///< said one by one, as a repair; else tallied
    };
    struct Link {
        std::string lower, upper;
        std::int64_t line;
    };
    struct Concept {
        std::string notation, scheme, uri;
        std::map<std::string, std::string> labels, definitions;  ///< by language
        std::vector<std::string> alt_labels, broader, exact, close;
        std::vector<std::int64_t> broader_lines;
        std::int64_t line = 0;
        std::vector<Remark> remarks;
        bool is_concept = false, repaired = false;
        Code id;
    };

    void take_type(Triple triple);
    void label(Concept& one, const Triple& triple);
    void keep_concepts();
    void say_remarks();
    void link(const Link& one);
    void name_concepts(const std::string& fallback);
    void cut_cycles();
    [[nodiscard]] bool reaches(const std::string& from, const std::string& to) const;
    void write(Concept& one);
    [[nodiscard]] std::vector<Code> codes(const std::vector<std::string>& uris) const;

    Report& report_;
    Findings said_;
    std::uint32_t file_;
    std::map<std::string, Concept> concepts_;  ///< while the file is read: every subject that SKOS speaks of
    std::vector<std::string> order_;           ///< of the concepts, as they are declared
    std::vector<Link> links_;
    std::set<std::string> schemes_;
};

void Thesaurus::label(Concept& one, const Triple& triple) {
    const auto [known, added] = one.labels.try_emplace(triple.language, triple.object);
    if (added || known->second == triple.object) return;
    one.alt_labels.push_back(triple.object);
    one.repaired = true;
    one.remarks.push_back({"skos:prefLabel", triple.object,
                           triple.subject + ": expected one preferred label per language, found another (" +
                               (triple.language.empty() ? "no language" : triple.language) + "): kept as an alternative label",
                           triple.line, true});
}

void Thesaurus::take_type(Triple triple) {
    if (triple.object == std::string(skos) + "ConceptScheme") schemes_.insert(triple.subject);
    if (triple.object != std::string(skos) + "Concept") return;
    Concept& one = concepts_[triple.subject];
    if (one.is_concept) return;
    one.is_concept = true;
    one.uri = triple.subject;
    one.line = triple.line;
    order_.push_back(std::move(triple.subject));
}

void Thesaurus::take(Triple triple) {
    if (triple.predicate.ends_with("#type")) return take_type(std::move(triple));
    if (!triple.predicate.starts_with(skos)) return;
    const std::string predicate = triple.predicate.substr(skos.size());
    const bool text = triple.literal && !trimmed(triple.object).empty();
    Concept& one = concepts_[triple.subject];
    if (predicate == "prefLabel" && text) label(one, triple);
    else if ((predicate == "altLabel" || predicate == "hiddenLabel") && text) one.alt_labels.push_back(triple.object);
    else if (predicate == "definition" && text) one.definitions.try_emplace(triple.language, triple.object);
    else if (predicate == "notation" && text && one.notation.empty()) one.notation = triple.object;
    else if ((predicate == "inScheme" || predicate == "topConceptOf") && !triple.literal && one.scheme.empty()) one.scheme = triple.object;
    else if (predicate == "broader" && !triple.literal) links_.push_back({triple.subject, triple.object, triple.line});
    else if (predicate == "narrower" && !triple.literal) links_.push_back({triple.object, triple.subject, triple.line});
    else if (predicate == "exactMatch" && !triple.literal) one.exact.push_back(triple.object);
    else if ((predicate == "closeMatch" || predicate == "broadMatch" || predicate == "narrowMatch" || predicate == "relatedMatch") && !triple.literal) {
        one.close.push_back(triple.object);
        if (predicate != "closeMatch")
            one.remarks.push_back({"skos:" + predicate, triple.object,
                                   "expected exactMatch or closeMatch, found " + predicate + ": kept as closeMatch", triple.line, false});
    } else if (predicate == "related") {
        one.remarks.push_back({"skos:related", triple.object,
                               "expected links to wider concepts and matches, found skos:related: not kept", triple.line, false});
    }
}

// Drops the subjects that are no concepts, and links the others.
void Thesaurus::keep_concepts() {
    std::erase_if(concepts_, [](const auto& entry) { return !entry.second.is_concept; });
    if (schemes_.size() == 1)
        for (auto& [uri, one] : concepts_)
            if (one.scheme.empty()) one.scheme = *schemes_.begin();
    for (const Link& one : links_) link(one);
    links_.clear();
}

void Thesaurus::say_remarks() {
    for (const std::string& uri : order_)
        for (Remark& one : concepts_[uri].remarks) {
            if (one.each) said_.say(one.line, one.column, one.value, std::move(one.rule), Action::repaired);
            else said_.tally(one.line, one.column, one.value, std::move(one.rule));
        }
}

void Thesaurus::link(const Link& one) {
    const auto found = concepts_.find(one.lower);
    if (found == concepts_.end() || !concepts_.contains(one.upper)) {
        if (found != concepts_.end() || concepts_.contains(one.upper))
            said_.say(one.line, "skos:broader", one.upper,
                      "expected a concept of the file, found none of that address: the link is left out", Action::noted);
        return;
    }
    std::vector<std::string>& broader = found->second.broader;
    if (std::find(broader.begin(), broader.end(), one.upper) != broader.end()) return;
    broader.push_back(one.upper);
    found->second.broader_lines.push_back(one.line);
}

// The code of a concept: its notation if it has one that no other has, else the end of its address.
void Thesaurus::name_concepts(const std::string& fallback) {
    std::map<std::string, int> used;
    const auto scheme = [&](const Concept& one) { return scheme_name(one.scheme.empty() ? fallback : local_name(one.scheme)); };
    for (const auto& [uri, one] : concepts_)
        if (!one.notation.empty()) ++used[scheme(one) + ":" + one.notation];
    for (auto& [uri, one] : concepts_) {
        const std::string by_notation = scheme(one) + ":" + one.notation;
        const std::string by_address = scheme(one) + ":" + local_name(uri);
        if (!one.notation.empty() && used[by_notation] == 1 && Code::valid(by_notation)) one.id = Code(by_notation);
        else if (Code::valid(by_address)) one.id = Code(by_address);
    }
}

bool Thesaurus::reaches(const std::string& from, const std::string& to) const {
    std::vector<std::string> open{from};
    std::set<std::string> seen{from};
    while (!open.empty()) {
        const std::string at = std::move(open.back());
        open.pop_back();
        if (at == to) return true;
        for (const std::string& upper : concepts_.at(at).broader)
            if (seen.insert(upper).second) open.push_back(upper);
    }
    return false;
}

void Thesaurus::cut_cycles() {
    std::map<std::string, std::pair<std::vector<std::string>, std::vector<std::int64_t>>> links;
    for (auto& [uri, one] : concepts_) links[uri] = {std::move(one.broader), std::move(one.broader_lines)};
    for (auto& [uri, one] : concepts_) one.broader.clear();
    for (const std::string& uri : order_) {
        const auto& [uppers, lines] = links[uri];
        for (std::size_t i = 0; i < uppers.size(); ++i) {
            if (!reaches(uppers[i], uri)) {
                concepts_[uri].broader.push_back(uppers[i]);
                continue;
            }
            concepts_[uri].repaired = true;
            said_.say(lines[i], "skos:broader", uppers[i],
                      uri + ": expected wider concepts without a cycle, found one that closes it: the link is left out", Action::repaired);
        }
    }
}

std::vector<Code> Thesaurus::codes(const std::vector<std::string>& uris) const {
    std::vector<Code> found;
    for (const std::string& uri : uris) {
        const auto known = concepts_.find(uri);
        if (known != concepts_.end() && !known->second.id.empty()) found.push_back(known->second.id);
        else if (known == concepts_.end() && Code::valid(uri)) found.emplace_back(uri);
    }
    return found;
}

void Thesaurus::write(Concept& one) {
    RowCount& count = report_.count(Theme::table);
    ++count.read;
    if (one.id.empty()) {
        ++count.rejected;
        return said_.say(one.line, "", one.uri, "expected a notation or an end of the address that no other concept has, found none", Action::rejected);
    }
    const auto in = [](const std::map<std::string, std::string>& texts, std::string_view language) {
        for (const auto& [tag, text] : texts)
            if (tag == language || tag.starts_with(std::string(language) + "-")) return text;
        return std::string();
    };
    Theme theme;
    theme.id = one.id;
    theme.label_fr = in(one.labels, "fr");
    theme.label_en = in(one.labels, "en");
    if (theme.label_fr.empty() && !one.labels.empty()) {
        theme.label_fr = one.labels.contains("") ? one.labels[""] : !theme.label_en.empty() ? theme.label_en : one.labels.begin()->second;
        said_.tally(one.line, "skos:prefLabel", theme.label_fr, "expected a preferred label in French, found other languages only: one of these stands for it");
    }
    if (theme.label_fr.empty()) {
        ++count.rejected;
        return said_.say(one.line, "skos:prefLabel", one.uri, "expected a preferred label, found none", Action::rejected);
    }
    for (const auto& [language, text] : one.labels)
        if (text != theme.label_fr && text != theme.label_en) theme.alt_labels.push_back(text);
    theme.alt_labels.insert(theme.alt_labels.end(), one.alt_labels.begin(), one.alt_labels.end());
    theme.definition_fr = in(one.definitions, "fr");
    theme.definition_en = in(one.definitions, "en");
    if (theme.definition_fr.empty() && one.definitions.contains("")) theme.definition_fr = one.definitions[""];
    theme.broader = codes(one.broader);
    theme.exact_match = codes(one.exact);
    theme.close_match = codes(one.close);
    theme.attributes.emplace_back("uri", one.uri);
    theme.file = file_;
    theme.line = one.line;
    if (one.repaired) ++count.repaired;
    report_.import.batch.themes.push_back(std::move(theme));
}

void Thesaurus::finish(const std::string& fallback) {
    keep_concepts();
    say_remarks();
    if (concepts_.empty()) said_.say(1, "", "", "expected concepts (skos:Concept), found none", Action::noted);
    name_concepts(fallback);
    std::set<Code> ids;
    for (const std::string& uri : order_)
        if (Concept& one = concepts_[uri]; !one.id.empty() && !ids.insert(one.id).second) one.id = Code();
    cut_cycles();
    for (const std::string& uri : order_) write(concepts_[uri]);
}

}  // namespace

void read_skos(const fs::path& path, Report& report) {
    bool any = false;
    for (const fs::path& file : files_in(path, {".ttl", ".n3", ".nt", ".jsonld", ".json", ".rdf", ".xml", ".txt"})) {
        const std::string text = beginning_of(file), name = file.filename().string();
        if (is_rdf_xml(text))
            throw Error(Errc::unsupported, name + ": expected Turtle or JSON-LD, found RDF/XML: convert it first, for example with "
                                                  "`rapper -i rdfxml -o turtle` or rdflib");
        if (!is_thesaurus(file) && file != path) continue;
        any = true;
        Thesaurus thesaurus(report, name);
        const Statement visit = [&](Triple triple) { thesaurus.take(std::move(triple)); };
        if (is_json(text)) read_json_ld(file, name, report, visit);
        else read_turtle(file, name, report, visit);
        report.published_by(make_utf8(file.stem().string()), "REEL_OUVERT");
        thesaurus.finish(make_utf8(file.stem().string()));
    }
    if (!any) throw Error(Errc::invalid_data, "expected a file of SKOS in Turtle or JSON-LD, found none in " + path.string());
}

bool is_skos(const fs::path& path) {
    const std::vector<fs::path> files = files_in(path, {".ttl", ".n3", ".nt", ".jsonld", ".json", ".rdf", ".xml", ".txt"});
    return std::any_of(files.begin(), files.end(), is_thesaurus);
}

}  // namespace tissu::io
