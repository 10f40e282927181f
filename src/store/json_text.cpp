#include <store/json_text.hpp>

#include <tissu/base/error.hpp>
#include <tissu/base/text.hpp>

namespace tissu::json_text {

namespace {

constexpr std::string_view digits = "0123456789abcdef";

void append_quoted(std::string& out, std::string_view text) {
    out.push_back('"');
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out.push_back('\\');
            out.push_back(c);
        } else if (byte < 0x20) {
            out.append("\\u00");
            out.push_back(digits[byte >> 4]);
            out.push_back(digits[byte & 15]);
        } else {
            out.push_back(c);
        }
    }
    out.push_back('"');
}

/// Reads what is written above, and nothing else of JSON.
class Reader {
public:
    explicit Reader(std::string_view text) : text_(text) {}

    bool take(char c) {
        if (at_ == text_.size() || text_[at_] != c) return false;
        ++at_;
        return true;
    }

    void expect(char c) {
        if (!take(c)) fail();
    }

    std::string quoted() {
        expect('"');
        std::string out;
        while (!take('"')) out.push_back(take('\\') ? escaped() : next());
        return out;
    }

    void end() {
        if (at_ != text_.size()) fail();
    }

private:
    char next() {
        if (at_ == text_.size()) fail();
        return text_[at_++];
    }

    char escaped() {
        const char c = next();
        if (c == '"' || c == '\\') return c;
        if (c != 'u' || next() != '0' || next() != '0') fail();
        const auto high = digits.find(next());
        const auto low = digits.find(next());
        if (high > 1 || low > 15) fail();
        return static_cast<char>(high * 16 + low);
    }

    [[noreturn]] void fail() const {
        throw Error(Errc::io, "the store is damaged: expected a list or attributes as JSON, found '" +
                                  shortened(text_) + "'");
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

}  // namespace

std::string write(const std::vector<std::string>& items) {
    std::string out = "[";
    for (const std::string& item : items) {
        if (out.size() > 1) out.push_back(',');
        append_quoted(out, item);
    }
    return out + ']';
}

std::string write(const Attributes& attributes) {
    std::string out = "{";
    for (const auto& [name, value] : attributes) {
        if (out.size() > 1) out.push_back(',');
        append_quoted(out, name);
        out.push_back(':');
        append_quoted(out, value);
    }
    return out + '}';
}

std::vector<std::string> read_list(std::string_view text) {
    std::vector<std::string> items;
    if (text.empty()) return items;
    Reader reader(text);
    reader.expect('[');
    do items.push_back(reader.quoted());
    while (reader.take(','));
    reader.expect(']');
    reader.end();
    return items;
}

Attributes read_attributes(std::string_view text) {
    Attributes attributes;
    if (text.empty()) return attributes;
    Reader reader(text);
    reader.expect('{');
    do {
        std::string name = reader.quoted();
        reader.expect(':');
        attributes.emplace_back(std::move(name), reader.quoted());
    } while (reader.take(','));
    reader.expect('}');
    reader.end();
    return attributes;
}

}  // namespace tissu::json_text
