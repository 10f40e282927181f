#include "io/type_words.hpp"

#include <algorithm>

#include <tissu/base/text.hpp>

namespace tissu::io {
namespace {

constexpr std::size_t words_said = 10;

// Grants are partnerships whose type is that of the funding.
std::vector<std::string_view> schemes_of(std::string_view table) {
    if (table == Actor::table) return {"actor_type"};
    if (table == Partnership::table) return {"partnership_type", "funding_type"};
    if (table == Event::table) return {"event_type"};
    if (table == Resource::table) return {"resource_type"};
    return {};
}

}  // namespace

TypeWords::TypeWords(std::string_view table, const Batch& batch) : schemes_(schemes_of(table)) {
    if (schemes_.empty()) return;
    static const Batch built_in = built_in_schemes();
    for (const Theme& theme : built_in.themes) add(theme);
    for (const Theme& theme : batch.themes) add(theme);
}

void TypeWords::add(const Theme& one) {
    const std::string_view scheme = one.id.scheme();
    if (std::find(schemes_.begin(), schemes_.end(), scheme) == schemes_.end()) return;
    const std::string value(one.id.value());
    codes_.insert(value);
    codes_.insert(one.id.text());
    if (scheme != schemes_.front()) return;
    near_.emplace(folded(value), one.id.text());
    for (const std::string* label : {&one.label_fr, &one.label_en})
        if (!label->empty()) near_.emplace(folded(*label), one.id.text());
}

void TypeWords::look(Sheet& sheet, std::size_t column, const std::string& word) {
    if (word.empty() || codes_.contains(word)) return;
    if (said_.size() < words_said && !said_.contains(word)) said_.emplace(word, rule_of(word));
    const auto rule = said_.find(word);
    sheet.tally(column, rule != said_.end() ? rule->second
                                            : "expected a code of " + std::string(schemes_.front()) + ", found other words: kept");
}

std::string TypeWords::rule_of(const std::string& word) const {
    std::vector<std::string> words;
    for (const auto& [text, code] : near_) words.push_back(text);
    const std::string scheme(schemes_.front());
    const std::string wanted = folded(word.starts_with(scheme + ":") ? word.substr(scheme.size() + 1) : word);
    const auto near = near_matches(wanted, words, 1);
    const std::string rule = "expected a code of " + scheme + ", found " + shortened(word) + ": kept";
    return near.empty() ? rule : rule + "; did you mean " + near_.at(near.front()) + "?";
}

}  // namespace tissu::io
