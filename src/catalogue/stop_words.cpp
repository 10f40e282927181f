#include <algorithm>
#include <iterator>
#include <unordered_set>

#include <tissu/base/text.hpp>
#include <tissu/catalogue/text.hpp>

namespace tissu {

namespace {

// The Snowball lists (BSD), folded, less words that also mean something ("été"), and with the question
// words, pronouns and link words of French questions. "sans" and "contre" stay: "sans papiers".
const std::unordered_set<std::string_view> french = {
    "a",          "ai",       "aie",      "aient",   "aies",     "ainsi",   "ait",        "alors",
    "apres",      "as",       "au",       "aucun",   "aucune",   "aupres",  "auquel",     "aura",
    "aurai",      "auraient", "aurais",   "aurait",  "auras",    "aurez",   "auriez",     "aurions",
    "aurons",     "auront",   "aussi",    "autre",   "autres",   "aux",     "auxquelles", "auxquels",
    "avaient",    "avais",    "avait",    "avant",   "avec",     "avez",    "aviez",      "avions",
    "avoir",      "avons",    "ayant",    "ayez",    "ayons",    "c",       "ca",         "car",
    "ce",         "ceci",     "cela",     "celle",   "celles",   "celui",   "ces",        "cet",
    "cette",      "ceux",     "chacun",   "chacune", "chaque",   "chez",    "ci",         "combien",
    "comme",      "comment",  "d",        "dans",    "de",       "depuis",  "des",        "desquelles",
    "desquels",   "donc",     "dont",     "du",      "duquel",   "elle",    "elles",      "en",
    "encore",     "entre",    "es",       "est",     "et",       "etaient", "etais",      "etait",
    "etant",      "etes",     "etiez",    "etions",  "etre",     "eu",      "eue",        "eues",
    "eurent",     "eus",      "eusse",    "eussent", "eut",      "eux",     "faire",      "fait",
    "faut",       "furent",   "fus",      "fut",     "iel",      "iels",    "il",         "ils",
    "j",          "je",       "l",        "la",      "laquelle", "le",      "lequel",     "les",
    "lesquelles", "lesquels", "leur",     "leurs",   "lors",     "lorsque", "lui",        "m",
    "ma",         "mais",     "me",       "meme",    "memes",    "mes",     "moi",        "moins",
    "mon",        "n",        "ne",       "ni",      "nos",      "notre",   "nous",       "on",
    "ont",        "or",       "ou",       "par",     "parce",    "pas",     "peu",        "peut",
    "plus",       "pour",     "pourquoi", "puis",    "puisque",  "qu",      "quand",      "que",
    "quel",       "quelle",   "quelles",  "quelque", "quelques", "quels",   "qui",        "quoi",
    "quoique",    "s",        "sa",       "se",      "sera",     "serai",   "seraient",   "serais",
    "serait",     "seras",    "serez",    "seriez",  "serions",  "serons",  "seront",     "ses",
    "si",         "sien",     "soi",      "soient",  "sois",     "soit",    "sommes",     "son",
    "sont",       "soyez",    "soyons",   "suis",    "sur",      "t",       "ta",         "te",
    "tel",        "telle",    "telles",   "tels",    "tes",      "toi",     "ton",        "tous",
    "tout",       "toute",    "toutes",   "tres",    "tu",       "un",      "une",        "unes",
    "uns",        "vers",     "vos",      "votre",   "vous",     "y",
};

const std::unordered_set<std::string_view> english = {
    "a",        "about",      "above",   "after",   "again",  "against",    "all",     "am",    "an",
    "and",      "any",        "are",     "as",      "at",     "be",         "because", "been",  "before",
    "being",    "below",      "between", "both",    "but",    "by",         "can",     "could", "did",
    "do",       "does",       "doing",   "down",    "during", "each",       "few",     "for",   "from",
    "further",  "had",        "has",     "have",    "having", "he",         "her",     "here",  "hers",
    "herself",  "him",        "himself", "his",     "how",    "i",          "if",      "in",    "into",
    "is",       "it",         "its",     "itself",  "just",   "me",         "more",    "most",  "my",
    "myself",   "no",         "nor",     "not",     "now",    "of",         "off",     "on",    "once",
    "only",     "or",         "other",   "our",     "ours",   "ourselves",  "out",     "over",  "own",
    "s",        "same",       "she",     "should",  "so",     "some",       "such",    "t",     "than",
    "that",     "the",        "their",   "theirs",  "them",   "themselves", "then",    "there", "these",
    "they",     "this",       "those",   "through", "to",     "too",        "under",   "until", "up",
    "very",     "was",        "we",      "were",    "what",   "when",       "where",   "which", "while",
    "who",      "whom",       "why",     "will",    "with",   "would",      "you",     "your",  "yours",
    "yourself", "yourselves",
};

}  // namespace

bool is_stop_word(std::string_view word, Language language) {
    return (language == Language::french ? french : english).contains(folded(word));
}

}  // namespace tissu
