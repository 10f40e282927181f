#include "catalogue/words.hpp"

#include <algorithm>

#include "catalogue/characters.hpp"

namespace tissu::catalogue {

namespace {

/// Without the punctuation around it, the same word comes back more often.
std::string_view trimmed(std::string_view chunk) {
    constexpr std::string_view before = "\"([{", after = ".,;:!?\"";
    while (!chunk.empty() && before.find(chunk.front()) != before.npos) chunk.remove_prefix(1);
    while (!chunk.empty() && after.find(chunk.back()) != after.npos) chunk.remove_suffix(1);
    return chunk;
}

/// The dot after the last capital belongs to the word.
bool is_dotted(std::string_view chunk) { return chunk.size() > 2 && chunk[1] == '.'; }

}  // namespace

std::string exact_term(const Token& token) { return (token.stem.empty() ? stop_mark : exact_mark) + token.exact; }

std::vector<std::string> stem_terms(const Token& token, Language language) {
    if (token.stem.empty()) return {};
    const char mark = language == Language::french ? french_mark : english_mark;
    std::vector<std::string> terms{mark + token.stem};
    if (token.folded_stem != token.stem) terms.push_back(mark + token.folded_stem);
    return terms;
}

std::string beginning_term(const Token& token) {
    if (token.stem.empty()) return {};
    std::size_t end = 0;
    for (int letters = 0; letters < 5 && end < token.exact.size(); ++letters) end += decode(token.exact, end).length;
    return beginning_mark + token.exact.substr(0, end);
}

void WordTable::add(std::span<const Index> ascending_terms, bool stop) {
    word_terms.insert(word_terms.end(), ascending_terms.begin(), ascending_terms.end());
    offsets.push_back(static_cast<std::uint32_t>(word_terms.size()));
    stops.push_back(stop ? 1 : 0);
}

Index WordReader::term_of(std::string term) {
    const auto [at, is_new] = terms_.try_emplace(term, static_cast<Index>(terms_.size()));
    if (is_new) table_.terms.push_back(std::move(term));
    return at->second;
}

Index WordReader::word_of(std::vector<Index> terms, bool stop) {
    std::sort(terms.begin(), terms.end());
    terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
    const auto [at, is_new] = numbers_.try_emplace(std::u32string(terms.begin(), terms.end()), table_.words());
    if (is_new) table_.add(terms, stop);
    return at->second;
}

const std::vector<Index>& WordReader::words_of(std::string_view chunk, Language language) {
    Chunks& known = chunks_[static_cast<std::size_t>(language)];
    auto& lately = recent_[static_cast<std::size_t>(language)];
    if (!is_dotted(chunk)) chunk = trimmed(chunk);
    lately.resize(recent);
    Recent& last = lately[Hash()(chunk) % recent];
    if (last.words && last.chunk == chunk) return *last.words;
    auto entry = known.find(chunk);
    const bool is_new = entry == known.end();
    if (is_new) entry = known.try_emplace(std::string(chunk)).first;
    last = {entry->first, &entry->second};
    if (!is_new) return entry->second;
    const std::vector<Token> tokens = analyse(chunk, language, true);
    for (std::size_t i = 0; i < tokens.size();) {
        std::vector<Index> terms;
        bool stop = true;
        for (const std::uint32_t position = tokens[i].position; i < tokens.size() && tokens[i].position == position; ++i) {
            terms.push_back(term_of(exact_term(tokens[i])));
            for (std::string& stem : stem_terms(tokens[i], language)) terms.push_back(term_of(std::move(stem)));
            if (std::string beginning = beginning_term(tokens[i]); !beginning.empty())
                terms.push_back(term_of(std::move(beginning)));
            stop = stop && tokens[i].stem.empty();
        }
        entry->second.push_back(word_of(std::move(terms), stop));
    }
    return entry->second;
}

void WordReader::add(std::span<const TextField> fields) {
    for (const TextField& field : fields) {
        for_each_chunk_of_text(field.text, [&](std::size_t begin, std::size_t end) {
            const auto& words = words_of(field.text.substr(begin, end - begin), field.language);
            sequences_.words.insert(sequences_.words.end(), words.begin(), words.end());
        });
        sequences_.fields.push_back({sequences_.words.size(), static_cast<float>(field.weight)});
    }
    sequences_.items.push_back(sequences_.fields.size());
}

}  // namespace tissu::catalogue
