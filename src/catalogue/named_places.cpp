#include "catalogue/named_places.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include <tissu/base/text.hpp>

#include "catalogue/characters.hpp"
#include "catalogue/data.hpp"

namespace tissu::catalogue {

namespace {

constexpr std::size_t longest_name = 10;  ///< words

struct Word {
    std::string key;
    std::size_t begin, end;
    bool capital;
};

/// The words of a text as `name_key` cuts them.
std::vector<Word> words_in(std::string_view text) {
    std::vector<Word> words;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        while (at < text.size()) {
            const Decoded next = decode(text, at);
            if (!is_letter(next.character) && !is_digit(next.character)) break;
            at += next.length;
        }
        if (at == begin) {
            at += decode(text, at).length;
            continue;
        }
        words.push_back({name_key(text.substr(begin, at - begin)), begin, at, is_upper(decode(text, begin).character)});
    }
    return words;
}

double population_of(const Snapshot& snapshot, Index row) {
    const double population = snapshot.territories[row].population;
    return std::isnan(population) ? 0 : population;
}

class Reader {
public:
    Reader(const Catalogue& catalogue, std::string_view text)
        : catalogue_(catalogue), snapshot_(catalogue.snapshot()), text_(text), words_(words_in(text)) {}

    std::vector<NamedPlace> places() {
        for (std::size_t at = 0; at < words_.size();) at += std::max<std::size_t>(1, longest_at(at));
        std::map<Index, NamedPlace> best;
        for (const auto& [written, rows] : found_) share(written, rows, best);
        std::vector<NamedPlace> result;
        for (auto& [row, place] : best) result.push_back(std::move(place));
        std::sort(result.begin(), result.end(), [&](const NamedPlace& a, const NamedPlace& b) {
            return a.score != b.score ? a.score > b.score : snapshot_.territories[a.row].code < snapshot_.territories[b.row].code;
        });
        return result;
    }

private:
    /// How many words the longest name takes that begins at `at`; it is noted.
    std::size_t longest_at(std::size_t at) {
        const auto& names = catalogue_.data().places();
        std::string key;
        std::size_t taken = 0;
        const std::vector<Index>* rows = nullptr;
        for (std::size_t count = 1; count <= longest_name && at + count <= words_.size(); ++count) {
            key += (count == 1 ? "" : " ") + words_[at + count - 1].key;
            const auto name = names.find(key);
            const bool plain = count == 1 && words_.size() > 1 && !words_[at].capital;
            if (name == names.end() || plain) continue;
            taken = count;
            rows = &name->second;
        }
        if (taken == 0) return 0;
        const std::size_t begin = words_[at].begin, end = words_[at + taken - 1].end;
        found_.emplace_back(std::string(text_.substr(begin, end - begin)), *rows);
        for (const Index row : *rows) named_.insert(row);
        return taken;
    }

    [[nodiscard]] bool lies_in_another(Index row) const {
        const auto above = catalogue_.wider().targets(row);
        return std::any_of(above.begin(), above.end(), [&](Index wider) { return wider != row && named_.contains(wider); });
    }

    /// A name of several places: those in another place named, else all, by population.
    void share(const std::string& written, const std::vector<Index>& rows, std::map<Index, NamedPlace>& best) const {
        std::vector<Index> meant;
        std::copy_if(rows.begin(), rows.end(), std::back_inserter(meant), [&](Index row) { return lies_in_another(row); });
        if (meant.empty()) meant = rows;
        double whole = 0;
        for (const Index row : meant) whole += 1 + population_of(snapshot_, row);
        for (const Index row : meant) {
            const double score = (1 + population_of(snapshot_, row)) / whole;
            std::string reason = "\"" + written + "\"";
            if (meant.size() > 1) reason += ", one of " + std::to_string(meant.size()) + " of that name";
            const auto [at, is_new] = best.try_emplace(row, NamedPlace{row, score, reason});
            if (!is_new && at->second.score < score) at->second = NamedPlace{row, score, reason};
        }
    }

    const Catalogue& catalogue_;
    const Snapshot& snapshot_;
    std::string_view text_;
    std::vector<Word> words_;
    std::vector<std::pair<std::string, std::vector<Index>>> found_;
    std::set<Index> named_;
};

}  // namespace

std::vector<NamedPlace> named_places(const Catalogue& catalogue, std::string_view text) { return Reader(catalogue, text).places(); }

}  // namespace tissu::catalogue
