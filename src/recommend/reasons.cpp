#include "recommend/reasons.hpp"

#include <cmath>
#include <cstdio>

namespace tissu::recommend_detail {

namespace {

std::string rounded(double value, bool french, int digits = 0) {
    char text[32];
    std::snprintf(text, sizeof text, "%.*f", digits, value);
    std::string result(text);
    if (french)
        for (char& c : result)
            if (c == '.') c = ',';
    return result;
}

std::string theme_words(const Reason& reason, bool french) {
    const std::string& about = french ? reason.about_fr : reason.about_en;
    const std::string start = (french ? "thème " : "theme ") + about;
    switch (reason.relation) {
        case Relation::same: return start + (french ? " (celui demandé)" : " (the one asked)");
        case Relation::own: return start + (french ? " (l'un des vôtres)" : " (one of your own)");
        case Relation::within: return start + (french ? " (plus précis)" : " (narrower)");
        case Relation::around: return start + (french ? " (plus large)" : " (broader)");
        case Relation::match: return start + (french ? " (équivalent)" : " (equivalent)");
        default: return start + (french ? " (voisin)" : " (related)");
    }
}

std::string distance_words(const Reason& reason, bool french) {
    if (std::isnan(reason.kilometres)) return {};
    return (french ? " (à " : " (") + rounded(reason.kilometres, french) + (french ? " km)" : " km away)");
}

std::string place_words(const Reason& reason, bool french) {
    const std::string& about = french ? reason.about_fr : reason.about_en;
    switch (reason.relation) {
        case Relation::same: return (french ? "sur place : " : "in the place itself: ") + about;
        case Relation::within:
            return (french ? "à l'intérieur du territoire : " : "inside the territory: ") + about;
        case Relation::around: return (french ? "couvre le territoire : " : "covers the territory: ") + about;
        case Relation::unplaced: return french ? "sans lieu particulier" : "not tied to a place";
        case Relation::beside:
            if (!about.empty())
                return (french ? "même territoire élargi : " : "also in ") + about +
                       distance_words(reason, french);
            return (french ? "ailleurs" : "elsewhere") + distance_words(reason, french);
        default: return french ? "lieu inconnu" : "place unknown";
    }
}

std::string shared_words(const Reason& reason, std::string_view item_kind, bool french) {
    const std::string count = rounded(reason.count, french);
    if (item_kind == "actor") return count + (french ? " contacts en commun" : " contacts in common");
    return french ? count + " acteurs d'une même activité y ont pris part ou l'ont consulté"
                  : count + " actors of a shared activity took part in it or used it";
}

/// "1 an", "3 ans".
std::string counted(double count, bool french, const char* one, const char* several) {
    return rounded(count, french) + " " + (count >= 2 || (count == 0 && !french) ? several : one);
}

std::string recent_words(const Reason& reason, std::string_view item_kind, bool french) {
    const std::string active = item_kind != "actor" ? "" : french ? "actif " : "active ";
    if (reason.count <= 0 && item_kind == "actor") return active + (french ? "en ce moment" : "now");
    if (reason.count <= 0 && item_kind == "resource") return french ? "récent" : "recent";
    if (reason.count <= 0) return french ? "en cours ou à venir" : "under way or upcoming";
    if (reason.count < 1) return active + (french ? "il y a moins d'un an" : "less than a year ago");
    const double years = std::floor(reason.count);
    return active + (french ? "il y a " + counted(years, true, "an", "ans")
                            : counted(years, false, "year", "years") + " ago");
}

std::string used_words(const Reason& reason, std::string_view item_kind, bool french) {
    if (item_kind == "actor")
        return counted(reason.count, french, french ? "activité" : "activity",
                       french ? "activités" : "activities");
    if (item_kind == "resource")
        return counted(reason.count, french, french ? "consultation" : "use",
                       french ? "consultations" : "uses");
    return counted(reason.count, french, "participant", "participants");
}

}  // namespace

std::string words_of(const Reason& reason, std::string_view item_kind, bool french) {
    if (reason.contribution() <= 0) return {};
    switch (reason.signal) {
        case Signal::theme: return theme_words(reason, french);
        case Signal::territory: return place_words(reason, french);
        case Signal::shared: return shared_words(reason, item_kind, french);
        case Signal::recent: return recent_words(reason, item_kind, french);
        case Signal::used: return used_words(reason, item_kind, french);
    }
    return {};
}

std::string words_of(const Recommended& item, bool french, bool shares) {
    std::string result;
    for (const Reason& reason : item.reasons) {
        std::string words = words_of(reason, item.kind, french);
        if (words.empty()) continue;
        if (shares)
            words +=
                " [" + rounded(100 * reason.contribution() / item.score, french) + (french ? " %]" : "%]");
        result += (result.empty() ? "" : french && shares ? " ; " : "; ") + words;
    }
    return result;
}

}  // namespace tissu::recommend_detail
