#include <nlohmann/json.hpp>

#include <tissu/model/batch.hpp>
#include <tissu_embedded/schemes.hpp>

namespace tissu {

namespace {

using Json = nlohmann::ordered_json;

/// A value of the data file as the text of an attribute; a list is joined as in a cell of the data package.
std::string text_of(const Json& value) {
    if (value.is_string()) return value.get<std::string>();
    if (!value.is_array()) return value.dump();
    std::string text;
    for (const Json& item : value) {
        if (!text.empty()) text += '|';
        text += text_of(item);
    }
    return text;
}

std::string in_language(const Json& concept_, const char* key, const char* language) {
    const auto found = concept_.find(key);
    return found == concept_.end() ? std::string() : found->value(language, std::string());
}

std::vector<Code> broader_of(const std::string& scheme, const Json& value) {
    std::vector<Code> codes;
    if (value.is_string()) return {Code(scheme, value.get<std::string>())};
    for (const Json& code : value) codes.emplace_back(scheme, code.get<std::string>());
    return codes;
}

/// What the record has no field for; the members of "attributes" come one by one.
void add_attribute(Theme& theme, const std::string& name, const Json& value) {
    if (name != "attributes") {
        theme.attributes.emplace_back(name, text_of(value));
        return;
    }
    for (const auto& [inner, inner_value] : value.items()) theme.attributes.emplace_back(inner, text_of(inner_value));
}

Theme theme_of(const std::string& scheme, const Json& concept_) {
    Theme theme;
    theme.id = Code(scheme, concept_.at("code").get<std::string>());
    theme.label_fr = in_language(concept_, "label", "fr");
    theme.label_en = in_language(concept_, "label", "en");
    theme.definition_fr = in_language(concept_, "definition", "fr");
    theme.definition_en = in_language(concept_, "definition", "en");
    for (const auto& [key, value] : concept_.items()) {
        if (key == "code" || key == "label" || key == "definition") continue;
        if (key == "broader") {
            theme.broader = broader_of(scheme, value);
        } else if (key == "match") {
            for (const auto& [other, code] : value.items())
                theme.close_match.emplace_back(other, code.template get<std::string>());
        } else if (key == "alt") {
            for (const auto& labels : value)
                for (const auto& label : labels) theme.alt_labels.push_back(label.template get<std::string>());
        } else {
            add_attribute(theme, key, value);
        }
    }
    return theme;
}

}  // namespace

Batch built_in_schemes() {
    Batch batch;
    batch.source = "tissu";
    const Json data = Json::parse(embedded::schemes());
    for (const Json& scheme : data.at("schemes")) {
        const auto id = scheme.at("id").get<std::string>();
        const auto source = scheme.value("source", std::string("own"));
        for (const Json& concept_ : scheme.at("concepts")) {
            Theme theme = theme_of(id, concept_);
            if (source != "own") theme.source = source;
            batch.themes.push_back(std::move(theme));
        }
    }
    return batch;
}

}  // namespace tissu
