#include "catalogue/inclusive.hpp"

#include <algorithm>
#include <array>

#include "catalogue/characters.hpp"

namespace tissu::catalogue {

namespace {

/// How a suffix makes the feminine of a base that ends so: take `drop` letters off, put `add` on.
struct Rule {
    std::u32string_view suffix, ending;
    std::size_t drop;
    std::u32string_view add;
    std::size_t weak_length;  ///< shortest base after `. - /`, which also stand between whole words
};

constexpr std::size_t never = 1000;

/// The first rule that fits counts.
constexpr Rule rules[] = {
    {U"e", U"tou", 0, U"te", 3},
    {U"e", U"eau", 3, U"elle", 4},
    {U"e", U"er", 2, U"ère", 4},
    {U"e", U"el", 0, U"le", 4},
    {U"e", U"en", 0, U"ne", 4},
    {U"e", U"on", 0, U"ne", 4},
    {U"e", U"eux", 1, U"se", 4},
    {U"e", U"oux", 1, U"se", 4},
    {U"e", U"f", 1, U"ve", 3},
    {U"e", U"é", 0, U"e", 2},
    {U"e", U"i", 0, U"e", 2},
    {U"e", U"u", 0, U"e", 2},
    {U"e", U"û", 0, U"e", 2},
    {U"e", U"t", 0, U"e", 3},
    {U"e", U"d", 0, U"e", 3},
    {U"e", U"r", 0, U"e", 3},
    {U"e", U"l", 0, U"e", 3},
    {U"e", U"n", 0, U"e", 2},
    {U"e", U"s", 0, U"e", 3},
    {U"ète", U"et", 2, U"ète", 5},
    {U"ère", U"er", 2, U"ère", 4},
    {U"ère", U"èr", 0, U"e", 4},
    {U"ere", U"er", 2, U"ère", 4},
    {U"ière", U"ier", 3, U"ière", 4},
    {U"iere", U"ier", 3, U"ière", 4},
    {U"re", U"ier", 2, U"ère", 4},
    {U"re", U"er", 2, U"ère", never},
    {U"rice", U"teur", 3, U"rice", 5},
    {U"rice", U"deur", 3, U"rice", 5},
    {U"trice", U"teur", 4, U"trice", 5},
    {U"drice", U"deur", 4, U"drice", 5},
    {U"ice", U"teur", 3, U"rice", 5},
    {U"ice", U"deur", 3, U"rice", 5},
    {U"atrice", U"ateur", 5, U"atrice", 5},
    {U"eure", U"eur", 0, U"e", 5},
    {U"euse", U"eur", 3, U"euse", 5},
    {U"euse", U"eux", 3, U"euse", 5},
    {U"eresse", U"eur", 3, U"eresse", 5},
    {U"se", U"eur", 1, U"se", 6},
    {U"se", U"eux", 1, U"se", 6},
    {U"se", U"oux", 1, U"se", 5},
    {U"se", U"x", 1, U"se", never},
    {U"se", U"s", 0, U"se", never},
    {U"ne", U"bon", 0, U"ne", 3},
    {U"ne", U"en", 0, U"ne", 5},
    {U"ne", U"on", 0, U"ne", 5},
    {U"ne", U"an", 0, U"ne", 6},
    {U"ne", U"n", 0, U"ne", never},
    {U"nne", U"n", 0, U"ne", 3},
    {U"enne", U"en", 2, U"enne", 4},
    {U"ienne", U"ien", 3, U"ienne", 4},
    {U"onne", U"on", 2, U"onne", 4},
    {U"gne", U"compagnon", 2, U"e", 9},
    {U"ine", U"copain", 3, U"ine", 6},
    {U"ine", U"in", 2, U"ine", 5},
    {U"aine", U"ain", 3, U"aine", 5},
    {U"le", U"el", 0, U"le", 4},
    {U"le", U"il", 0, U"le", 6},
    {U"le", U"l", 0, U"le", never},
    {U"lle", U"eau", 3, U"elle", 4},
    {U"lle", U"l", 0, U"le", 4},
    {U"elle", U"eau", 3, U"elle", 4},
    {U"elle", U"el", 2, U"elle", 6},
    {U"velle", U"veau", 4, U"velle", 5},
    {U"belle", U"beau", 4, U"belle", 4},
    {U"folle", U"fou", 3, U"folle", 3},
    {U"vieille", U"vieux", 5, U"vieille", 5},
    {U"ale", U"al", 2, U"ale", 5},
    {U"ve", U"f", 1, U"ve", 3},
    {U"ive", U"if", 2, U"ive", 3},
    {U"ève", U"bref", 2, U"ève", 4},
    {U"fe", U"f", 0, U"fe", 4},
    {U"ffe", U"f", 1, U"ffe", 4},
    {U"he", U"nc", 0, U"he", 4},
    {U"che", U"nc", 1, U"che", 4},
    {U"he", U"c", 0, U"he", never},
    {U"que", U"grec", 0, U"que", 4},
    {U"que", U"ic", 1, U"que", 5},
    {U"que", U"c", 1, U"que", never},
    {U"ce", U"doux", 1, U"ce", 4},
    {U"ce", U"x", 1, U"ce", never},
    {U"sse", U"e", 0, U"sse", 4},
    {U"sse", U"x", 1, U"sse", 4},
    {U"esse", U"e", 1, U"esse", 4},
    {U"te", U"tou", 0, U"te", 3},
    {U"te", U"favori", 0, U"te", 6},
    {U"te", U"et", 0, U"te", 5},
    {U"te", U"t", 0, U"te", never},
    {U"tte", U"t", 0, U"te", 4},
    {U"ette", U"et", 2, U"ette", 4},
    {U"ue", U"g", 0, U"ue", never},
    {U"gue", U"g", 0, U"ue", 4},
};

/// Words that come before a hyphen, a dot or a slash in other constructions (`tu-es`, `est-elle`).
constexpr std::u32string_view never_a_base[] = {
    U"tu",   U"il",   U"on",   U"en",   U"et",   U"est",  U"es",   U"au",  U"du",   U"les",
    U"des",  U"ces",  U"mes",  U"ses",  U"tes",  U"son",  U"ton",  U"mon", U"sur",  U"par",
    U"pour", U"dans", U"sont", U"ont",  U"nous", U"vous", U"ils",  U"qui", U"quoi", U"ni",
    U"si",   U"lui",  U"peut", U"fait", U"dit",  U"doit", U"vont", U"www", U"http", U"https",
};

/// Ends of words that have their s in the singular: `français·es` is not the plural of `françai`.
constexpr std::u32string_view singular_in_s[] = {U"ais",  U"ois",  U"ris", U"mis",   U"quis",
                                                 U"sis",  U"clus", U"fus", U"trus",  U"vers",
                                                 U"gros", U"gras", U"las", U"métis", U"bas"};

constexpr std::u32string_view middle_dots = U"·•‧∙⋅・";

bool is_weak(char32_t c) { return c == U'.' || c == U'-' || c == U'/'; }
bool is_strong(char32_t c) { return middle_dots.find(c) != std::u32string_view::npos; }
bool is_word(char32_t c) { return is_letter(c) || is_digit(c); }

template <std::size_t N>
bool ends_with_any(std::u32string_view word, const std::u32string_view (&ends)[N]) {
    return std::any_of(std::begin(ends), std::end(ends), [word](auto end) { return word.ends_with(end); });
}

/// A form cut into its parts, before it is known to be one.
struct Parts {
    std::u32string_view base, suffix;
    bool weak = false;   ///< parted by `. - /`
    bool apart = false;  ///< the plural s has a separator of its own
    bool parenthesis = false;
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

bool is_plural_s(std::u32string_view text, std::size_t at) { return is_single(text, at, U's'); }

bool is_separator(std::u32string_view text, std::size_t at) {
    return at < text.size() && (is_weak(text[at]) || is_strong(text[at]));
}

/// BASE SEPARATOR SUFFIX ([SEPARATOR] s); also BASE/-SUFFIX, and x before the s for all genders
std::optional<Parts> separated(std::u32string_view text, std::size_t begin, std::size_t base_end) {
    if (!is_separator(text, base_end)) return std::nullopt;
    const std::size_t suffix = base_end + (text.substr(base_end, 2) == U"/-" ? 2 : 1);
    const std::size_t suffix_end = letters_end(text, suffix);
    if (suffix_end == suffix) return std::nullopt;
    Parts parts{text.substr(begin, base_end - begin), text.substr(suffix, suffix_end - suffix)};
    parts.weak = is_weak(text[base_end]);
    parts.end = suffix_end;
    if (is_separator(text, parts.end) && is_single(text, parts.end + 1, U'x')) parts.end += 2;
    if (is_separator(text, parts.end) && is_plural_s(text, parts.end + 1)) {
        parts.apart = true;
        parts.end += 2;
    }
    return parts;
}

/// BASE(SUFFIX)s, BASE(SUFFIX)(s)
std::optional<Parts> in_parenthesis(std::u32string_view text, std::size_t begin, std::size_t base_end) {
    if (text[base_end] != U'(') return std::nullopt;
    const std::size_t suffix_end = letters_end(text, base_end + 1);
    if (suffix_end == base_end + 1 || suffix_end == text.size() || text[suffix_end] != U')')
        return std::nullopt;
    Parts parts{text.substr(begin, base_end - begin), text.substr(base_end + 1, suffix_end - base_end - 1)};
    parts.parenthesis = true;
    parts.end = suffix_end + 1;
    if (is_plural_s(text, parts.end)) {
        parts.apart = true;
        parts.end += 1;
    } else if (parts.end + 2 < text.size() && text[parts.end] == U'(' && is_plural_s(text, parts.end + 1) &&
               text[parts.end + 2] == U')') {
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
    Parts parts{text.substr(begin, suffix - begin), text.substr(suffix, at - suffix)};
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
    if (is_word(after) || after == U'@' || after == U'_' || after == U'\'') return false;
    if (parts.end + 1 == text.size() || !is_word(text[parts.end + 1])) return true;
    if (after == U'.' || is_strong(after)) return false;
    return (after != U'-' && after != U'/') || marked;
}

/// `ÉLU·E·S` is written in one case, and so is every form with a small suffix; `plan-E` is neither.
bool agrees_in_case(std::u32string_view base, std::u32string_view suffix) {
    const auto upper = [](std::u32string_view word) {
        return std::all_of(word.begin(), word.end(), is_upper);
    };
    return std::none_of(suffix.begin(), suffix.end(), is_upper) || (upper(suffix) && upper(base));
}

std::u32string plural(std::u32string word) {
    if (word.ends_with(U's') || word.ends_with(U'x') || word.ends_with(U'z')) return word;
    if (word.ends_with(U"al")) return word.substr(0, word.size() - 1) + U"ux";
    return word + (word.ends_with(U"eau") || word.ends_with(U"eu") ? U"x" : U"s");
}

const Rule* rule_for(std::u32string_view base, std::u32string_view suffix, bool weak) {
    const auto fits = [&](const Rule& rule) {
        return rule.suffix == suffix && base.ends_with(rule.ending) &&
               (!weak || base.size() >= rule.weak_length);
    };
    const auto found = std::find_if(std::begin(rules), std::end(rules), fits);
    return found == std::end(rules) ? nullptr : found;
}

std::u32string masculine(std::u32string_view base) {
    if (base == U"tou") return U"tout";
    if (base.ends_with(U"èr")) return std::u32string(base.substr(0, base.size() - 2)) + U"er";
    return std::u32string(base);
}

/// `association(s)`, `bénévole·s`, `lieu(x)`: a plural alone.
std::optional<std::vector<std::u32string>> number_only(std::u32string_view base, std::u32string_view suffix) {
    const bool x =
        suffix == U"x" && (base.ends_with(U"au") || base.ends_with(U"eu") || base.ends_with(U"ou"));
    if ((suffix != U"s" && !x) || base.ends_with(U's')) return std::nullopt;
    return std::vector<std::u32string>{std::u32string(base), std::u32string(base) + std::u32string(suffix)};
}

/// `es` right after a dot is also the end of Spanish addresses: take only bases that end as
/// participles and nouns in -e do.
bool looks_like_address(std::u32string_view text, const Parts& parts, std::u32string_view base) {
    return parts.weak && !parts.apart && parts.suffix.size() == 2 && text[parts.end - 3] == U'.' &&
           (base.ends_with(U'n') || base.ends_with(U'l'));
}

std::optional<std::vector<std::u32string>> members(std::u32string_view text, const Parts& parts) {
    std::u32string base = lowered(parts.base);
    std::u32string suffix = lowered(parts.suffix);
    if (base.size() < 2 || suffix.size() > 7) return std::nullopt;
    if (parts.weak &&
        std::find(std::begin(never_a_base), std::end(never_a_base), base) != std::end(never_a_base))
        return std::nullopt;
    if (!parts.weak && !parts.apart)
        if (auto forms = number_only(base, suffix)) return forms;
    bool several = parts.apart;
    if (suffix.size() > 1 && suffix.ends_with(U's')) {
        several = true;
        suffix.pop_back();
        if (looks_like_address(text, parts, base)) return std::nullopt;
    }
    if (suffix == U"ale" && base.ends_with(U"aux")) {
        base.replace(base.size() - 2, 2, U"l");
        several = true;
    } else if (base.ends_with(U"eaux") ||
               (base.size() > 3 && base.ends_with(U's') && !ends_with_any(base, singular_in_s))) {
        base.pop_back();
        several = true;
    }
    const Rule* rule = rule_for(base, suffix, parts.weak);
    if (rule == nullptr) return std::nullopt;
    const std::u32string he = masculine(base);
    const std::u32string she = base.substr(0, base.size() - rule->drop) + std::u32string(rule->add);
    std::vector<std::u32string> forms{he, she};
    if (several) {
        const std::u32string they = base == U"tou" ? U"tous" : plural(he);
        if (they != he) forms.push_back(they);
        forms.push_back(she + U"s");
    }
    return forms;
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
    if (!parts || !stands_alone(text, begin, *parts)) return std::nullopt;
    if (one_case && !agrees_in_case(parts->base, parts->suffix)) return std::nullopt;
    auto forms = members(text, *parts);
    if (!forms) return std::nullopt;
    return Inclusive{std::move(*forms), parts->end};
}

}  // namespace tissu::catalogue
