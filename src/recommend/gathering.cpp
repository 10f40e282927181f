#include "recommend/gathering.hpp"

#include <algorithm>

namespace tissu::recommend_detail {

namespace {

constexpr double beside_theme = 0.25;          ///< themes beside the asked one that near may still be shown
constexpr std::int64_t most_near = 2'000;      ///< items in a place that is looked at as a whole
constexpr std::size_t enough_themed = 2'000;   ///< items about the actor's themes

bool fits(Relation relation) { return relation != Relation::none && relation != Relation::beside; }

class Gathering {
public:
    explicit Gathering(Search& search) : s_(search) {}

    void run(bool everything) {
        const Request& request = s_.request;
        const auto shared = shared_by(s_.data, request, s_.options, s_.admission, s_.scratch);
        const bool dated = !s_.options.period.open() || !s_.options.begun.open();
        if (everything || (!request.theme_asked && (request.actor == no_index || dated))) add_all();
        else if (request.theme_asked) add_asked();
        else add_around();
        for (const Shared& one : shared) {
            if (request.theme_asked && !is_there(one.item)) continue;
            if (Candidate* candidate = at(one.item)) {
                candidate->shared = one.value;
                candidate->shared_count = one.count;
            }
        }
        if (!request.theme_asked) find_themes();
        if (request.territory == no_index) return;
        Places places(s_.data, request, s_.scratch);
        for (Candidate& candidate : s_.candidates()) candidate.place = places.nearest(candidate.item);
    }

private:
    [[nodiscard]] bool is_there(Index item) const { return s_.scratch.items[item].round == s_.scratch.round; }

    /// The candidate of an item; null if it may not be shown.
    Candidate* at(Index item) {
        Scratch& scratch = s_.scratch;
        Scratch::Slot& slot = scratch.items[item];
        if (slot.round != scratch.round) {
            slot = {scratch.round, no_index};
            if (s_.admission.admits(item)) {
                slot.row = static_cast<Index>(scratch.candidates.size());
                scratch.candidates.emplace_back().item = item;
            }
        }
        return slot.row == no_index ? nullptr : &scratch.candidates[slot.row];
    }

    void add_all() {
        for (Index item = 0; item < s_.data.catalogue.items(); ++item) at(item);
        if (s_.request.theme_asked) find_themes();
    }

    void add_theme(Index theme, const Csr& about) {
        const auto items = about.targets(theme);
        for (std::size_t i = 0; i < items.size(); ++i)
            if (Candidate* candidate = at(items[i])) take(*candidate, theme, s_.themes[theme].value * about.weight(theme, i));
    }

    static void take(Candidate& candidate, Index theme, double value) {
        if (value <= candidate.theme_value) return;
        candidate.theme_value = value;
        candidate.theme = theme;
    }

    // What fits; if that is too little, what is beside the theme; if even that is, anything.
    void add_asked() {
        for (Index theme = 0; theme < s_.themes.size(); ++theme)
            if (fits(s_.themes[theme].relation)) add_theme(theme, s_.data.items_about);
        if (count([&](const Candidate& c) { return s_.options.widen || lies_inside(c.item); }) >= s_.options.limit) return;
        for (Index theme = 0; theme < s_.themes.size(); ++theme)
            if (s_.themes[theme].value >= beside_theme && !fits(s_.themes[theme].relation)) add_theme(theme, s_.data.items_about);
        if (!s_.request.territory_asked || !s_.options.widen) return;
        if (count([&](const Candidate& c) { return s_.relevant(c); }) < s_.options.limit) add_all();
    }

    template <class Predicate>
    [[nodiscard]] std::int64_t count(Predicate predicate) const {
        return std::ranges::count_if(s_.candidates(), predicate);
    }

    [[nodiscard]] bool lies_inside(Index item) const {
        if (s_.request.territory == no_index) return true;
        for (const Index place : s_.data.catalogue.territories().targets(item)) {
            const auto wider = s_.data.catalogue.wider().targets(place);
            if (std::binary_search(wider.begin(), wider.end(), s_.request.territory)) return true;
        }
        return false;
    }

    // About the actor's themes, the nearest first, or near its seat. What shares actors comes in by itself.
    void add_around() {
        if (static_cast<std::int64_t>(s_.data.catalogue.items()) <= most_near) return add_all();
        std::vector<Index> themes;
        for (Index theme = 0; theme < s_.themes.size(); ++theme)
            if (fits(s_.themes[theme].relation)) themes.push_back(theme);
        std::ranges::stable_sort(themes, [&](Index a, Index b) { return s_.themes[a].value > s_.themes[b].value; });
        for (const Index theme : themes)
            if (s_.candidates().size() < enough_themed) add_theme(theme, s_.data.leading_about);
        for (const Index place : s_.request.places) {
            if (s_.data.items_inside[place] > most_near) break;
            for (const Index inner : s_.data.catalogue.inside().targets(place))
                for (const Index item : s_.data.items_at.targets(inner)) at(item);
        }
        if (!fills_the_list()) add_all();
    }

    /// Each kind that is asked has as many as are wanted.
    [[nodiscard]] bool fills_the_list() const {
        std::array<std::int64_t, n_kinds> found{};
        for (const Candidate& candidate : s_.candidates()) ++found[s_.data.kind[candidate.item]];
        for (std::size_t kind = 0; kind < n_kinds; ++kind)
            if (s_.request.kinds[kind] && found[kind] < s_.options.limit) return false;
        return true;
    }

    /// The nearest theme of each candidate.
    void find_themes() {
        const Csr& about = s_.data.about;
        if (s_.themes.empty()) return;
        for (Candidate& candidate : s_.candidates()) {
            const auto targets = about.targets(candidate.item);
            for (std::size_t i = 0; i < targets.size(); ++i)
                take(candidate, targets[i], s_.themes[targets[i]].value * about.weight(candidate.item, i));
        }
    }

    Search& s_;
};

}  // namespace

bool Search::fits(const Candidate& candidate) const {
    if (!request.theme_asked) return true;
    return candidate.theme != no_index && recommend_detail::fits(themes[candidate.theme].relation);
}

bool Search::relevant(const Candidate& candidate) const {
    return fits(candidate) || candidate.theme_value >= beside_theme;
}

void gather(Search& search, bool everything) { Gathering(search).run(everything); }

}  // namespace tissu::recommend_detail
