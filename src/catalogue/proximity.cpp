#include "catalogue/proximity.hpp"

#include <algorithm>

namespace tissu::catalogue {

namespace {

constexpr double weight = 0.3, reversed = 0.5, window = 8;
constexpr std::size_t longest_item = 20'000;  ///< words read of an item
constexpr std::uint64_t farthest = 16, between_fields = 1000;

struct Place {
    std::uint64_t position;
    unsigned word;
};

/// The words of a query that stand in its text, and which terms are whose: the last word's that has them.
class Nearness {
public:
    Nearness(const Inverted& index, const std::vector<QueryWord>& words) : index_(index), word_of_(index.terms().size(), 0) {
        for (const QueryWord& word : words) {
            if (!word.in_text || !word.known()) continue;
            std::size_t holders = 0;
            words_.push_back(&word);
            for (const Index term : word.stems) holders = std::max(holders, mark(term));
            for (const Index term : word.exact) holders = std::max(holders, mark(term));
            idf_.push_back(index.idf(holders));
        }
    }
    [[nodiscard]] bool matters() const { return words_.size() > 1; }

    [[nodiscard]] double bonus(Index item) {
        find_places(item);
        near_.assign(words_.size(), 0);
        for (std::size_t i = 0; i < places_.size(); ++i)
            for (std::size_t j = i; j-- > 0 && places_[i].position - places_[j].position <= farthest;)
                add_pair(places_[j], places_[i]);
        double sum = 0;
        for (std::size_t word = 0; word + 1 < words_.size(); ++word)
            sum += std::min(idf_[word], idf_[word + 1]) * near_[word] * (k1 + 1) / (near_[word] + static_cast<double>(index_.norms[item]));
        return weight * sum;
    }

private:
    std::size_t mark(Index term) {
        word_of_[term] = static_cast<unsigned char>(words_.size());
        return index_.items_of(term).size();
    }

    void find_places(Index item) {
        places_.clear();
        const Sequences& s = index_.sequences;
        std::uint64_t at = s.begin_of(s.items[item]), gap = 0;
        const std::uint64_t last = at + longest_item;
        for (std::uint64_t field = s.items[item]; field < s.items[item + 1]; ++field, gap += between_fields)
            for (; at < std::min(last, s.fields[field].end); ++at) {
                unsigned word = 0;
                for (const Index term : index_.words.terms_of(s.words[at])) word = std::max<unsigned>(word, word_of_[term]);
                if (word != 0) places_.push_back({at + gap, word - 1});
            }
    }

    void add_pair(const Place& first, const Place& second) {
        const bool in_order = second.word == first.word + 1;
        if (!in_order && first.word != second.word + 1) return;
        const std::size_t word = std::min(first.word, second.word);
        const double asked = static_cast<double>(words_[word + 1]->position) - static_cast<double>(words_[word]->position);
        const double distance = static_cast<double>(second.position - first.position);
        const double off = distance > asked ? distance - asked : asked - distance;
        if (off > window) return;
        near_[word] += (in_order ? 1 : reversed) / ((1 + off) * (1 + off));
    }

    const Inverted& index_;
    std::vector<unsigned char> word_of_;  ///< by term: 1 + the word of the query, or 0
    std::vector<const QueryWord*> words_;
    std::vector<double> idf_, near_;
    std::vector<Place> places_;
};

}  // namespace

void add_proximity(const Inverted& index, const std::vector<QueryWord>& words, std::span<Scored> items) {
    Nearness nearness(index, words);
    if (!nearness.matters()) return;
    for (Scored& hit : items) hit.score += nearness.bonus(hit.item);
}

}  // namespace tissu::catalogue
