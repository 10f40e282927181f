#include <map>

#include <tissu/base/error.hpp>
#include <tissu/base/text.hpp>

#include "io/triples.hpp"

namespace tissu::io {
namespace {

constexpr std::uint64_t size_limit = std::uint64_t{64} << 20;
constexpr const char* rdf_type = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";

bool is_name_byte(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
           static_cast<unsigned char>(c) >= 0x80;
}

class Turtle {
public:
    Turtle(std::string_view text, std::string name) : text_(text), name_(std::move(name)) {}

    std::vector<Triple> read() {
        for (skip(); at_ < text_.size(); skip())
            if (!directive()) statement();
        return std::move(triples_);
    }

private:
    [[noreturn]] void fail(const std::string& expected, const std::string& found = {}) const {
        const std::string rest = at_ < text_.size() ? make_utf8(text_.substr(at_, 20)) : "the end of the file";
        throw Error(Errc::invalid_data, name_ + ", line " + std::to_string(line_) + ": expected " + expected +
                                            ", found " + (found.empty() ? shortened(rest.substr(0, rest.find('\n'))) : found));
    }

    [[nodiscard]] char peek() const noexcept { return at_ < text_.size() ? text_[at_] : '\0'; }
    char take() {
        if (at_ >= text_.size()) fail("more");
        if (text_[at_] == '\n') ++line_;
        return text_[at_++];
    }
    void skip() {
        while (at_ < text_.size()) {
            if (peek() == '#') {
                while (at_ < text_.size() && peek() != '\n') take();
            } else if (peek() == ' ' || peek() == '\t' || peek() == '\r' || peek() == '\n') {
                take();
            } else {
                return;
            }
        }
    }
    void expect(char wanted) {
        skip();
        if (peek() != wanted || at_ >= text_.size()) fail(std::string("\"") + wanted + "\"");
        take();
    }
    bool word(std::string_view wanted, bool any_case) {
        if (text_.size() - at_ <= wanted.size()) return false;
        const std::string found(text_.substr(at_, wanted.size()));
        if (any_case ? folded(found) != wanted : found != wanted) return false;
        const char next = text_[at_ + wanted.size()];
        if (is_name_byte(next) || next == ':') return false;
        at_ += wanted.size();
        return true;
    }

    bool directive() {
        const bool at = peek() == '@';
        const bool prefix = word("@prefix", false) || word("prefix", true);
        if (!prefix && !word("@base", false) && !word("base", true)) return false;
        skip();
        if (prefix) {
            std::string name;
            while (is_name_byte(peek()) || peek() == '.') name.push_back(take());
            expect(':');
            skip();
            prefixes_[name] = iri();
        } else {
            base_ = iri();
        }
        if (at) expect('.');
        return true;
    }

    std::string iri() {
        if (peek() != '<') fail("an address in < >");
        take();
        std::string text;
        while (peek() != '>') {
            if (at_ >= text_.size() || peek() == '\n' || peek() == ' ') fail("\">\" at the end of the address");
            if (peek() == '\\') escape(text);
            else text.push_back(take());
        }
        take();
        return text.find(':') == std::string::npos ? base_ + text : text;
    }

    void escape(std::string& text) {
        take();
        const char c = take();
        switch (c) {
            case 't': text.push_back('\t'); return;
            case 'n': text.push_back('\n'); return;
            case 'r': text.push_back('\r'); return;
            case 'b': text.push_back('\b'); return;
            case 'f': text.push_back('\f'); return;
            case 'u':
            case 'U': {
                std::uint32_t point = 0;
                for (int i = c == 'u' ? 4 : 8; i > 0; --i) {
                    const char d = take();
                    const int value = d >= '0' && d <= '9' ? d - '0' : d >= 'a' && d <= 'f' ? d - 'a' + 10 : d >= 'A' && d <= 'F' ? d - 'A' + 10 : -1;
                    if (value < 0) fail("a hexadecimal digit after \\u", std::string(1, d));
                    point = point * 16 + static_cast<std::uint32_t>(value);
                }
                if (point == 0) fail("a character after \\u", "U+0000");
                append_utf8(text, point);
                return;
            }
            case '"':
            case '\'':
            case '\\': text.push_back(c); return;
            default: fail("an escaped character", std::string("\\") + c);
        }
    }

