#include "catalogue/acronyms.hpp"

#include <algorithm>

#include <tissu/base/text.hpp>

namespace tissu::catalogue {

namespace {

constexpr std::size_t shortest = 2, longest = 10, most_meanings = 4;

bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

/// `QPV`, `Q.P.V.`, `CLSM`, `H2020`, without points; empty if `text` is no acronym.
std::string acronym_in(std::string_view text) {
    std::string letters;
    std::size_t capitals = 0;
    for (const char c : text) {
        if (c == '.') continue;
        if (!is_capital(c) && !(c >= '0' && c <= '9')) return {};
        capitals += is_capital(c) ? 1 : 0;
        letters.push_back(c);
    }
    return capitals >= shortest && letters.size() <= longest ? letters : std::string();
}

/// The letters are initials of the words, in order, the first of the first.
bool is_of_initials(std::string_view acronym, std::string_view text) {
    const std::string key = name_key(text);
    const std::string letters = folded(acronym);
    std::size_t at = 0;
    for (std::size_t i = 0; i < key.size() && at < letters.size(); ++i)
        if ((i == 0 || key[i - 1] == ' ') && key[i] == letters[at]) ++at;
        else if (i == 0) return false;
    return at == letters.size();
}

class Collector {
public:
    void add(std::string_view acronym, std::string_view text, Language language) {
        Acronyms::Meaning meaning{std::string(text), {}, language};
        for (const Token& token : analyse(text, language)) meaning.stems.push_back(token.stem);
        auto& known = result.meanings[folded(acronym)];
        const bool same = std::any_of(known.begin(), known.end(), [&](const auto& m) { return m.stems == meaning.stems; });
        if (meaning.stems.size() < 2 || meaning.stems.size() > 12 || same || known.size() == most_meanings) return;
        result.by_first_stem.emplace(meaning.stems.front(), std::pair(folded(acronym), meaning.stems));
        known.push_back(std::move(meaning));
    }

    /// The names of one thing.
    void add_names(const std::vector<std::pair<std::string_view, Language>>& names) {
        for (const auto& [name, language] : names) {
            if (const std::string acronym = acronym_in(name); !acronym.empty())
                for (const auto& [other, its_language] : names)
                    if (acronym_in(other).empty()) add(acronym, other, its_language);
            const std::size_t open = name.rfind(" (");
            if (open == name.npos || !name.ends_with(')')) continue;
            if (const std::string acronym = acronym_in(name.substr(open + 2, name.size() - open - 3)); !acronym.empty())
                add(acronym, name.substr(0, open), language);
        }
    }

    Acronyms result;
};

}  // namespace

Acronyms acronyms_of(const Snapshot& snapshot) {
    Collector collector;
    for (const auto& theme : snapshot.themes) {
        std::vector<std::pair<std::string_view, Language>> names{{theme.label_fr, Language::french},
                                                                 {theme.label_en, Language::english}};
        for (const std::string& label : theme.alt_labels) names.emplace_back(label, Language::french);
        collector.add_names(names);
        const std::string_view code = std::string_view(theme.code).substr(theme.code.find(':') + 1);
        const std::string acronym = code.find('.') == code.npos ? acronym_in(code) : std::string();
        if (!acronym.empty() && is_of_initials(acronym, theme.label_fr)) collector.add(acronym, theme.label_fr, Language::french);
    }
    const auto add_named = [&](const std::string& name, const std::vector<std::string>& aliases) {
        if (aliases.empty() && !name.ends_with(')')) return;
        std::vector<std::pair<std::string_view, Language>> names{{name, Language::french}};
        for (const std::string& alias : aliases) names.emplace_back(alias, Language::french);
        collector.add_names(names);
    };
    for (const auto& territory : snapshot.territories) add_named(territory.name, territory.aliases);
    for (const auto& actor : snapshot.actors) add_named(actor.name, actor.aliases);
    return std::move(collector.result);
}

}  // namespace tissu::catalogue
