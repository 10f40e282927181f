#include "catalogue/inclusive_rules.hpp"

#include <algorithm>
#include <iterator>

namespace tissu::catalogue {

namespace {

/// The first rule that fits counts: particular endings stand before general ones.
constexpr InclusiveRule rules[] = {
    // -e
    {U"e", U"tou", 0, U"te", 3},
    {U"e", U"eau", 3, U"elle", 4},
    {U"e", U"er", 2, U"ère", 4},
    {U"e", U"èr", 0, U"e", 4},
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
    // -ère, -ète
    {U"ète", U"et", 2, U"ète", 5},
    {U"ère", U"er", 2, U"ère", 4},
    {U"ère", U"èr", 0, U"e", 4},
    {U"ere", U"er", 2, U"ère", 4},
    {U"ière", U"ier", 3, U"ière", 4},
    {U"iere", U"ier", 3, U"ière", 4},
    {U"re", U"ier", 2, U"ère", 4},
    {U"re", U"er", 2, U"ère", never},
    // -rice
    {U"rice", U"teur", 3, U"rice", 5},
    {U"rice", U"deur", 3, U"rice", 5},
    {U"trice", U"teur", 4, U"trice", 5},
    {U"drice", U"deur", 4, U"drice", 5},
    {U"ice", U"teur", 3, U"rice", 5},
    {U"ice", U"deur", 3, U"rice", 5},
    {U"ctrice", U"cteur", 5, U"ctrice", 5},
    {U"atrice", U"ateur", 5, U"atrice", 5},
    {U"itrice", U"iteur", 5, U"itrice", 5},
    // -eure, -euse, -esse
    {U"eure", U"eur", 0, U"e", 5},
    {U"euse", U"eur", 3, U"euse", 5},
    {U"euse", U"eux", 3, U"euse", 5},
    {U"euse", U"ieu", 2, U"euse", never},
    {U"ieuse", U"ieux", 4, U"ieuse", 5},
    {U"eresse", U"eur", 3, U"eresse", 5},
    {U"oresse", U"docteur", 3, U"oresse", 7},
    {U"esse", U"docteur", 3, U"oresse", 7},
    {U"esse", U"eur", 3, U"eresse", never},
    {U"resse", U"eur", 3, U"eresse", never},
    {U"se", U"eur", 1, U"se", 6},
    {U"se", U"eux", 1, U"se", 6},
    {U"se", U"oux", 1, U"se", 5},
    {U"ouse", U"oux", 3, U"ouse", 5},
    {U"se", U"andalou", 0, U"se", 7},
    {U"se", U"x", 1, U"se", never},
    {U"se", U"s", 0, U"se", never},
    // -ne
    {U"ne", U"bon", 0, U"ne", 3},
    {U"ne", U"en", 0, U"ne", 5},
    {U"ne", U"on", 0, U"ne", 5},
    {U"ne", U"an", 0, U"ne", 6},
    {U"ne", U"n", 0, U"ne", never},
    {U"nne", U"n", 0, U"ne", 3},
    {U"enne", U"en", 2, U"enne", 4},
    {U"éenne", U"éen", 3, U"éenne", 4},
    {U"ienne", U"ien", 3, U"ienne", 4},
    {U"yenne", U"yen", 3, U"yenne", 5},
    {U"onne", U"on", 2, U"onne", 4},
    {U"ionne", U"ion", 3, U"ionne", 4},
    {U"anne", U"an", 2, U"anne", 5},
    {U"gne", U"compagnon", 2, U"e", 9},
    {U"gne", U"in", 1, U"gne", never},
    {U"igne", U"in", 2, U"igne", never},
    {U"ine", U"copain", 3, U"ine", 6},
    {U"ine", U"in", 2, U"ine", 5},
    {U"ine", U"tsar", 0, U"ine", 4},
    {U"ine", U"speaker", 0, U"ine", 7},
    {U"ïne", U"héros", 1, U"ïne", 5},
    {U"oïne", U"héros", 2, U"oïne", 5},
    {U"aine", U"ain", 3, U"aine", 5},
    {U"ane", U"an", 2, U"ane", 6},
    // -le
    {U"le", U"el", 0, U"le", 4},
    {U"le", U"il", 0, U"le", 6},
    {U"le", U"l", 0, U"le", never},
    {U"lle", U"eau", 3, U"elle", 4},
    {U"lle", U"l", 0, U"le", 4},
    {U"elle", U"ceux", 3, U"elle", 4},
    {U"elle", U"celui", 3, U"lle", 5},
    {U"celle", U"ceux", 4, U"celle", never},
    {U"elle", U"eau", 3, U"elle", 4},
    {U"elle", U"el", 2, U"elle", 6},
    {U"velle", U"veau", 4, U"velle", 5},
    {U"uvelle", U"uveau", 5, U"uvelle", 5},
    {U"belle", U"beau", 4, U"belle", 4},
    {U"melle", U"meau", 4, U"melle", 5},
    {U"folle", U"fou", 3, U"folle", 3},
    {U"olle", U"fou", 2, U"olle", 3},
    {U"olle", U"mou", 2, U"olle", 3},
    {U"lle", U"fou", 1, U"lle", 3},
    {U"vieille", U"vieux", 5, U"vieille", 5},
    {U"ieille", U"vieux", 4, U"ieille", 5},
    {U"eille", U"vieux", 3, U"eille", 5},
    {U"ille", U"vieux", 2, U"ille", never},
    {U"ale", U"al", 2, U"ale", 5},
    // -ve, -fe, -he, -que, -ce
    {U"ève", U"bref", 2, U"ève", 4},
    {U"ve", U"bref", 2, U"ève", 4},
    {U"ve", U"f", 1, U"ve", 3},
    {U"ive", U"if", 2, U"ive", 3},
    {U"euve", U"euf", 3, U"euve", 4},
    {U"fe", U"f", 0, U"fe", 4},
    {U"ffe", U"f", 1, U"ffe", 4},
    {U"effe", U"ef", 2, U"effe", 4},
    {U"che", U"sec", 2, U"èche", never},
    {U"èche", U"sec", 2, U"èche", 3},
    {U"he", U"nc", 0, U"he", 4},
    {U"che", U"nc", 1, U"che", 4},
    {U"he", U"c", 0, U"he", never},
    {U"que", U"grec", 0, U"que", 4},
    {U"cque", U"grec", 1, U"cque", 4},
    {U"que", U"ic", 1, U"que", 5},
    {U"ique", U"ic", 2, U"ique", 5},
    {U"que", U"c", 1, U"que", never},
    {U"ce", U"doux", 1, U"ce", 4},
    {U"ouce", U"doux", 3, U"ouce", 4},
    {U"ce", U"x", 1, U"ce", never},
    {U"sse", U"e", 0, U"sse", 4},
    {U"sse", U"x", 1, U"sse", 4},
    {U"sse", U"s", 0, U"se", never},
    {U"esse", U"e", 1, U"esse", 4},
    {U"resse", U"re", 2, U"resse", 4},
    {U"tresse", U"tre", 3, U"tresse", 5},
    // -te, -ue
    {U"te", U"tou", 0, U"te", 3},
    {U"te", U"favori", 0, U"te", 6},
    {U"te", U"coi", 0, U"te", never},
    {U"te", U"o", 0, U"te", never},
    {U"te", U"et", 0, U"te", 5},
    {U"te", U"t", 0, U"te", never},
    {U"ante", U"ant", 3, U"ante", 5},
    {U"ente", U"ent", 3, U"ente", 5},
    {U"tte", U"ce", 0, U"tte", never},
    {U"tte", U"t", 0, U"te", 4},
    {U"ette", U"et", 2, U"ette", 4},
    {U"oute", U"tou", 2, U"oute", 3},
    {U"oute", U"tout", 3, U"oute", 4},
    {U"toute", U"tou", 3, U"toute", 3},
    {U"ue", U"g", 0, U"ue", never},
    {U"gue", U"g", 0, U"ue", 4},
    {U"ée", U"é", 1, U"ée", 4},
    {U"aise", U"ais", 3, U"aise", 6},
    {U"oise", U"ois", 3, U"oise", 6},
    // the feminine first
    {U"teur", U"trice", 5, U"teur", never, true},
    {U"cteur", U"ctrice", 6, U"cteur", never, true},
    {U"eur", U"trice", 4, U"eur", never, true},
    {U"eur", U"drice", 4, U"eur", never, true},
    {U"deur", U"drice", 5, U"deur", never, true},
    {U"eur", U"euse", 4, U"eur", never, true},
    {U"eur", U"eresse", 6, U"eur", never, true},
    {U"r", U"euse", 2, U"r", never, true},
    {U"er", U"ère", 3, U"er", never, true},
    {U"ier", U"ière", 4, U"ier", never, true},
    {U"en", U"enne", 4, U"en", never, true},
    {U"ien", U"ienne", 5, U"ien", never, true},
    {U"eux", U"euse", 4, U"eux", never, true},
    {U"x", U"euse", 2, U"x", never, true},
    {U"if", U"ive", 3, U"if", never, true},
    {U"f", U"ve", 2, U"f", never, true},
    {U"eau", U"elle", 4, U"eau", never, true},
    {U"ant", U"ante", 4, U"ant", never, true},
    {U"eux", U"celle", 4, U"eux", never, true},
    {U"ceux", U"celle", 5, U"ceux", never, true},
    {U"ous", U"toute", 4, U"ous", never, true},
    {U"ou", U"toute", 4, U"out", never, true},
};

struct Lexical {
    std::u32string_view word;
    std::vector<std::u32string_view> members;
};

const std::vector<Lexical>& lexicon() {
    static const std::vector<Lexical> words{
        {U"iel", {U"iel", U"il", U"elle"}},
        {U"yel", {U"yel", U"il", U"elle"}},
        {U"ielle", {U"ielle", U"il", U"elle"}},
        {U"iels", {U"iels", U"ils", U"elles"}},
        {U"yels", {U"yels", U"ils", U"elles"}},
        {U"ielles", {U"ielles", U"ils", U"elles"}},
        {U"celleux", {U"celleux", U"celles", U"ceux"}},
        {U"ceulles", {U"ceulles", U"celles", U"ceux"}},
        {U"ceuxes", {U"ceuxes", U"celles", U"ceux"}},
        {U"ceuzes", {U"ceuzes", U"celles", U"ceux"}},
        {U"cellui", {U"cellui", U"celle", U"celui"}},
        {U"elleux", {U"elleux", U"elles", U"eux"}},
        {U"toustes", {U"toustes", U"tous", U"toutes"}},
        {U"touste", {U"touste", U"tous", U"toutes"}},
        {U"touxtes", {U"touxtes", U"tous", U"toutes"}},
        {U"toutxs", {U"toutxs", U"tous", U"toutes"}},
        {U"lae", {U"lae", U"le", U"la"}},
        {U"froeur", {U"froeur", U"frère", U"soeur"}},
        {U"froeurs", {U"froeurs", U"frères", U"soeurs"}},
        {U"copaine", {U"copaine", U"copain", U"copine"}},
        {U"copaines", {U"copaines", U"copains", U"copines"}},
    };
    return words;
}

constexpr std::u32string_view masculine_endings[] = {
    U"eur", U"eurs", U"teur", U"teurs", U"deur", U"deurs", U"ateur", U"ateurs", U"er",  U"ers", U"ier", U"iers",
    U"en",  U"ens",  U"ien",  U"iens",  U"eux",  U"ant",   U"ants",  U"ent",    U"if",  U"ifs", U"el",  U"els",
    U"al",  U"aux",  U"teux", U"cteur", U"cteurs"};

constexpr std::u32string_view never_bases[] = {
    U"tu",   U"il",   U"on",   U"en",   U"et",   U"est",  U"es",   U"au",    U"du",   U"les", U"des",
    U"ces",  U"mes",  U"ses",  U"tes",  U"son",  U"ton",  U"mon",  U"sur",   U"par",  U"pour", U"dans",
    U"sont", U"ont",  U"nous", U"vous", U"ils",  U"qui",  U"quoi", U"ni",    U"si",   U"lui", U"peut",
    U"fait", U"dit",  U"doit", U"vont", U"www",  U"http", U"https", U"bien", U"rien", U"sans", U"sous",
    U"non",  U"art",  U"vol",  U"vers", U"puis", U"plus", U"pas",  U"cas",   U"plu",  U"rer", U"ter",
    U"min"};

constexpr std::u32string_view lettered[] = {
    U"plan",   U"bâtiment",  U"batiment", U"escalier", U"quartier", U"secteur", U"lot",    U"point",
    U"volet",  U"îlot",      U"ilot",     U"hall",     U"niveau",   U"option",  U"document", U"segment",
    U"bloc",   U"palier",    U"parking",  U"format",   U"axe",      U"objectif", U"atelier", U"dossier",
    U"projet", U"scénario",  U"scenario", U"statut",   U"tableau",  U"article", U"alinéa", U"contrat"};

constexpr std::u32string_view functions[] = {U"print", U"sin",  U"tan",  U"int",   U"sort",  U"min", U"func", U"std",
                                             U"str",   U"err",  U"input", U"round", U"split", U"insert",
                                             U"assert", U"import", U"export", U"float", U"find"};

constexpr std::u32string_view singular_in_s[] = {U"ais",  U"ois",  U"ris",  U"mis",  U"quis", U"sis",   U"clus",
                                                 U"fus",  U"trus", U"vers", U"gros", U"gras", U"las",   U"métis",
                                                 U"bas",  U"héros", U"exprès", U"épars", U"confus"};

constexpr std::u32string_view endings_of_sites[] = {U"n",    U"l",       U"et",        U"eat",    U"xport", U"pport",
                                                    U"import", U"report", U"transport", U"sport"};

template <std::size_t N>
bool is_one_of(std::u32string_view word, const std::u32string_view (&list)[N]) {
    return std::find(std::begin(list), std::end(list), word) != std::end(list);
}

template <std::size_t N>
bool ends_with_any(std::u32string_view word, const std::u32string_view (&ends)[N]) {
    return std::any_of(std::begin(ends), std::end(ends), [word](auto end) { return word.ends_with(end); });
}

}  // namespace

const InclusiveRule* inclusive_rule(std::u32string_view base, std::u32string_view suffix, bool weak) {
    const auto fits = [&](const InclusiveRule& rule) {
        return rule.suffix == suffix && base.ends_with(rule.ending) && (!weak || base.size() >= rule.weak_length);
    };
    const auto found = std::find_if(std::begin(rules), std::end(rules), fits);
    return found == std::end(rules) ? nullptr : found;
}

std::span<const std::u32string_view> lexical_members(std::u32string_view word) {
    const auto& words = lexicon();
    const auto found = std::find_if(words.begin(), words.end(), [&](const Lexical& l) { return l.word == word; });
    return found == words.end() ? std::span<const std::u32string_view>() : found->members;
}

bool is_masculine_ending(std::u32string_view letters) { return is_one_of(letters, masculine_endings); }
bool is_never_a_base(std::u32string_view word) { return is_one_of(word, never_bases); }
bool takes_a_letter(std::u32string_view word) { return is_one_of(word, lettered); }
bool is_code(std::u32string_view word) { return is_one_of(word, functions); }
bool is_singular_in_s(std::u32string_view word) { return ends_with_any(word, singular_in_s); }
bool is_name_of_site(std::u32string_view word) { return ends_with_any(word, endings_of_sites); }

}  // namespace tissu::catalogue