    std::string prefixed() {
        std::string name;
        while (is_name_byte(peek()) || (peek() == '.' && at_ + 1 < text_.size() && is_name_byte(text_[at_ + 1]))) name.push_back(take());
        if (peek() != ':') fail("a name with a prefix", name.empty() ? std::string() : shortened(name));
        take();
        const auto found = prefixes_.find(name);
        if (found == prefixes_.end()) fail("a prefix that was declared", shortened(name + ":"));
        std::string text = found->second;
        for (;;) {
            const char c = peek();
            const char next = at_ + 1 < text_.size() ? text_[at_ + 1] : '\0';
            if (is_name_byte(c) || c == ':' || c == '%') text.push_back(take());
            else if (c == '.' && (is_name_byte(next) || next == ':' || next == '%')) text.push_back(take());
            else if (c == '\\' && next != '\0') { take(); text.push_back(take()); }
            else return text;
        }
    }

    std::string node() {
        refuse_blank();
        return peek() == '<' ? iri() : prefixed();
    }

    void refuse_blank() const {
        if (peek() == '[' || text_.substr(at_).starts_with("_:")) fail("an address or a name with a prefix", "a blank node, which is not read");
        if (peek() == '(') fail("an address or a name with a prefix", "a collection, which is not read");
    }

    void literal(Triple& triple) {
        const char quote = take();
        const std::string three(3, quote);
        bool is_long = false;
        if (text_.substr(at_).starts_with(std::string(2, quote))) {
            at_ += 2;
            is_long = true;
        }
        for (;;) {
            if (at_ >= text_.size()) fail("the end of the text that begins with " + std::string(1, quote));
            if (is_long ? text_.substr(at_).starts_with(three) : peek() == quote) break;
            if (!is_long && peek() == '\n') fail("the closing quotation mark on the same line", "the end of the line");
            if (peek() == '\\') escape(triple.object);
            else triple.object.push_back(take());
        }
        at_ += is_long ? 3 : 1;
        triple.literal = true;
        if (peek() == '@') {
            take();
            while (is_name_byte(peek())) triple.language.push_back(take());
            triple.language = folded(triple.language);
            if (triple.language.empty()) fail("a language after @");
        } else if (text_.substr(at_).starts_with("^^")) {
            at_ += 2;
            (void)node();
        }
    }

    void object(Triple triple) {
        skip();
        triple.line = line_;
        const char c = peek();
        if (at_ >= text_.size()) fail("a value");
        if (c == '"' || c == '\'') {
            literal(triple);
        } else if ((c >= '0' && c <= '9') || c == '-' || c == '+') {
            while (is_name_byte(peek()) || peek() == '+' || (peek() == '.' && at_ + 1 < text_.size() && text_[at_ + 1] >= '0' && text_[at_ + 1] <= '9'))
                triple.object.push_back(take());
            triple.literal = true;
        } else if (word("true", false) || word("false", false)) {
            triple.object = "true or false";
            triple.literal = true;
        } else {
            triple.object = node();
        }
        triples_.push_back(std::move(triple));
    }

    void statement() {
        Triple triple;
        triple.subject = node();
        for (skip();; skip()) {
            triple.line = line_;
            triple.predicate = word("a", false) ? std::string(rdf_type) : node();
            object(triple);
            for (skip(); peek() == ','; skip()) {
                take();
                object(triple);
            }
            if (peek() == '.') break;
            if (peek() != ';') fail("\";\", \",\" or \".\"");
            while (peek() == ';') {
                take();
                skip();
            }
            if (peek() == '.') break;
        }
        take();
    }

    std::string_view text_;
    std::string name_;
    std::string base_;
    std::map<std::string, std::string> prefixes_;
    std::vector<Triple> triples_;
    std::size_t at_ = 0;
    std::int64_t line_ = 1;
};

}  // namespace

std::vector<Triple> read_turtle(const std::filesystem::path& path, const std::string& name, Report& report) {
    const FileFacts facts = report.open(path, name);
    if (facts.bytes > size_limit)
        throw Error(Errc::unsupported, name + ": expected a thesaurus of at most 64 MiB, found " + std::to_string(facts.bytes) + " bytes");
    TextFile file(path, facts);
    std::string text;
    while (file.read_more(text)) {
    }
    report.advance(facts.bytes);
    return Turtle(text, name).read();
}

}  // namespace tissu::io
