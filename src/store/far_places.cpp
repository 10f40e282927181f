#include <store/far_places.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <unordered_map>

#include <tissu/base/geometry.hpp>

namespace tissu::sql {

namespace {

constexpr double far = 1e6;             // metres
constexpr std::size_t rows_said = 10;
constexpr std::size_t fewest_others = 3;

using Place = std::optional<LonLat>;

Place place_of(double lon, double lat) {
    const bool on_earth = std::abs(lon) <= 180 && std::abs(lat) <= 90;  // false for NaN
    return on_earth ? Place({lon, lat}) : Place();
}

Place swapped(const LonLat& place) { return place_of(place.lat, place.lon); }

/// The first point of an outline in WKT.
Place first_point(std::string_view text) {
    const std::size_t begin = text.find_first_of("-0123456789");
    if (begin == std::string_view::npos) return {};
    const char* end = text.data() + text.size();
    double lon = 0, lat = 0;
    const auto [after, failure] = std::from_chars(text.data() + begin, end, lon);
    if (failure != std::errc() || after == end) return {};
    if (std::from_chars(after + 1, end, lat).ec != std::errc()) return {};
    return place_of(lon, lat);
}

/// Boxes about France and its parts overseas.
bool in_france(const LonLat& place) {
    struct Box { double west, south, east, north; };
    static constexpr std::array<Box, 8> boxes{{{-5.5, 41, 10, 51.5}, {-63.5, 14, -60.5, 18.5}, {-55, 2, -51, 6},
                                               {55, -21.6, 56, -20.5}, {44.8, -13.3, 45.5, -12.4}, {-56.8, 46.5, -56, 47.3},
                                               {-155, -28, -134, -7}, {155, -27, 173, -14}}};
    return std::any_of(boxes.begin(), boxes.end(), [&](const Box& box) {
        return place.lon >= box.west && place.lon <= box.east && place.lat >= box.south && place.lat <= box.north;
    });
}

/// Small enough for the distance alone to be wrong. Of others, such as a country with parts overseas, only places that
/// fit better when swapped are said.
bool is_small(const Code& code) {
    static constexpr std::array<std::string_view, 13> kinds{"commune", "arm", "comd", "coma", "qpv", "epci", "ept", "canton",
                                                            "arrondissement", "departement", "region", "city", "nuts3"};
    return std::find(kinds.begin(), kinds.end(), code.scheme()) != kinds.end();
}

bool is_french(const Code& code) { return is_small(code) && code.scheme() != "city" && code.scheme() != "nuts3"; }

class FarPlaces {
public:
    explicit FarPlaces(Applying& a)
        : a_(a), place_(a.connection, "SELECT lon, lat FROM territory WHERE code = ?"),
          outline_(a.connection, "SELECT substr(geometry, 1, 80) FROM outline JOIN territory t ON t.id = territory_id "
                                 "WHERE t.code = ? LIMIT 1") {
        for (const Outline& outline : a.batch.outlines) own_.try_emplace(outline.territory.text(), first_point(outline.geometry));
        for (const Territory& one : a.batch.territories) {
            if (const Place place = place_of(one.lon, one.lat)) {
                own_[one.id.text()] = place;
                for (const Code& parent : one.parts_of) inside_[parent.text()].push_back(*place);
            }
        }
        for (const Actor& one : a.batch.actors)
            if (const Place place = place_of(one.lon, one.lat); place && !one.territory.empty())
                inside_[one.territory.text()].push_back(*place);
    }

    void run() {
        for (const Territory& one : a_.batch.territories)
            if (const Place place = place_of(one.lon, one.lat))
                for (const Code& parent : one.parts_of)
                    if (look(one, *place, parent)) break;
        finish();
        for (const Actor& one : a_.batch.actors)
            if (const Place place = place_of(one.lon, one.lat); place && !one.territory.empty()) look(one, *place, one.territory);
        finish();
    }

private:
    /// What is known of a territory itself.
    const Place& own(const std::string& code) {
        const auto [found, is_new] = own_.try_emplace(code);
        if (!is_new) return found->second;
        if (place_.with(code).step()) found->second = place_of(place_.real(0), place_.real(1));
        if (!found->second && outline_.with(code).step()) found->second = first_point(outline_.text(0));
        place_.reset();
        outline_.reset();
        return found->second;
    }

    /// The middle of what lies in it, if half of that is near it.
    const Place& middle(const std::string& code) {
        const auto [found, is_new] = middle_.try_emplace(code);
        const auto others = inside_.find(code);
        if (!is_new || others == inside_.end() || others->second.size() <= fewest_others) return found->second;
        const std::vector<LonLat>& places = others->second;
        const auto median = [&places](double LonLat::*axis) {
            std::vector<double> values;
            for (const LonLat& place : places) values.push_back(place.*axis);
            std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2), values.end());
            return values[values.size() / 2];
        };
        const LonLat centre{median(&LonLat::lon), median(&LonLat::lat)};
        const auto near = std::count_if(places.begin(), places.end(),
                                        [&](const LonLat& place) { return metres_between(place, centre) < far; });
        if (static_cast<std::size_t>(near) * 2 > places.size()) found->second = centre;
        return found->second;
    }

    bool look(const Fact& fact, const LonLat& place, const Code& in) {
        const LonLat turned = swapped(place).value_or(place);
        if (const Place& known = own(in.text()) ? own(in.text()) : middle(in.text())) {
            const double metres = metres_between(place, *known);
            const bool fits = metres_between(turned, *known) < far;
            if (metres < far || !(fits || is_small(in))) return false;
            say(fact, place, "expected a place near " + in.text() + ", found one " + std::to_string(std::llround(metres / 1000)) +
                                 " km away" + (fits ? "; are lon and lat swapped?" : ""));
            return true;
        }
        if (!is_french(in) || in_france(place) || !in_france(turned)) return false;
        say(fact, place, "expected a place in France for what lies in " + in.text() + ", found one elsewhere; are lon and lat swapped?");
        return true;
    }

    void say(const Fact& fact, const LonLat& place, std::string rule) {
        if (++said_ > rows_said) {
            if (!rest_) rest_ = &fact;
            return;
        }
        a_.note(fact, "lon", text_of(place), std::move(rule), Action::noted, false);
    }

    void finish() {
        if (rest_)
            a_.note(*rest_, "lon", "", "expected places near their territories, found " + std::to_string(said_ - rows_said) +
                                           " more far away", Action::noted, false);
        rest_ = nullptr;
        said_ = 0;
    }

    static std::string text_of(const LonLat& place) {
        std::array<char, 64> text{};
        char* end = std::to_chars(text.data(), text.data() + 30, place.lon).ptr;
        *end++ = ',';
        end = std::to_chars(end, text.data() + text.size(), place.lat).ptr;
        return {text.data(), end};
    }

    Applying& a_;
    Statement place_, outline_;
    std::unordered_map<std::string, Place> own_, middle_;
    std::unordered_map<std::string, std::vector<LonLat>> inside_;
    const Fact* rest_ = nullptr;
    std::size_t said_ = 0;
};

}  // namespace

void note_far_places(Applying& a) { FarPlaces(a).run(); }

}  // namespace tissu::sql
