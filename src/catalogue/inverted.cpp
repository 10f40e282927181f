#include "catalogue/inverted.hpp"

#include <algorithm>
#include <cmath>
#include <thread>
#include <utility>

#include <tissu/base/parallel.hpp>

namespace tissu::catalogue {

namespace {

/// A piece for each core: every piece meets the vocabulary anew. The index does not depend on how many there are.
std::size_t piece_size(Index items) {
    const std::size_t pieces = std::clamp(std::thread::hardware_concurrency(), 1U, 16U);
    return std::max<std::size_t>(1, chunk_count(items, pieces));
}

std::vector<WordReader> read_in_pieces(const Texts& texts, unsigned threads) {
    std::vector<WordReader> readers(chunk_count(texts.items, piece_size(texts.items)));
    for_each_chunk(texts.items, piece_size(texts.items), threads, [&](std::size_t chunk, std::size_t begin, std::size_t end) {
        for (std::size_t item = begin; item < end; ++item) {
            if (texts.previous && texts.same[item] != no_index) readers[chunk].skip();
            else readers[chunk].add(texts.fields(static_cast<Index>(item)));
        }
    });
    return readers;
}

/// Brings the words of several tables together; only words that are used.
class Union {
public:
    /// For each word of `table` its number here; no_index for those not used.
    std::vector<Index> add(const WordTable& table, const std::vector<bool>* used) {
        std::vector<Index> terms(table.terms.size(), no_index), words(table.words(), no_index);
        std::u32string key;
        for (Index word = 0; word < table.words(); ++word) {
            if (used && !(*used)[word]) continue;
            key.clear();
            for (const Index term : table.terms_of(word)) {
                if (terms[term] == no_index) terms[term] = term_of(table.terms[term]);
                key.push_back(terms[term]);
            }
            std::sort(key.begin(), key.end());
            const auto [at, is_new] = numbers_.try_emplace(key, static_cast<Index>(stops_.size()));
            if (is_new) stops_.push_back(table.stops[word]);
            words[word] = at->second;
        }
        return words;
    }

    /// The table with its terms in order; words keep their numbers.
    [[nodiscard]] WordTable finish() {
        std::vector<std::pair<std::string_view, Index>> sorted(terms_.begin(), terms_.end());
        std::sort(sorted.begin(), sorted.end());
        WordTable table;
        std::vector<Index> row(sorted.size());
        for (const auto& [term, number] : sorted) {
            row[number] = static_cast<Index>(table.terms.size());
            table.terms.emplace_back(term);
        }
        std::vector<const std::u32string*> keys(stops_.size());
        for (const auto& [key, number] : numbers_) keys[number] = &key;
        std::vector<Index> terms;
        for (Index word = 0; word < stops_.size(); ++word) {
            terms.clear();
            for (const char32_t term : *keys[word]) terms.push_back(row[term]);
            std::sort(terms.begin(), terms.end());
            table.add(terms, stops_[word] != 0);
        }
        return table;
    }

private:
    Index term_of(std::string_view term) { return terms_.try_emplace(term, static_cast<Index>(terms_.size())).first->second; }

    std::unordered_map<std::string_view, Index> terms_;
    std::unordered_map<std::u32string, Index> numbers_;
    std::vector<unsigned char> stops_;
};

std::span<const Sequences::Field> fields_of(const Sequences& from, Index item) {
    return {from.fields.data() + from.items[item], static_cast<std::size_t>(from.items[item + 1] - from.items[item])};
}

/// Appends an item of `from`, its words renumbered.
void copy_item(Sequences& to, const Sequences& from, Index item, const std::vector<Index>& number) {
    const auto fields = fields_of(from, item);
    const std::uint64_t begin = from.begin_of(from.items[item]);
    const std::uint64_t end = fields.empty() ? begin : fields.back().end, base = to.words.size();
    for (std::uint64_t at = begin; at < end; ++at) to.words.push_back(number[from.words[at]]);
    for (const Sequences::Field& field : fields) to.fields.push_back({base + field.end - begin, field.weight});
    to.items.push_back(to.fields.size());
}

std::vector<bool> words_taken(const Texts& texts) {
    const Sequences& from = texts.previous->sequences;
    std::vector<bool> used(texts.previous->words.words(), false);
    for (const Index item : texts.same) {
        if (item == no_index) continue;
        for (std::uint64_t at = from.begin_of(from.items[item]); at < from.begin_of(from.items[item + 1]); ++at)
            used[from.words[at]] = true;
    }
    return used;
}

/// Words and sequences of all items.
void join(Inverted& index, const Texts& texts, std::vector<WordReader> readers) {
    Union all;
    std::vector<std::vector<Index>> number;
    for (const WordReader& reader : readers) number.push_back(all.add(reader.table_, nullptr));
    if (texts.previous) {
        const auto used = words_taken(texts);
        number.push_back(all.add(texts.previous->words, &used));
    }
    std::size_t words = 0;
    for (const WordReader& reader : readers) words += reader.sequences_.words.size();
    index.sequences.words.reserve(words);
    const std::size_t size = piece_size(texts.items);
    for (Index item = 0; item < texts.items; ++item) {
        if (texts.previous && texts.same[item] != no_index)
            copy_item(index.sequences, texts.previous->sequences, texts.same[item], number.back());
        else
            copy_item(index.sequences, readers[item / size].sequences_, static_cast<Index>(item % size), number[item / size]);
    }
    index.words = all.finish();
}

/// Weighted frequencies of terms, one item at a time.
class Counter {
public:
    explicit Counter(const Inverted& index) : index_(index), frequency_(index.terms().size(), 0) {}

