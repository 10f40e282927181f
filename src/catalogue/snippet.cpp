#include "catalogue/snippet.hpp"

#include <algorithm>
#include <set>

#include "catalogue/characters.hpp"
#include "catalogue/inverted.hpp"

namespace tissu::catalogue {

namespace {

constexpr std::uint64_t both(char32_t first, char32_t second) { return (std::uint64_t{first} << 32U) | second; }

constexpr std::size_t window = 200, longest_text = 50'000, context = 60;

struct Piece {
    std::size_t begin, end;
    std::string match;  ///< the term; empty: none
};

/// Where the window begins that holds the most different terms, and then the most matches.
std::size_t best_start(const std::vector<Piece>& pieces) {
    std::size_t best = 0, best_terms = 0;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        if (pieces[i].match.empty()) continue;
        std::set<std::string_view> terms;
        for (std::size_t j = i; j < pieces.size() && pieces[j].end <= pieces[i].begin + window - context; ++j)
            if (!pieces[j].match.empty()) terms.insert(pieces[j].match);
        if (terms.size() > best_terms) {
            best_terms = terms.size();
            best = i;
        }
    }
    if (best_terms == 0) return 0;
    std::size_t start = best;
    while (start > 0 && pieces[best].begin - pieces[start - 1].begin <= context) --start;
    return start;
}

}  // namespace

Snippets::Snippets(std::vector<std::string> terms) : terms_(terms.begin(), terms.end()) {
    for (const std::string& term : terms_) {
        if (term.size() < 2) continue;
        const Decoded first = decode(term, 1);
        const std::size_t second = 1 + first.length;
        first_letters_.insert(first.character);
        first_two_.insert(both(first.character, second < term.size() ? decode(term, second).character : 0));
    }
}

/// True if the letter at `at` may be the second of a term that begins with `first`, or is none.
bool Snippets::may_go_on(std::string_view chunk, std::size_t at, char32_t written, char32_t first) const {
    if (written == U'œ' || written == U'Œ' || written == U'æ' || written == U'Æ' || at == chunk.size()) return true;
    const char32_t second = decode(chunk, at).character;
    return !is_letter(second) || second == U'œ' || second == U'æ' || first_two_.contains(both(first, plain_letter(second)));
}

bool Snippets::may_match(std::string_view chunk) const {
    bool inside = false;
    for (std::size_t at = 0; at < chunk.size();) {
        const Decoded next = decode(chunk, at);
        at += next.length;
        const bool word = is_letter(next.character) || is_digit(next.character);
        if (word && !inside) {
            char32_t first = plain_letter(next.character);
            if (first == U'œ') first = U'o';
            if (first == U'æ') first = U'a';
            if (first_letters_.contains(first) && may_go_on(chunk, at, next.character, first)) return true;
        }
        inside = word;
    }
    return false;
}

std::string Snippets::first_match(std::string_view chunk, Language language) const {
    if (!may_match(chunk)) return {};
    for (const Token& token : analyse(chunk, language)) {
        for (std::string& stem : stem_terms(token, language))
            if (terms_.contains(stem)) return std::move(stem);
        if (std::string exact = exact_term(token); terms_.contains(exact)) return exact;
    }
    return {};
}

std::string Snippets::of(std::string_view text, Language language) const {
    text = text.substr(0, longest_text);
    std::vector<Piece> pieces;
    for_each_chunk_of_text(text, [&](std::size_t begin, std::size_t end) {
        pieces.push_back({begin, end, first_match(text.substr(begin, end - begin), language)});
    });
    if (pieces.empty()) return {};
    const std::size_t start = best_start(pieces);
    std::string snippet = start > 0 ? "… " : "";
    std::size_t last = start;
    for (; last < pieces.size() && pieces[last].end <= pieces[start].begin + window; ++last) {
        if (last > start) snippet += ' ';
        snippet += text.substr(pieces[last].begin, pieces[last].end - pieces[last].begin);
    }
    if (last == start) snippet += text.substr(pieces[start].begin, window);  // one endless word
    if (last < pieces.size()) snippet += last == start ? "…" : " …";
    return snippet;
}

}  // namespace tissu::catalogue
