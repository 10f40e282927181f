// Sorted neighbourhoods of names, after pairs by identifier.

#include <tissu/catalogue/duplicates.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include <tissu/base/error.hpp>
#include <tissu/base/text.hpp>

namespace tissu {
namespace {

constexpr std::size_t neighbours = 10;
constexpr std::size_t whole_group = 40;  ///< larger groups of one key are compared with neighbours only
constexpr double least_likeness = 0.85;

struct Pair {
    Index a, b;
    double score;
    std::string reason;
};

// Words that tell no organisation from another.
bool says_nothing(std::string_view word) noexcept {
    constexpr std::array<std::string_view, 21> words = {"a",    "ass", "asso", "association", "au",  "aux", "d",
                                                        "de",   "des", "du",   "en",          "et",  "l",   "la",
                                                        "le",   "les", "of",   "sarl",        "sas", "the", "und"};
    return std::find(words.begin(), words.end(), word) != words.end();
}

// The words of a folded name in alphabetical order, without those that say nothing.
std::string words_of(std::string_view key) {
    std::vector<std::string_view> words;
    for (std::size_t start = 0; start < key.size();) {
        const std::size_t end = std::min(key.find(' ', start), key.size());
        const std::string_view word = key.substr(start, end - start);
        if (!word.empty() && !says_nothing(word)) words.push_back(word);
        start = end + 1;
    }
    std::sort(words.begin(), words.end());
    std::string text;
    for (const std::string_view word : words) text.append(text.empty() ? "" : " ").append(word);
    return text.empty() ? std::string(key) : text;
}

// 1 - Levenshtein distance / length of the longer; 0 if it is sure to be below `least_likeness`.
double likeness(std::string_view a, std::string_view b, std::vector<std::size_t>& row) {
    if (a.size() < b.size()) std::swap(a, b);
    if (a.empty() || static_cast<double>(b.size()) < least_likeness * static_cast<double>(a.size())) return 0;
    row.resize(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    const auto limit = static_cast<std::size_t>((1 - least_likeness) * static_cast<double>(a.size())) + 1;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0], best = row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({changed, row[j] + 1, row[j - 1] + 1});
            best = std::min(best, row[j]);
        }
        if (best > limit) return 0;
    }
    return 1 - static_cast<double>(row.back()) / static_cast<double>(a.size());
}

class Finder {
public:
    Finder(const Snapshot& snapshot, std::string_view kind, double least, const Progress& progress)
        : s_(snapshot), least_(least), progress_(progress), numbers_(snapshot.actors.size()) {
        for (Index i = 0; i < s_.actors.size(); ++i) {
            if (kind != "actor" && s_.word(s_.actors[i].kind) != kind) continue;
            actors_.push_back(i);
            note_number(i, s_.actors[i].code);
            for (const std::string& identifier : s_.actors[i].identifiers) note_number(i, identifier);
        }
    }

    std::vector<Pair> find() {
        by_identifier();
        progress_.report(0.2);
        gather_names();
        by_key(false);
        progress_.report(0.4);
        by_key(true);
        progress_.report(0.6);
        for (const Order order : {Order::words, Order::name, Order::backwards}) by_order(order);
        std::vector<Pair> pairs;
        for (auto& [key, pair] : pairs_) pairs.push_back(std::move(pair));
        std::sort(pairs.begin(), pairs.end(), [this](const Pair& x, const Pair& y) {
            if (x.score != y.score) return x.score > y.score;
            return x.a != y.a ? s_.actors[x.a].code < s_.actors[y.a].code : s_.actors[x.b].code < s_.actors[y.b].code;
        });
        return pairs;
    }

private:
    struct Name {
        Index actor;
        std::string key, words;
    };

    void note_number(Index actor, const std::string& code) {
        if (code.starts_with("siren:") || code.starts_with("rna:")) numbers_[actor].insert(code);
        if (code.starts_with("siret:") && code.size() == 20) numbers_[actor].insert("siren:" + code.substr(6, 9));
    }

    void add(Index a, Index b, double score, const std::string& reason) {
        if (a == b || score < least_ || s_.actors[a].kind != s_.actors[b].kind) return;
        if (a > b) std::swap(a, b);
        const auto [place, added] = pairs_.try_emplace({a, b}, Pair{a, b, score, reason});
        if (!added && place->second.score < score) place->second = {a, b, score, reason};
    }

    // All pairs of a small group; of a large one each with the next ones.
    template <class Visit>
    static void pair_up(std::size_t size, Visit&& visit) {
        for (std::size_t i = 0; i < size; ++i)
            for (std::size_t j = i + 1; j < (size <= whole_group ? size : std::min(size, i + 1 + neighbours)); ++j) visit(i, j);
    }

