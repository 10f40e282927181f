#include <tissu/catalogue/text.hpp>

#include <algorithm>
#include <iterator>

#include <tissu/base/text.hpp>

#include "catalogue/characters.hpp"
#include "catalogue/inclusive.hpp"
#include "catalogue/stemmer.hpp"

namespace tissu {

namespace {

using namespace catalogue;

constexpr std::size_t longest_word = 100;  ///< code points; what is longer is no word that anybody types

constexpr std::u32string_view elided[] = {U"l",      U"d",      U"j",      U"m",      U"t",
                                          U"s",      U"n",      U"c",      U"qu",     U"jusqu",
                                          U"lorsqu", U"puisqu", U"quoiqu", U"presqu", U"quelqu"};
constexpr std::u32string_view kept_whole[] = {U"aujourd'hui", U"prud'homme",  U"prud'hommes",  U"prud'homal",
                                              U"prud'homale", U"prud'homaux", U"prud'homales", U"quelqu'un",
                                              U"quelqu'une",  U"presqu'île",  U"presqu'îles",  U"presqu'ile",
                                              U"presqu'iles"};
constexpr std::u32string_view english_endings[] = {U"s", U"t", U"re", U"ve", U"ll", U"d", U"m"};

template <class List>
bool is_in(std::u32string_view word, const List& list) {
    return std::find(std::begin(list), std::end(list), word) != std::end(list);
}

bool is_word(char32_t c) { return is_letter(c) || is_digit(c); }

/// Addresses are cut into words, but nothing in them is inclusive writing.
bool is_address(std::u32string_view chunk) {
    return chunk.find(U"://") != chunk.npos || chunk.find(U'@') != chunk.npos ||
           lowered(chunk.substr(0, 4)) == U"www.";
}

/// Reads one run of characters between blanks.
class ChunkReader {
public:
    ChunkReader(const Characters& chunk, Language language, bool stop_words, std::uint32_t offset,
                std::uint32_t& position, std::vector<Token>& tokens)
        : chunk_(chunk),
          text_(chunk.text),
          language_(language),
          stop_words_(stop_words),
          offset_(offset),
          position_(position),
          tokens_(tokens) {}

    void read() {
        const bool inclusive = language_ == Language::french && !is_address(text_);
        for (std::size_t at = 0; at < text_.size();) {
            if (!is_word(text_[at])) ++at;
            else if (const auto end = apostrophe(at)) at = *end;
            else if (const auto form = inclusive ? inclusive_at(text_, at) : std::nullopt) {
                for (const auto& member : form->members) push(member, at, form->end);
                ++position_;
                at = form->end;
            } else if (const auto after = dotted_capitals(at)) at = *after;
            else at = plain(at, word_end(at));
        }
    }

private:
    [[nodiscard]] std::size_t word_end(std::size_t at) const {
        while (at < text_.size() && is_word(text_[at])) ++at;
        return at;
    }

    std::size_t plain(std::size_t begin, std::size_t end) {
        push(lowered(text_.substr(begin, end - begin)), begin, end);
        ++position_;
        return end;
    }

    /// Where reading goes on if the word at `begin` has an apostrophe inside.
    std::optional<std::size_t> apostrophe(std::size_t begin) {
        const std::size_t end = word_end(begin);
        if (end + 1 >= text_.size() || text_[end] != U'\'' || !is_letter(text_[end + 1])) return std::nullopt;
        const std::size_t second_end = word_end(end + 1);
        const std::u32string first = lowered(text_.substr(begin, end - begin));
        if (language_ == Language::english) {
            const std::u32string rest = lowered(text_.substr(end + 1, second_end - end - 1));
            plain(begin, end);
            return is_in(rest, english_endings) ? second_end : end + 1;
        }
        if (is_in(lowered(text_.substr(begin, second_end - begin)), kept_whole)) return whole(begin, end + 1);
        if (!is_in(first, elided)) plain(begin, end);
        return end + 1;
    }

    /// `aujourd'hui`, and `quelqu'un·e`: the second word may stand for several.
    std::size_t whole(std::size_t begin, std::size_t second) {
        const auto form = inclusive_at(text_, second);
        if (!form) return plain(begin, word_end(second));
        const std::u32string first = lowered(text_.substr(begin, second - begin));
        for (const auto& member : form->members) push(first + member, begin, form->end);
        ++position_;
        return form->end;
    }

    /// `Q.P.V.` is the word `qpv`.
    std::optional<std::size_t> dotted_capitals(std::size_t begin) {
        std::u32string word;
        std::size_t at = begin;
        while (at + 1 < text_.size() && is_upper(text_[at]) && text_[at + 1] == U'.') {
            word.push_back(lowered(text_[at]));
            at += 2;
        }
        if (at < text_.size() && is_upper(text_[at]) && word_end(at) == at + 1)
            word.push_back(lowered(text_[at++]));
        if (word.size() < 2 || (at < text_.size() && is_word(text_[at]))) return std::nullopt;
        push(word, begin, at);
        ++position_;
        return at;
    }

    void push(const std::u32string& word, std::size_t begin, std::size_t end) {
        if (word.size() > longest_word) return;
        const std::string accented = encoded(word);
        Token token;
        token.exact = folded(accented);
        if (token.exact.empty()) return;
        const bool stop = is_stop_word(token.exact, language_);
        if (stop && !stop_words_) return;
        if (!stop) {
            token.stem = folded(stem_of(accented, language_));
            token.folded_stem = stem_of(token.exact, language_);
        }
        token.position = position_;
        token.begin = offset_ + chunk_.begin[begin];
        token.end = offset_ + chunk_.begin[end];
        tokens_.push_back(std::move(token));
    }

    const Characters& chunk_;
    std::u32string_view text_;
    Language language_;
    bool stop_words_;
    std::uint32_t offset_;
    std::uint32_t& position_;
    std::vector<Token>& tokens_;
};

}  // namespace

Language language_of(std::string_view code) noexcept {
    const bool english = code.size() >= 2 && (code[0] == 'e' || code[0] == 'E') &&
                         (code[1] == 'n' || code[1] == 'N') &&
                         (code.size() == 2 || code[2] == 'g' || code[2] == '-' || code[2] == '_');
    return english ? Language::english : Language::french;
}

std::vector<Token> analyse(std::string_view text, Language language, bool stop_words) {
    std::vector<Token> tokens;
    std::uint32_t position = 0;
    for_each_chunk_of_text(text, [&](std::size_t begin, std::size_t end) {
        const Characters chunk = characters_of(text.substr(begin, end - begin));
        ChunkReader(chunk, language, stop_words, static_cast<std::uint32_t>(begin), position, tokens).read();
    });
    return tokens;
}

std::vector<std::string> inclusive_forms(std::string_view word) {
    const Characters characters = characters_of(word);
    std::vector<std::string> forms;
    if (is_address(characters.text)) return forms;
    const auto form = inclusive_at(characters.text, 0);
    if (!form || form->end != characters.text.size()) return forms;
    for (const auto& member : form->members) forms.push_back(encoded(member));
    return forms;
}

}  // namespace tissu
