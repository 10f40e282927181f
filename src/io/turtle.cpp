#include <map>

#include <tissu/base/error.hpp>
#include <tissu/base/text.hpp>

#include "io/triples.hpp"

namespace tissu::io {
namespace {

constexpr std::size_t ahead = 64;          // bytes that are looked at beyond the place, at most
constexpr std::size_t piece = 64 * 1024;  // what has been read is dropped in pieces of this size
constexpr const char* rdf_type = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";

bool is_name_byte(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
           static_cast<unsigned char>(c) >= 0x80;
}

class Turtle {
public:
    Turtle(TextFile file, std::string name, Report& report, const Statement& visit)
        : file_(std::move(file)), name_(std::move(name)), report_(report), visit_(visit) {}

    void read() {
        pass(0);
        for (skip(); at_ < text_.size(); skip())
            if (!directive()) statement();
    }

private:
    [[noreturn]] void fail(const std::string& expected, const std::string& found = {}) const {
        const std::string rest = at_ < text_.size() ? make_utf8(text_.substr(at_, 20)) : "the end of the file";
        throw Error(Errc::invalid_data, name_ + ", line " + std::to_string(line_) + ": expected " + expected +
                                            ", found " + (found.empty() ? shortened(rest.substr(0, rest.find('\n'))) : found));
    }

    // Goes on by `count` bytes. What lies ahead is in `text_`, up to the end of the file.
    void pass(std::size_t count) {
        at_ += count;
        if (at_ + ahead <= text_.size()) return;
        if (at_ > piece) {
            text_.erase(0, at_);
            at_ = 0;
        }
        while (at_ + ahead > text_.size() && file_.read_more(text_)) report_.advance(file_.bytes_read());
    }

    [[nodiscard]] bool begins(std::string_view wanted) const noexcept { return text_.compare(at_, wanted.size(), wanted) == 0; }
    [[nodiscard]] char peek() const noexcept { return at_ < text_.size() ? text_[at_] : '\0'; }
    char take() {
        if (at_ >= text_.size()) fail("more");
        const char c = text_[at_];
        if (c == '\n') ++line_;
        pass(1);
        return c;
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
        pass(wanted.size());
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
        if (peek() == '[' || begins("_:")) fail("an address or a name with a prefix", "a blank node, which is not read");
        if (peek() == '(') fail("an address or a name with a prefix", "a collection, which is not read");
    }

    void literal(Triple& triple) {
        const char quote = take();
        const std::string three(3, quote);
        bool is_long = false;
        if (begins(three.substr(1))) {
            pass(2);
            is_long = true;
        }
        for (;;) {
            if (at_ >= text_.size()) fail("the end of the text that begins with " + std::string(1, quote));
            if (is_long ? begins(three) : peek() == quote) break;
            if (!is_long && peek() == '\n') fail("the closing quotation mark on the same line", "the end of the line");
            if (peek() == '\\') escape(triple.object);
            else triple.object.push_back(take());
        }
        pass(is_long ? 3 : 1);
        triple.literal = true;
        if (peek() == '@') {
            take();
            while (is_name_byte(peek())) triple.language.push_back(take());
            triple.language = folded(triple.language);
            if (triple.language.empty()) fail("a language after @");
        } else if (begins("^^")) {
            pass(2);
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
        visit_(std::move(triple));
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

    TextFile file_;
    std::string text_;  ///< a piece of the file
    std::string name_;
    Report& report_;
    const Statement& visit_;
    std::string base_;
    std::map<std::string, std::string> prefixes_;
    std::size_t at_ = 0;  ///< in `text_`
    std::int64_t line_ = 1;
};

}  // namespace

void read_turtle(const std::filesystem::path& path, const std::string& name, Report& report, const Statement& visit) {
    const FileFacts facts = report.open(path, name);
    Turtle(TextFile(path, facts), name, report, visit).read();
    report.advance(facts.bytes);
}

}  // namespace tissu::io
