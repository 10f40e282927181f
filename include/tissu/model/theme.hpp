#pragma once
/// \file
/// Themes, and every other controlled list: concepts of schemes, after SKOS.

#include <tissu/model/record.hpp>

namespace tissu {

/// A concept. Its scheme is the scheme of its id: `theme:COH.SAN`, `participant_category:elus`.
/// Broader concepts may be several; matches link concepts of different schemes.
/// Source: SKOS reference, https://www.w3.org/TR/skos-reference/.
struct Theme : Fact {
    static constexpr std::string_view table = "themes";

    Code id;
    std::string label_fr;
    std::string label_en;
    std::vector<Code> broader;
    std::vector<Code> exact_match;
    std::vector<Code> close_match;
    std::vector<std::string> alt_labels;
    std::string definition_fr;
    std::string definition_en;

    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit(Field{"id", Role::key, {}, "scheme:code"}, self.id);
        visit(Field{"label_fr", Role::required, {}, "preferred label, French"}, self.label_fr);
        visit(Field{"label_en", Role::optional, {}, "preferred label, English"}, self.label_en);
        visit(Field{"broader", Role::optional, "themes", "wider concepts of the scheme"}, self.broader);
        visit(Field{"exact_match", Role::optional, {}, "same concept elsewhere"}, self.exact_match);
        visit(Field{"close_match", Role::optional, {}, "similar concept elsewhere"}, self.close_match);
        visit(Field{"alt_labels", Role::optional, {}, "other labels, any language"}, self.alt_labels);
        visit(Field{"definition_fr"}, self.definition_fr);
        visit(Field{"definition_en"}, self.definition_en);
    }
};

}  // namespace tissu
