#pragma once
/// \file
/// What is done to a text before it is searched: words, elisions, inclusive writing, stop words, stems.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tissu {

enum class Language : unsigned char { french, english };

/// The language of an ISO 639 code (`en`, `eng`, `en-GB`: English); French for every other and for none.
[[nodiscard]] Language language_of(std::string_view code) noexcept;

/// One way to read one word. Words that stand for several (inclusive writing) give several tokens
/// of the same position.
struct Token {
    std::string exact;                 ///< folded: lower case, no accents
    std::string stem;                  ///< Snowball stem of the accented word, then folded
    std::string folded_stem;           ///< Snowball stem of the folded word, for queries without accents
    std::uint32_t position = 0;        ///< number of the word in the text; stop words count but give no token
    std::uint32_t begin = 0, end = 0;  ///< the bytes of the text it was read from

    friend bool operator==(const Token&, const Token&) = default;
};

/// The words of `text`, in order.
///
/// In this order: canonical composition, one kind of apostrophe and of hyphen, ligatures opened;
/// inclusive forms replaced by their members (French; see `inclusive_forms`); cut at everything that is
/// not a letter or a digit; elided articles and pronouns taken off (`l'`, `qu'`, `jusqu'` …; but
/// `aujourd'hui`, `prud'homme`, `quelqu'un`, `presqu'île` stay whole); dotted capitals joined (`Q.P.V.`);
/// stop words left out; Snowball stems. Any bytes are safe: malformed ones separate words.
/// `stop_words`: these give tokens too, without stems.
/// Cost: O(bytes); about 1 microsecond a word.
[[nodiscard]] std::vector<Token> analyse(std::string_view text, Language language = Language::french,
                                         bool stop_words = false);

/// The members of one word in inclusive writing: `acteur.rice.s` gives acteur, actrice, acteurs,
/// actrices; `conseillèr.e` gives conseiller, conseillère; `association(s)` gives association,
/// associations. Lower case, with accents. Empty if the word is not one.
///
/// Read are BASE SEPARATOR SUFFIX, with an optional (SEPARATOR) s, for the separators `· • ‧ ∙ ⋅ ・ . - /`;
/// BASE(SUFFIX)s; BASE with a suffix in capitals (`éluEs`); either half cut off (`act·eur·rice·s`) or first
/// (`actrice·teur`); and words that need no sign (`acteurices`, `celleux`, `toustes`, `iel`). The suffix must agree
/// with the end of the base, more strictly after `. - /`, so that `data.gouv.fr`, `est-elle`, `e.g.` stay as they are.
[[nodiscard]] std::vector<std::string> inclusive_forms(std::string_view word);

/// True for words too common to be searched, given in any case, with or without accents.
[[nodiscard]] bool is_stop_word(std::string_view word, Language language = Language::french);

}  // namespace tissu
