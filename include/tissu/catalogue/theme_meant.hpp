#pragma once
/// \file
/// The theme that a person means, whatever was typed: a code, a label, a word or a sentence.

#include <string>
#include <string_view>
#include <vector>

#include <tissu/catalogue/catalogue.hpp>

namespace tissu {

struct MeantTheme {
    Index row = no_index;
    bool exact = true;        ///< its code, its label, or just the words of its label were given
    std::vector<Index> also;  ///< what else it may be, at most three, best first; none if exact
};

/// The concept that a person means. In this order:
///
/// 1. A code with its scheme, of any scheme (`Q2030:SURETE`).
/// 2. Of the scheme `theme`: a code, a label or other label, or one with the same words but for stop words and endings.
/// 3. A code or label of another scheme that activities or actors are about.
/// 4. Of the scheme `theme`: the concept with the largest score. If any has the text at the beginning of a label or
///    all its words, those alone count; the score is then the larger of that of `classify` and the share of the letters
///    of the label that are given. Taken if it is 0.35 or more, or if it is the only one with the words. Without such
///    concepts all words must be known to the index, or to labels and definitions if there are two words or one.
/// 5. The only concept of another scheme in use with the text or its words in a label.
///
/// Stop words alone mean nothing. `also`: the others of step 4 that have the words, or a third of the best score.
/// Cost: O(labels) for 1 to 3, else that of `classify`. Throws Error{not_found} that names three near concepts.
[[nodiscard]] MeantTheme theme_meant(const Catalogue& catalogue, std::string_view text);

/// "theme understood: Label (code); also: Label (code)" in French or English; empty if it is exact.
[[nodiscard]] std::string understood(const Snapshot& snapshot, const MeantTheme& meant, bool french = false);

}  // namespace tissu
