#include "recommend/data.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>
#include <optional>
#include <tuple>

#include <tissu/catalogue/themes.hpp>

namespace tissu {

using recommend_detail::Alike;
using recommend_detail::alike_activities;
using recommend_detail::Contacts;
using recommend_detail::contacts_of_actors;
using recommend_detail::Pool;
using recommend_detail::Scratch;

namespace {

constexpr double years_that_halve = 3, days_a_year = 365.25, close_match = 0.9;
constexpr double least_share = 0.25;  ///< of an actor's most frequent theme, for another to be one of its own
constexpr std::size_t most_leading = 200;
constexpr std::size_t most_names = 10'000;

struct Pairs {
    std::vector<Index> from, to;
    std::vector<double> weight;

    void add(Index a, Index b, double w) {
        from.push_back(a);
        to.push_back(b);
        weight.push_back(w);
    }
};

}  // namespace

double recent_value(double years) { return std::isnan(years) ? 0 : std::exp2(-years / years_that_halve); }

Recommender::Data::Data(Catalogue of) : catalogue(std::move(of)), activities(static_cast<tissu::Index>(catalogue.snapshot().activities.size())) {
    set_kinds();
    set_times();
    set_used();
    set_places();
    set_themes();
    set_leading();
}

void Recommender::Data::set_kinds() {
    const Snapshot& snapshot = catalogue.snapshot();
    kind.assign(catalogue.items(), 3);
    facts.resize(catalogue.items());
    for (tissu::Index item = 0; item < facts.size(); ++item) {
        const auto places = catalogue.territories().targets(item);
        facts[item].several = places.size() > 1;
        if (places.size() == 1) facts[item].place = places.front();
    }
    for (std::size_t i = 0; i < activities; ++i) kind[i] = static_cast<unsigned char>(snapshot.activities[i].kind);
    for (const auto& actor : snapshot.actors) person.push_back(snapshot.word(actor.kind) == "person");
}

// Against the beginning of the last activity, never the clock.
void Recommender::Data::set_times() {
    const Snapshot& snapshot = catalogue.snapshot();
    for (const auto& activity : snapshot.activities)
        if (activity.period.from && (!now || *activity.period.from > *now)) now = activity.period.from;
    years.assign(catalogue.items(), missing);
    for (std::size_t i = 0; i < activities; ++i) {
        const Period& period = snapshot.activities[i].period;
        if (!now || period.open()) continue;
        const bool over = period.until && *period.until <= *now;
        years[i] = over ? static_cast<double>((*now - *period.until).count()) / days_a_year : 0;
    }
    for (tissu::Index actor = 0; actor < snapshot.actors.size(); ++actor)
        for (const tissu::Index activity : catalogue.history().targets(actor))
            years[activities + actor] = std::fmin(years[activities + actor], years[activity]);
    for (std::size_t item = 0; item < years.size(); ++item) facts[item].recent = recent_value(years[item]);
}

double Recommender::Data::years_before_now(const Period& period) const {
    if (!now || !period.from || *period.from > *now) return 0;
    return static_cast<double>((*now - *period.from).count()) / days_a_year;
}

void Recommender::Data::set_used() {
    std::array<double, 2> most{};  // of activities, of actors
    const auto popularity = catalogue.popularity();
    for (std::size_t item = 0; item < popularity.size(); ++item)
        most[item >= activities] = std::max(most[item >= activities], std::log1p(popularity[item]));
    for (std::size_t item = 0; item < popularity.size(); ++item)
        facts[item].used = most[item >= activities] > 0 ? std::log1p(popularity[item]) / most[item >= activities] : 0;
}

void Recommender::Data::set_places() {
    items_at = transposed(catalogue.territories());
    items_inside.assign(catalogue.wider().rows(), 0);
    for (tissu::Index place = 0; place < items_at.rows(); ++place)
        for (const tissu::Index wider : catalogue.wider().targets(place)) items_inside[wider] += items_at.degree(place);
    for (const auto& territory : catalogue.snapshot().territories) {
        const double lon = territory.lon * std::numbers::pi / 180, lat = territory.lat * std::numbers::pi / 180;
        position.push_back({std::cos(lat) * std::cos(lon), std::cos(lat) * std::sin(lon), std::sin(lat)});
    }
}

/// An actor says that it works on the theme.
bool Recommender::Data::says(tissu::Index item, tissu::Index theme) const {
    if (item < activities) return false;
    const auto said = rows_of(catalogue.snapshot().actor_themes, &Snapshot::Link::from, item - activities);
    return std::any_of(said.begin(), said.end(), [&](const auto& link) { return link.to == theme; });
}

void Recommender::Data::set_themes() {
    const Snapshot& snapshot = catalogue.snapshot();
    const Csr& themes = catalogue.themes();
    Pairs of_items, match;
    for (tissu::Index item = 0; item < themes.rows(); ++item) {
        double most = 1;
        const bool actor = item >= activities;
        for (std::size_t i = 0; actor && i < themes.targets(item).size(); ++i) most = std::max(most, themes.weight(item, i));
        for (std::size_t i = 0; i < themes.targets(item).size(); ++i) {
            const double share = actor ? themes.weight(item, i) / most : 1;
            if (share >= least_share || says(item, themes.targets(item)[i])) of_items.add(item, themes.targets(item)[i], std::sqrt(share));
        }
    }
    about = build_csr(themes.rows(), themes.columns(), of_items.from, of_items.to, of_items.weight, false, Repeated::merge);
    items_about = transposed(about);
    const auto add_matches = [&](tissu::Index theme, const std::vector<std::string>& codes, double value) {
        for (const std::string& code : codes)
            if (const auto other = snapshot.theme_of.find(code); other != snapshot.theme_of.end() && other->second != theme) {
                match.add(theme, other->second, value);
                match.add(other->second, theme, value);
            }
    };
    for (tissu::Index theme = 0; theme < snapshot.themes.size(); ++theme) {
        add_matches(theme, snapshot.themes[theme].exact_match, 1);
        add_matches(theme, snapshot.themes[theme].close_match, close_match);
        double steps = 0;
        for (const double up : catalogue.broader().weights(theme)) steps = std::max(steps, up);
        depth.push_back(steps + 1);
    }
    matches = build_csr(themes.columns(), themes.columns(), match.from, match.to, match.weight, false, Repeated::merge);
}

void Recommender::Data::set_leading() {
    Pairs pairs;
    for (tissu::Index theme = 0; theme < items_about.rows(); ++theme) {
        std::vector<std::tuple<double, tissu::Index, double>> items;  // by prior, largest first; ties by row
        for (std::size_t i = 0; i < items_about.targets(theme).size(); ++i) {
            const tissu::Index item = items_about.targets(theme)[i];
            items.emplace_back(-(2 * facts[item].recent + facts[item].used), item, items_about.weight(theme, i));
        }
        std::sort(items.begin(), items.end());
        std::array<std::size_t, recommend_detail::n_kinds> kept{};
        for (const auto& [prior, item, weight] : items)
            if (kept[kind[item]]++ < most_leading) pairs.add(theme, item, weight);
    }
    leading_about = build_csr(items_about.rows(), items_about.columns(), pairs.from, pairs.to, pairs.weight, false, Repeated::merge);
}

const Alike& Recommender::Data::alike() const {
    std::call_once(alike_once_, [this] { alike_ = alike_activities(catalogue); });
    return alike_;
}

const Contacts& Recommender::Data::contacts() const {
    std::call_once(contacts_once_, [this] { contacts_ = contacts_of_actors(catalogue); });
    return contacts_;
}

template <class Value, class Find>
Value Recommender::Data::known(Known<Value>& names, const std::string& text, Find find) const {
    {
        const std::lock_guard lock(names_);
        if (const auto value = names.find(text); value != names.end()) return value->second;
    }
    const Value value = find(text);
    const std::lock_guard lock(names_);
    if (names.size() >= most_names) names.clear();
    names.emplace(text, value);
    return value;
}

MeantTheme Recommender::Data::theme_of(const std::string& text) const {
    return known(themes_, text, [&](const std::string& asked) { return theme_meant(catalogue, asked); });
}

Index Recommender::Data::territory_of(const std::string& text) const {
    return known(territories_, text, [&](const std::string& asked) { return territory_row(catalogue.snapshot(), asked); });
}

namespace recommend_detail {

Pool::Loan Pool::lend(std::size_t items, std::size_t actors, std::size_t territories) {
    std::unique_ptr<Scratch> scratch;
    {
        const std::lock_guard lock(mutex_);
        if (!free_.empty()) {
            scratch = std::move(free_.back());
            free_.pop_back();
        }
    }
    if (!scratch || scratch->round == std::numeric_limits<std::uint32_t>::max())
        scratch = std::make_unique<Scratch>(items, actors, territories);
    ++scratch->round;
    scratch->candidates.clear();
    scratch->sums.clear();
    for (auto& list : scratch->ranked) list.clear();
    return {*this, std::move(scratch)};
}

void Pool::take_back(std::unique_ptr<Scratch> scratch) {
    const std::lock_guard lock(mutex_);
    free_.push_back(std::move(scratch));
}

}  // namespace recommend_detail

}  // namespace tissu
