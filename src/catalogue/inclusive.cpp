#include "catalogue/inclusive.hpp"

#include <algorithm>

#include "catalogue/characters.hpp"
#include "catalogue/inclusive_rules.hpp"

namespace tissu::catalogue {

namespace {

using Members = std::vector<std::u32string>;

constexpr std::u32string_view middle_dots = U"·•‧∙⋅・･⸱\u0387\u2E31";

bool is_weak(char32_t c) { return c == U'.' || c == U'-' || c == U'/' || c == U'–'; }
bool is_strong(char32_t c) { return middle_dots.find(c) != std::u32string_view::npos; }
bool is_word(char32_t c) { return is_letter(c) || is_digit(c); }
bool is_opening(char32_t c) { return c == U'(' || c == U'['; }

/// A form cut into its parts, before it is known to be one.
struct Parts {
    std::u32string base, suffix;  ///< as written
    bool weak = false;            ///< parted by `. - /`
    bool apart = false;           ///< the plural s has a separator of its own
    bool parenthesis = false;
    bool dotted = false;  ///< parted by a full stop
    std::size_t end = 0;
};

std::size_t letters_end(std::u32string_view text, std::size_t at) {
    while (at < text.size() && is_letter(text[at])) ++at;
    return at;
}

/// True if the one letter `letter` (small, in either case) stands alone at `at`.
bool is_single(std::u32string_view text, std::size_t at, char32_t letter) {
    return at < text.size() && lowered(text[at]) == letter && letters_end(text, at) == at + 1;
}

bool is_separator(std::u32string_view text, std::size_t at) {
    return at < text.size() && (is_weak(text[at]) || is_strong(text[at]));
}

/// Steps over SEPARATOR and `letter`, if they stand at `at`.
bool take(std::u32string_view text, std::size_t& at, char32_t letter) {
    if (!is_separator(text, at) || !is_single(text, at + 1, letter)) return false;
    at += 2;
    return true;
}

/// `act·eur·rice`: what stands at `parts.end` is the suffix, and what was taken for it belongs to the base.
void take_second_suffix(std::u32string_view text, Parts& parts, char32_t separator) {
    if (parts.end >= text.size() || text[parts.end] != separator) return;
    const std::size_t end = letters_end(text, parts.end + 1);
    const bool single = end == parts.end + 2 && (is_weak(separator) || lowered(text[parts.end + 1]) != U'e');
    if (end == parts.end + 1 || single || !is_masculine_ending(lowered(parts.suffix))) return;
    parts.base += parts.suffix;
    parts.suffix = text.substr(parts.end + 1, end - parts.end - 1);
    parts.end = end;
}

/// BASE SEPARATOR SUFFIX ([SEPARATOR] s); also BASE/-SUFFIX, and an x among them for all genders
std::optional<Parts> separated(std::u32string_view text, std::size_t begin, std::size_t base_end) {
    if (!is_separator(text, base_end)) return std::nullopt;
    std::size_t separator = base_end;
    if (is_strong(text[separator])) take(text, separator, U'x');
    if (!is_separator(text, separator)) return std::nullopt;
    const std::size_t suffix = separator + (text.substr(separator, 2) == U"/-" ? 2 : 1);
    const std::size_t suffix_end = letters_end(text, suffix);
    if (suffix_end == suffix) return std::nullopt;
    Parts parts{std::u32string(text.substr(begin, base_end - begin)),
                std::u32string(text.substr(suffix, suffix_end - suffix))};
    parts.weak = is_weak(text[base_end]);
    parts.dotted = text[base_end] == U'.';
    parts.end = suffix_end;
    take_second_suffix(text, parts, text[base_end]);
    take(text, parts.end, U'x');
    parts.apart = take(text, parts.end, U's');
    if (parts.apart) take(text, parts.end, U'x');
    return parts;
}

/// BASE(SUFFIX)s, BASE(SUFFIX)(s), BASE(-SUFFIX·s)
std::optional<Parts> in_parenthesis(std::u32string_view text, std::size_t begin, std::size_t base_end) {
    if (!is_opening(text[base_end])) return std::nullopt;
    const char32_t closing = text[base_end] == U'(' ? U')' : U']';
    const std::size_t suffix = base_end + (is_separator(text, base_end + 1) ? 2 : 1);
    const std::size_t suffix_end = letters_end(text, suffix);
    if (suffix_end == suffix) return std::nullopt;
    Parts parts{std::u32string(text.substr(begin, base_end - begin)),
                std::u32string(text.substr(suffix, suffix_end - suffix))};
    parts.parenthesis = true;
    std::size_t at = suffix_end;
    parts.apart = take(text, at, U's');
    if (at >= text.size() || text[at] != closing) return std::nullopt;
    parts.end = at + 1;
    if (is_single(text, parts.end, U's')) {
        parts.apart = true;
        parts.end += 1;
    } else if (parts.end + 2 < text.size() && is_opening(text[parts.end]) && is_single(text, parts.end + 1, U's') &&
               text[parts.end + 2] == closing) {
        parts.apart = true;
        parts.end += 3;
    }
    return parts;
}

/// baseSUFFIXs: the suffix in capitals after small letters.
std::optional<Parts> in_capitals(std::u32string_view text, std::size_t begin, std::size_t end) {
    std::size_t at = begin + 1;
    while (at < end && !is_upper(text[at])) ++at;
    const std::size_t suffix = at;
    while (at < end && is_upper(text[at])) ++at;
    if (suffix - begin < 3 || suffix == at) return std::nullopt;
    Parts parts{std::u32string(text.substr(begin, suffix - begin)), std::u32string(text.substr(suffix, at - suffix))};
    parts.end = end;
    if (at + 1 == end && text[at] == U's') parts.apart = true;
    else if (at != end || parts.suffix == U"S") return std::nullopt;
    return parts;
}

/// What surrounds the form must not make it a piece of an address, a path, a number or a compound.
bool stands_alone(std::u32string_view text, std::size_t begin, const Parts& parts) {
    const bool marked = !parts.weak || parts.apart;
    if (begin > 0) {
        const char32_t before = text[begin - 1];
        if (is_word(before) || before == U'@' || before == U'.' || before == U'_') return false;
        if (before == U'/' && !marked) return false;
        if (before == U'-' && parts.weak && parts.base.size() < 4) return false;
    }
    if (parts.end == text.size()) return true;
    const char32_t after = text[parts.end];
    if (is_word(after) || after == U'@' || after == U'_' || after == U'\'' || after == U'=') return false;
    if (parts.end + 1 == text.size() || !is_word(text[parts.end + 1])) return true;
    if (after == U'.' || after == U':' || is_strong(after)) return false;
    return (after != U'-' && after != U'/') || marked;
}

bool is_upper(std::u32string_view word) {
    return std::all_of(word.begin(), word.end(), [](char32_t c) { return catalogue::is_upper(c); });
}

/// `ÉLU·E·S` is written in one case, and so is every form with a small suffix; `vitamine-E` is neither.
bool agrees_in_case(std::u32string_view base, std::u32string_view suffix) {
    const bool small = std::none_of(suffix.begin(), suffix.end(), [](char32_t c) { return catalogue::is_upper(c); });
    return small || (is_upper(suffix) && is_upper(base));
}

/// What the tables leave open: a word that takes a letter, a call of a function, a Spanish address.
bool is_something_else(const Parts& parts, std::u32string_view base, std::u32string_view suffix) {
    if (parts.parenthesis) return suffix.size() == 1 && is_code(base);
    if (!parts.weak || parts.apart) return !parts.apart && is_upper(parts.suffix) && takes_a_letter(base);
    if (suffix == U"e" && takes_a_letter(base)) return true;
    return parts.dotted && suffix == U"es" && is_name_of_site(base);
}

std::u32string plural(std::u32string word) {
    if (word.ends_with(U's') || word.ends_with(U'x') || word.ends_with(U'z')) return word;
    if (word.ends_with(U"al")) return word.substr(0, word.size() - 1) + U"ux";
    return word + (word.ends_with(U"eau") || word.ends_with(U"eu") ? U"x" : U"s");
}

std::u32string masculine(std::u32string_view base) {
    if (base == U"tou") return U"tout";
    if (base.ends_with(U"èr")) return std::u32string(base.substr(0, base.size() - 2)) + U"er";
    return std::u32string(base);
}

std::u32string in_plural(const std::u32string& word) {
    if (word == U"tout") return U"tous";
    if (word == U"celui") return U"ceux";
    return plural(word);
}

/// `association(s)`, `bénévole·s`, `lieu(x)`, `local·aux`: a plural alone.
std::optional<Members> number_only(std::u32string_view base, std::u32string_view suffix) {
    if (suffix == U"aux" && (base.ends_with(U"al") || base.ends_with(U"ail")))
        return Members{std::u32string(base), std::u32string(base.substr(0, base.rfind(U'a'))) + U"aux"};
    const bool x = suffix == U"x" && (base.ends_with(U"au") || base.ends_with(U"eu") || base.ends_with(U"ou"));
    if ((suffix != U"s" && !x) || base.ends_with(U's')) return std::nullopt;
    return Members{std::u32string(base), std::u32string(base) + std::u32string(suffix)};
}

Members forms_of(const std::u32string& base, const InclusiveRule& rule, bool several) {
    const std::u32string other = base.substr(0, base.size() - rule.drop) + std::u32string(rule.add);
    const std::u32string he = rule.feminine_first ? other : masculine(base);
    const std::u32string she = rule.feminine_first ? base : other;
    Members forms{he, she};
    if (!several) return forms;
    if (const std::u32string they = in_plural(he); they != he) forms.push_back(they);
    forms.push_back(she + U"s");
    return forms;
}

/// A base already in the plural (`acteurs·rices`, `locaux/ales`) in the singular.
bool take_off_plural(std::u32string& base, std::u32string_view suffix) {
    if (suffix == U"ale" && base.ends_with(U"aux")) {
        base.replace(base.size() - 2, 2, U"l");
        return true;
    }
    const bool plural = base.ends_with(U"eaux") || (base.size() > 3 && base.ends_with(U's') && !is_singular_in_s(base));
    if (plural) base.pop_back();
    return plural;
}

std::optional<Members> members(const Parts& parts) {
    std::u32string base = lowered(parts.base), suffix = lowered(parts.suffix);
    if (base.size() < 2 || suffix.size() > 7) return std::nullopt;
    if (parts.weak && is_never_a_base(base)) return std::nullopt;
    if (is_something_else(parts, base, suffix)) return std::nullopt;
    if (!parts.weak && !parts.apart)
        if (auto forms = number_only(base, suffix)) return forms;
    bool several = parts.apart;
    if (suffix.size() > 1 && suffix.ends_with(U's') && !suffix.ends_with(U"ous")) {
        several = true;
        suffix.pop_back();
    } else if (suffix.size() > 2 && suffix.ends_with(U"eaux")) {
        several = true;
        suffix.pop_back();
    }
    several = take_off_plural(base, suffix) || several;
    const InclusiveRule* rule = inclusive_rule(base, suffix, parts.weak);
    if (rule == nullptr) return std::nullopt;
    return forms_of(base, *rule, several);
}

/// Words that end in -eurice or -eureuse without being feminine.
bool is_adjective(std::u32string_view word) {
    constexpr std::u32string_view adjectives[] = {U"heureuse",     U"malheureuse", U"bienheureuse",
                                                  U"peureuse",     U"valeureuse",  U"chaleureuse"};
    return std::find(std::begin(adjectives), std::end(adjectives), word) != std::end(adjectives);
}

/// `acteurices`, `chercheureuses`: both endings run together.
std::optional<Members> contracted(std::u32string word) {
    const bool several = word.ends_with(U's');
    if (several) word.pop_back();
    const bool rice = word.size() > 7 && (word.ends_with(U"teurice") || word.ends_with(U"deurice"));
    if (!rice && (word.size() < 9 || !word.ends_with(U"eureuse") || is_adjective(word))) return std::nullopt;
    const std::u32string he = word.substr(0, word.size() - (rice ? 3 : 4));
    const std::u32string she = he.substr(0, he.size() - 3) + (rice ? U"rice" : U"euse");
    if (several) return Members{he, she, he + U"s", she + U"s"};
    return Members{he, she};
}

/// A word that stands for several without any sign.
std::optional<Members> lexical(std::u32string_view written) {
    const std::u32string word = lowered(written);
    if (const auto known = lexical_members(word); !known.empty()) return Members(known.begin(), known.end());
    return contracted(word);
}

}  // namespace

std::optional<Inclusive> inclusive_at(std::u32string_view text, std::size_t begin) {
    const std::size_t base_end = letters_end(text, begin);
    if (base_end == begin) return std::nullopt;
    std::optional<Parts> parts;
    bool one_case = true;
    if (base_end < text.size()) parts = separated(text, begin, base_end);
    if (!parts && base_end < text.size()) parts = in_parenthesis(text, begin, base_end);
    if (!parts) {
        parts = in_capitals(text, begin, base_end);
        one_case = false;
    }
    if (parts && stands_alone(text, begin, *parts) && (!one_case || agrees_in_case(parts->base, parts->suffix)))
        if (auto forms = members(*parts)) return Inclusive{std::move(*forms), parts->end};
    if (base_end < text.size() && is_word(text[base_end])) return std::nullopt;
    if (auto forms = lexical(text.substr(begin, base_end - begin))) return Inclusive{std::move(*forms), base_end};
    return std::nullopt;
}

}  // namespace tissu::catalogue
