#include <fstream>
#include <map>
#include <sstream>

#include <tissu/base/error.hpp>
#include <tissu/base/text.hpp>

#include "io/json_file.hpp"
#include "io/triples.hpp"

namespace tissu::io {
namespace {

using nlohmann::json;

constexpr const char* rdf_type = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";

// The line on which each text in quotation marks is first found.
std::map<std::string, std::int64_t> lines_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::map<std::string, std::int64_t> lines;
    std::int64_t line = 0;
    for (std::string text; std::getline(file, text);) {
        ++line;
        for (std::size_t start = text.find('"'); start != std::string::npos;) {
            const std::size_t end = text.find('"', start + 1);
            if (end == std::string::npos) break;
            lines.try_emplace(text.substr(start + 1, end - start - 1), line);
            start = end;  // between two texts there is a mark that opens the next one: harmless, it is no id
        }
    }
    return lines;
}

class JsonLd {
public:
    JsonLd(const std::filesystem::path& path, std::string name, const Statement& visit)
        : name_(std::move(name)), lines_(lines_of(path)), visit_(visit) {}

    void read(const json& whole) {
        if (whole.is_object() && whole.contains("@context")) context(whole["@context"]);
        if (whole.is_array()) {
            for (const json& one : whole) top(one);
        } else {
            top(whole);
        }
    }

private:
    struct Term {
        std::string iri, language;
        bool is_id = false, by_language = false;
    };

    void top(const json& value) {
        if (!value.is_object()) throw Error(Errc::invalid_data, name_ + ": expected a node of JSON-LD, found another value");
        if (value.contains("@graph")) {
            const json& graph = value["@graph"];
            for (const json& one : graph.is_array() ? graph : json::array({graph})) (void)node(one);
        } else {
            (void)node(value);
        }
    }

    void context(const json& value) {
        if (value.is_array()) {
            for (const json& one : value) context(one);
            return;
        }
        if (!value.is_object())
            throw Error(Errc::unsupported, name_ + ": expected a @context in the file, found the address of one: nothing is fetched");
        for (const auto& [key, term] : value.items()) {
            if (key == "@language" && term.is_string()) language_ = folded(term.get<std::string>());
            else if (key == "@base" && term.is_string()) base_ = term.get<std::string>();
            else if (key == "@vocab" && term.is_string()) vocabulary_ = term.get<std::string>();
            else if (term.is_string()) terms_[key].iri = term.get<std::string>();
            else if (term.is_object()) describe(terms_[key], key, term);
        }
    }

    static void describe(Term& term, const std::string& key, const json& value) {
        const auto text = [&](const char* name) {
            const auto found = value.find(name);
            return found != value.end() && found->is_string() ? found->get<std::string>() : std::string();
        };
        term.iri = text("@id").empty() ? key : text("@id");
        term.language = folded(text("@language"));
        term.is_id = text("@type") == "@id" || text("@type") == "@vocab";
        term.by_language = text("@container") == "@language";
    }

    // A term, a name with a prefix, or an address, as a whole address.
    [[nodiscard]] std::string expand(const std::string& text, bool is_term, int depth = 0) const {
        if (text.starts_with("@") || depth > 8) return text;
        if (const auto term = terms_.find(text); is_term && term != terms_.end() && term->second.iri != text)
            return expand(term->second.iri, true, depth + 1);
        const std::size_t colon = text.find(':');
        if (colon == std::string::npos) return (is_term ? vocabulary_ : base_) + text;
        if (text.compare(colon, 3, "://") == 0) return text;
        const auto prefix = terms_.find(text.substr(0, colon));
        return prefix == terms_.end() ? text : expand(prefix->second.iri, true, depth + 1) + text.substr(colon + 1);
    }

    [[nodiscard]] std::int64_t line(const std::string& id) const {
        const auto found = lines_.find(id);
        return found == lines_.end() ? 1 : found->second;
    }

    std::string node(const json& value) {
        if (!value.is_object()) throw Error(Errc::invalid_data, name_ + ": expected a node of JSON-LD, found another value");
        std::string given;
        for (const char* key : {"@id", "id", "uri"}) {
            const auto found = value.find(key);
            const bool known = key[0] == '@' || expand(key, true) == "@id";
            if (given.empty() && known && found != value.end() && found->is_string()) given = found->get<std::string>();
        }
        if (given.empty() || given.starts_with("_:"))
            throw Error(Errc::invalid_data, name_ + ", line " + std::to_string(last_line_) +
                                                ": expected a node with an @id, found a blank node, which is not read");
        const std::string subject = expand(given, false);
        last_line_ = line(given);
        const std::int64_t here = last_line_;
        for (const auto& [key, values] : value.items()) {
            const auto term = terms_.find(key);
            const std::string predicate = key == "@type" ? std::string(rdf_type) : expand(key, true);
            if (predicate == "@type") add_all(subject, rdf_type, {}, values, here, true);
            else if (!predicate.starts_with("@")) add_all(subject, predicate, term == terms_.end() ? Term() : term->second, values, here, key == "@type");
        }
        return subject;
    }

    void add_all(const std::string& subject, const std::string& predicate, const Term& term, const json& values,
                 std::int64_t line, bool is_type) {
        if (values.is_array()) {
            for (const json& one : values) add_all(subject, predicate, term, one, line, is_type);
            return;
        }
        Triple triple{subject, predicate, {}, {}, false, line};
        if (term.by_language && values.is_object()) {
            for (const auto& [language, texts] : values.items())
                for (const json& one : texts.is_array() ? texts : json::array({texts}))
                    if (one.is_string()) visit_({subject, predicate, one.get<std::string>(), folded(language), true, line});
            return;
        }
        if (values.is_object() && values.contains("@value")) {
            const json& text = values["@value"];
            triple.object = text.is_string() ? text.get<std::string>() : text.dump();
            triple.literal = true;
            if (values.contains("@language") && values["@language"].is_string()) triple.language = folded(values["@language"].get<std::string>());
        } else if (values.is_object() && values.contains("@id") && values.size() == 1 && values["@id"].is_string() &&
                   !values["@id"].get_ref<const std::string&>().starts_with("_:")) {
            triple.object = expand(values["@id"].get<std::string>(), false);
        } else if (values.is_object()) {
            triple.object = node(values);
        } else if (values.is_string()) {
            const bool is_id = is_type || term.is_id;
            triple.object = is_id ? expand(values.get<std::string>(), is_type) : values.get<std::string>();
            triple.literal = !is_id;
            triple.language = is_id ? "" : term.language.empty() ? language_ : term.language;
        } else if (!values.is_null()) {
            triple.object = values.dump();
            triple.literal = true;
        } else {
            return;
        }
        visit_(std::move(triple));
    }

    std::string name_;
    std::map<std::string, std::int64_t> lines_;
    std::map<std::string, Term> terms_;
    std::string base_, vocabulary_, language_;
    const Statement& visit_;
    std::int64_t last_line_ = 1;
};

}  // namespace

void read_json_ld(const std::filesystem::path& path, const std::string& name, Report& report, const Statement& visit) {
    const json whole = read_json(path, name, report);
    JsonLd(path, name, visit).read(whole);
}

}  // namespace tissu::io
