#pragma once
/// \file
/// Texts as sequences of numbered words, and words as sets of terms.

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <tissu/base/id.hpp>
#include <tissu/catalogue/text.hpp>

namespace tissu::catalogue {

/// The first byte of a term tells its kind.
inline constexpr char exact_mark = '=', english_mark = '^', french_mark = '~', stop_mark = '!', beginning_mark = '<';

/// The exact form; a stop word is marked as one, so that it is found only by those who look for it.
[[nodiscard]] std::string exact_term(const Token& token);

/// The stem, and the stem of the folded word if it differs; none for a stop word.
[[nodiscard]] std::vector<std::string> stem_terms(const Token& token, Language language);

/// The first five characters of the exact form, which forms of a family share; empty for a stop word.
[[nodiscard]] std::string beginning_term(const Token& token);

/// A piece of an item's text.
struct TextField {
    std::string_view text;
    double weight;
    Language language;

    friend bool operator==(const TextField&, const TextField&) = default;
};

/// Each word is the terms it may be found by: its exact form, beginning and stems; of an inclusive form those of all members.
/// A stop word has its exact form alone.
struct WordTable {
    std::vector<std::string> terms;
    std::vector<std::uint32_t> offsets{0};
    std::vector<Index> word_terms;     ///< by word, ascending
    std::vector<unsigned char> stops;  ///< by word: 1 for stop words

    [[nodiscard]] Index words() const noexcept { return static_cast<Index>(stops.size()); }
    [[nodiscard]] std::span<const Index> terms_of(Index word) const noexcept {
        return {word_terms.data() + offsets[word], offsets[word + 1] - offsets[word]};
    }
    void add(std::span<const Index> ascending_terms, bool stop);
};

/// The words of items in reading order, cut into fields.
struct Sequences {
    struct Field {
        std::uint64_t end;  ///< first word after it
        float weight;
    };
    std::vector<Index> words;
    std::vector<Field> fields;
    std::vector<std::uint64_t> items{0};  ///< by item: first of its fields; one more for the end

    [[nodiscard]] Index size() const noexcept { return static_cast<Index>(items.size() - 1); }
    [[nodiscard]] std::uint64_t begin_of(std::uint64_t field) const noexcept {
        return field == 0 ? 0 : fields[field - 1].end;
    }
};

/// Reads the fields of some items, one after the other. One thread.
class WordReader {
public:
    void add(std::span<const TextField> fields);

    /// An item without words, in the place of one that is taken from elsewhere.
    void skip() { sequences_.items.push_back(sequences_.fields.size()); }

    WordTable table_;
    Sequences sequences_;

private:
    /// A run of characters between blanks is analysed once.
    const std::vector<Index>& words_of(std::string_view chunk, Language language);
    Index term_of(std::string term);
    Index word_of(std::vector<Index> terms, bool stop);

    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const noexcept { return std::hash<std::string_view>()(text); }
    };
    using Chunks = std::unordered_map<std::string, std::vector<Index>, Hash, std::equal_to<>>;

    /// The last chunk of each place, so that frequent ones are found without going through memory.
    struct Recent {
        std::string_view chunk;
        const std::vector<Index>* words = nullptr;
    };
    static constexpr std::size_t recent = 8192;

    std::unordered_map<std::string, Index> terms_;
    std::unordered_map<std::u32string, Index> numbers_;
    Chunks chunks_[2];                ///< by language
    std::vector<Recent> recent_[2];
};

}  // namespace tissu::catalogue