    void by_identifier() {
        std::map<std::string, std::vector<Index>> same, unit;
        for (const Index i : actors_) {
            same[s_.actors[i].code].push_back(i);
            for (const std::string& identifier : s_.actors[i].identifiers) same[identifier].push_back(i);
            for (const std::string& number : numbers_[i])
                if (number.starts_with("siren:")) unit[number].push_back(i);
        }
        for (const auto& [code, group] : same)
            pair_up(group.size(), [&](std::size_t i, std::size_t j) { add(group[i], group[j], 1, "same identifier " + code); });
        for (const auto& [code, group] : unit)
            pair_up(group.size(), [&](std::size_t i, std::size_t j) { add(group[i], group[j], 0.95, "establishments of " + code); });
    }

    void gather_names() {
        for (const Index i : actors_) {
            std::set<std::string> keys{name_key(s_.actors[i].name)};
            for (const std::string& alias : s_.actors[i].aliases) keys.insert(name_key(alias));
            for (const std::string& key : keys)
                if (!key.empty()) names_.push_back({i, key, words_of(key)});
        }
    }

    void compare(const Name& x, const Name& y, double like, const char* how) {
        if (x.actor == y.actor) return;
        const auto& a = s_.actors[x.actor];
        const auto& b = s_.actors[y.actor];
        const bool known = a.territory != no_index && b.territory != no_index;
        const bool same_place = known && a.territory == b.territory;
        std::string reason = std::string(how) + (same_place ? ", same place" : known ? ", another place" : ", place unknown");
        double score = like * (same_place ? 1 : known ? 0.6 : 0.9);
        if (differ(numbers_[x.actor], numbers_[y.actor])) {
            score *= 0.5;
            reason += ", other numbers";
        }
        add(x.actor, y.actor, score, reason);
    }

    // True if both have a number of one scheme, and none in common.
    static bool differ(const std::set<std::string>& a, const std::set<std::string>& b) {
        bool comparable = false;
        for (const std::string& x : a)
            for (const std::string& y : b) {
                if (x == y) return false;
                comparable = comparable || x.substr(0, x.find(':')) == y.substr(0, y.find(':'));
            }
        return comparable;
    }

    void by_key(bool words) {
        const auto key = [words](const Name& name) -> const std::string& { return words ? name.words : name.key; };
        std::sort(names_.begin(), names_.end(), [&](const Name& x, const Name& y) {
            if (key(x) != key(y)) return key(x) < key(y);
            const Index p = s_.actors[x.actor].territory, q = s_.actors[y.actor].territory;
            return p != q ? p < q : x.actor < y.actor;
        });
        for (std::size_t start = 0; start < names_.size();) {
            std::size_t end = start + 1;
            while (end < names_.size() && key(names_[end]) == key(names_[start])) ++end;
            pair_up(end - start, [&](std::size_t i, std::size_t j) {
                compare(names_[start + i], names_[start + j], words ? 0.95 : 1, words ? "same words" : "same name");
            });
            start = end;
        }
    }

    enum class Order { words, name, backwards };

    void by_order(Order kind) {
        std::vector<std::pair<std::string, std::size_t>> order;
        for (std::size_t i = 0; i < names_.size(); ++i) {
            order.emplace_back(kind == Order::words ? names_[i].words : names_[i].key, i);
            if (kind == Order::backwards) std::reverse(order.back().first.begin(), order.back().first.end());
        }
        std::sort(order.begin(), order.end());
        std::vector<std::size_t> row;
        for (std::size_t i = 0; i < order.size(); ++i) {
            if (i % 4096 == 0) progress_.report(0.6 + 0.4 * static_cast<double>(i) / static_cast<double>(order.size()));
            for (std::size_t j = i + 1; j < std::min(order.size(), i + 1 + neighbours); ++j) {
                const Name& x = names_[order[i].second];
                const Name& y = names_[order[j].second];
                if (x.words == y.words) continue;  // compared before
                const double like = std::max(likeness(x.words, y.words, row), likeness(x.key, y.key, row));
                if (like >= least_likeness) compare(x, y, like, "similar name");
            }
        }
    }

    const Snapshot& s_;
    double least_;
    const Progress& progress_;
    std::vector<Index> actors_;
    std::vector<std::set<std::string>> numbers_;  ///< SIREN and RNA of each actor
    std::vector<Name> names_;
    std::map<std::pair<Index, Index>, Pair> pairs_;
};

}  // namespace

Table duplicates(const Snapshot& snapshot, std::string_view kind, double least, const Progress& progress) {
    if (kind != "actor" && kind != "person" && kind != "organisation" && kind != "collective")
        throw Error(Errc::invalid_argument,
                    "expected actor, person, organisation or collective, found " + shortened(kind));
    if (!(least >= 0 && least <= 1))
        throw Error(Errc::invalid_argument, "expected a least score from 0 to 1, found " + std::to_string(least));
    Strings a, b, reason;
    std::vector<double> score;
    for (const Pair& pair : Finder(snapshot, kind, least, progress).find()) {
        a.push_back(snapshot.actors[pair.a].code);
        b.push_back(snapshot.actors[pair.b].code);
        score.push_back(pair.score);
        reason.push_back(pair.reason);
    }
    return Table({Column("a", "", std::move(a)), Column("b", "", std::move(b)), Column("score", "", std::move(score)),
                  Column("reason", "", std::move(reason))});
}

}  // namespace tissu
