#include "catalogue/similar.hpp"

#include <algorithm>
#include <iterator>

namespace tissu::catalogue {

namespace {

constexpr std::size_t most_terms = 32;
constexpr double theme_weight = 0.25;

struct Weighed {
    Index term;
    double impact;
};

double impact_in(const Inverted& index, Index term, Index item) {
    const auto items = index.items_of(term);
    const auto at = std::lower_bound(items.begin(), items.end(), item);
    if (at == items.end() || *at != item) return 0;
    return static_cast<double>(index.impacts_of(term)[static_cast<std::size_t>(at - items.begin())]);
}

/// The stems that tell most about an item, heaviest first.
std::vector<Weighed> telling_terms(const Catalogue::Data& data, Index item) {
    std::vector<Index> rows;
    for (const TextField& field : fields_of(data, item))
        for (const Token& token : analyse(field.text, field.language))
            for (const std::string& stem : stem_terms(token, field.language))
                rows.push_back(data.index.find(stem));
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    std::vector<Weighed> terms;
    for (const Index row : rows)
        if (row != no_index) terms.push_back({row, impact_in(data.index, row, item)});
    std::stable_sort(terms.begin(), terms.end(), [](auto& a, auto& b) { return a.impact > b.impact; });
    if (terms.size() > most_terms) terms.resize(most_terms);
    return terms;
}

/// Themes in common over themes of either.
double common_themes(const Csr& themes, Index a, Index b) {
    const auto first = themes.targets(a), second = themes.targets(b);
    std::vector<Index> common;
    std::set_intersection(first.begin(), first.end(), second.begin(), second.end(),
                          std::back_inserter(common));
    const std::size_t either = first.size() + second.size() - common.size();
    return either == 0 ? 0 : static_cast<double>(common.size()) / static_cast<double>(either);
}

}  // namespace

std::vector<Scored> alike(const Catalogue::Data& data, Index item) {
    const auto terms = telling_terms(data, item);
    std::vector<double> score(data.items(), 0);
    double whole = 0;
    for (const Weighed& term : terms) {
        whole += term.impact;
        const auto items = data.index.items_of(term.term);
        const auto impacts = data.index.impacts_of(term.term);
        for (std::size_t i = 0; i < items.size(); ++i)
            score[items[i]] += std::min(term.impact, static_cast<double>(impacts[i]));
    }
    std::vector<Scored> result;
    for (Index other = 0; other < data.items(); ++other) {
        const double words = whole > 0 ? score[other] / whole : 0;
        const double total =
            (1 - theme_weight) * words + theme_weight * common_themes(data.themes, item, other);
        if (total > 0) result.push_back({other, total});
    }
    return result;
}

}  // namespace tissu::catalogue