    /// The terms of an item, in the order they are met; `frequency` tells how often until the next call.
    const std::vector<Index>& count(Index item) {
        for (const Index term : met_) frequency_[term] = 0;
        met_.clear();
        length_ = 0;
        const Sequences& s = index_.sequences;
        std::uint64_t at = s.begin_of(s.items[item]);
        for (std::uint64_t field = s.items[item]; field < s.items[item + 1]; ++field)
            for (; at < s.fields[field].end; ++at) add(s.words[at], s.fields[field].weight);
        return met_;
    }
    [[nodiscard]] float frequency(Index term) const { return frequency_[term]; }
    [[nodiscard]] double length() const { return length_; }

private:
    void add(Index word, float weight) {
        if (!index_.words.stops[word]) length_ += static_cast<double>(weight);
        for (const Index term : index_.words.terms_of(word)) {
            if (frequency_[term] == 0) met_.push_back(term);
            frequency_[term] += weight;
        }
    }

    const Inverted& index_;
    std::vector<float> frequency_;
    std::vector<Index> met_;
    double length_ = 0;
};

std::vector<float> norms_of(const Texts& texts, const std::vector<double>& lengths) {
    std::vector<double> sum, count;
    for (Index item = 0; item < texts.items; ++item) {
        const std::size_t kind = texts.kind(item);
        if (sum.size() <= kind) {
            sum.resize(kind + 1);
            count.resize(kind + 1);
        }
        sum[kind] += lengths[item];
        count[kind] += 1;
    }
    std::vector<float> norms;
    for (Index item = 0; item < texts.items; ++item) {
        const double mean = sum[texts.kind(item)] / count[texts.kind(item)];
        norms.push_back(static_cast<float>(k1 * (1 - b + (mean > 0 ? b * lengths[item] / mean : 0))));
    }
    return norms;
}

/// How many items of each piece have each term, and the lengths of items.
std::vector<std::vector<std::uint32_t>> holders_by_piece(const Inverted& index, Index items, unsigned threads,
                                                         std::vector<double>& lengths) {
    std::vector<std::vector<std::uint32_t>> holders(chunk_count(items, piece_size(items)));
    for_each_chunk(items, piece_size(items), threads, [&](std::size_t chunk, std::size_t begin, std::size_t end) {
        holders[chunk].assign(index.terms().size(), 0);
        Counter counter(index);
        for (std::size_t item = begin; item < end; ++item) {
            for (const Index term : counter.count(static_cast<Index>(item))) ++holders[chunk][term];
            lengths[item] = counter.length();
        }
    });
    return holders;
}

/// Postings: counted, then filled in, piece by piece.
void invert(Inverted& index, const Texts& texts, unsigned threads) {
    std::vector<double> lengths(texts.items, 0);
    const auto holders = holders_by_piece(index, texts.items, threads, lengths);
    const std::size_t terms = index.terms().size();
    index.norms = norms_of(texts, lengths);
    index.offsets.assign(terms + 1, 0);
    std::vector<std::vector<std::uint64_t>> next(holders.size(), std::vector<std::uint64_t>(terms));
    for (std::size_t term = 0; term < terms; ++term) {
        std::uint64_t at = index.offsets[term];
        for (std::size_t piece = 0; piece < holders.size(); ++piece) {
            next[piece][term] = at;
            at += holders[piece][term];
        }
        index.offsets[term + 1] = at;
    }
    index.items.resize(index.offsets.back());
    index.impacts.resize(index.offsets.back());
    for_each_chunk(texts.items, piece_size(texts.items), threads, [&](std::size_t chunk, std::size_t begin, std::size_t end) {
        Counter counter(index);
        for (std::size_t item = begin; item < end; ++item)
            for (const Index term : counter.count(static_cast<Index>(item))) {
                const std::uint64_t at = next[chunk][term]++;
                const double frequency = static_cast<double>(counter.frequency(term));
                const double idf = index.idf(index.items_of(term).size());
                index.items[at] = static_cast<Index>(item);
                index.impacts[at] = static_cast<float>(idf * frequency * (k1 + 1) / (frequency + static_cast<double>(index.norms[item])));
            }
    });
}

}  // namespace

Index Inverted::find(std::string_view term) const {
    const auto at = std::lower_bound(terms().begin(), terms().end(), term);
    return at != terms().end() && *at == term ? static_cast<Index>(at - terms().begin()) : no_index;
}

std::pair<Index, Index> Inverted::with_prefix(std::string_view prefix) const {
    const auto begin = std::lower_bound(terms().begin(), terms().end(), prefix);
    std::string above(prefix);
    above.push_back('\xFF');
    const auto end = std::lower_bound(begin, terms().end(), above);
    return {static_cast<Index>(begin - terms().begin()), static_cast<Index>(end - terms().begin())};
}

std::span<const Index> Inverted::items_of(Index term) const noexcept {
    return {items.data() + offsets[term], static_cast<std::size_t>(offsets[term + 1] - offsets[term])};
}

std::span<const float> Inverted::impacts_of(Index term) const noexcept {
    return {impacts.data() + offsets[term], static_cast<std::size_t>(offsets[term + 1] - offsets[term])};
}

double Inverted::idf(std::size_t holders) const noexcept {
    const auto all = static_cast<double>(norms.size()), n = static_cast<double>(holders);
    return std::log(1 + (all - n + 0.5) / (n + 0.5));
}

Inverted inverted(const Texts& texts, unsigned threads) {
    Inverted index;
    join(index, texts, read_in_pieces(texts, threads));
    invert(index, texts, threads);
    return index;
}

}  // namespace tissu::catalogue
