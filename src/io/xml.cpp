#include "io/xml.hpp"

#include <algorithm>
#include <charconv>

#include <tissu/base/error.hpp>
#include <tissu/base/text.hpp>

namespace tissu::io {
namespace {

constexpr std::size_t most_levels = 64, largest_piece = 4U << 20U;

std::string local_name(std::string_view name) { return std::string(name.substr(name.find(':') + 1)); }

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
    return text;
}

bool is_name(std::string_view text) {
    constexpr std::string_view never = " \t\r\n<>&\"'=/";
    return !text.empty() && text.find_first_of(never) == text.npos;
}

}  // namespace

XmlReader::XmlReader(const std::filesystem::path& path, const FileFacts& facts, std::string name)
    : file_(path, facts), name_(std::move(name)) {}

void XmlReader::fail(const std::string& rule) const {
    throw Error(Errc::invalid_data, name_ + ", line " + std::to_string(line_) + ": " + rule);
}

bool XmlReader::has(std::size_t count) {
    while (more_ && buffer_.size() - at_ < count) {
        if (at_ > (1U << 16U)) {
            buffer_.erase(0, at_);
            at_ = 0;
        }
        more_ = file_.read_more(buffer_);
    }
    return buffer_.size() - at_ >= count;
}

bool XmlReader::starts(std::string_view with) {
    return has(with.size()) && std::string_view(buffer_).substr(at_, with.size()) == with;
}

void XmlReader::drop(std::size_t count) {
    const auto begin = buffer_.begin() + static_cast<std::ptrdiff_t>(at_);
    line_ += std::count(begin, begin + static_cast<std::ptrdiff_t>(count), '\n');
    at_ += count;
}

/// The text up to `end`, both taken.
std::string XmlReader::take_until(std::string_view end, const char* what) {
    for (std::size_t from = 0;;) {
        const std::size_t found = buffer_.find(end, at_ + from);
        if (found != buffer_.npos) {
            std::string text = buffer_.substr(at_, found - at_);
            drop(text.size() + end.size());
            return text;
        }
        const std::size_t known = buffer_.size() - at_;
        if (known > largest_piece) fail(std::string("expected ") + what + " of at most 4 MiB, found a longer one");
        from = known >= end.size() ? known - end.size() + 1 : 0;
        if (!has(known + 1)) fail(std::string("expected the end of ") + what + ", found the end of the file");
    }
}

std::string XmlReader::resolved(std::string_view text) const {
    std::string result;
    for (std::size_t at = 0; at < text.size();) {
        if (text[at] != '&') {
            if (text[at] == '\r') {  // line ends are one character in XML
                if (at + 1 == text.size() || text[at + 1] != '\n') result.push_back('\n');
            } else {
                result.push_back(text[at]);
            }
            ++at;
            continue;
        }
        const std::size_t end = text.find(';', at);
        const std::string_view name = end == text.npos ? std::string_view() : text.substr(at + 1, end - at - 1);
        if (name == "amp") result.push_back('&');
        else if (name == "lt") result.push_back('<');
        else if (name == "gt") result.push_back('>');
        else if (name == "quot") result.push_back('"');
        else if (name == "apos") result.push_back('\'');
        else {
            std::uint32_t number = 0;
            const bool hexadecimal = name.starts_with("#x");
            const std::string_view digits = name.substr(std::min<std::size_t>(name.size(), hexadecimal ? 2 : 1));
            const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), number, hexadecimal ? 16 : 10);
            if (!name.starts_with('#') || digits.empty() || read.ec != std::errc() || read.ptr != digits.data() + digits.size())
                fail("expected a reference of XML, found " + shortened(text.substr(at, 20)));
            append_utf8(result, number);
        }
        at = end + 1;
    }
    return result;
}

XmlPiece XmlReader::closed(std::string name) {
    if (open_.empty() || open_.back() != name)
        fail("expected the end of " + (open_.empty() ? std::string("nothing") : open_.back()) + ", found that of " + shortened(name));
    open_.pop_back();
    return {XmlPiece::Kind::end, local_name(name), {}, {}, line_};
}

XmlPiece XmlReader::tag() {
    XmlPiece piece;
    piece.line = line_;
    std::string whole;  // a ">" may stand in the value of an attribute
    do {
        if (!whole.empty()) whole += '>';
        whole += take_until(">", "a tag");
    } while (std::count(whole.begin(), whole.end(), '"') % 2 == 1 && whole.size() < largest_piece);
    if (whole.starts_with('/')) return closed(std::string(trimmed(std::string_view(whole).substr(1))));
    std::string_view rest(whole);
    const bool empty = rest.ends_with('/');
    if (empty) rest.remove_suffix(1);
    const std::size_t end = std::min(rest.find_first_of(" \t\r\n"), rest.size());
    const std::string name(rest.substr(0, end));
    if (!is_name(name)) fail("expected the name of an element, found " + shortened(whole));
    if (open_.empty() && root_seen_) fail("expected one element around all, found a second one: " + shortened(name));
    for (rest = trimmed(rest.substr(end)); !rest.empty(); rest = trimmed(rest)) {
        const std::size_t equals = rest.find('=');
        const std::string_view attribute = trimmed(rest.substr(0, std::min(equals, rest.size())));
        std::string_view value = equals == rest.npos ? std::string_view() : trimmed(rest.substr(equals + 1));
        if (!is_name(attribute) || value.empty() || (value.front() != '"' && value.front() != '\''))
            fail("expected attribute=\"value\", found " + shortened(rest));
        const std::size_t quote = value.find(value.front(), 1);
        if (quote == value.npos || value.substr(0, quote).find('<') != value.npos) fail("expected a quoted value, found " + shortened(value));
        piece.attributes.emplace_back(local_name(attribute), resolved(value.substr(1, quote - 1)));
        rest = value.substr(quote + 1);
    }
    if (open_.size() == most_levels) fail("expected at most 64 levels, found more");
    open_.push_back(name);
    root_seen_ = true;
    piece.kind = XmlPiece::Kind::start;
    piece.name = local_name(name);
    if (empty) to_close_ = name;
    return piece;
}

XmlPiece XmlReader::next() {
    if (!to_close_.empty()) return closed(std::exchange(to_close_, std::string()));
    while (has(1)) {
        if (starts("<!--")) {
            drop(4);
            take_until("-->", "a comment");
        } else if (starts("<![CDATA[")) {
            if (open_.empty()) fail("expected an element, found text outside");
            drop(9);
            const std::int64_t line = line_;
            return {XmlPiece::Kind::text, {}, take_until("]]>", "CDATA"), {}, line};
        } else if (starts("<?")) {
            drop(2);
            take_until("?>", "an instruction");
        } else if (starts("<!")) {
            fail("expected no document type, found one: such files are refused, because they may name others");
        } else if (starts("<")) {
            drop(1);
            return tag();
        } else {
            XmlPiece piece{XmlPiece::Kind::text, {}, {}, {}, line_};
            while (has(1) && buffer_[at_] != '<') {
                const std::size_t end = std::min(buffer_.find('<', at_), buffer_.size());
                piece.text += buffer_.substr(at_, end - at_);
                drop(end - at_);
                if (piece.text.size() > largest_piece) fail("expected a text of at most 4 MiB, found a longer one");
            }
            if (open_.empty() && trimmed(piece.text).empty()) continue;
            if (open_.empty()) fail("expected an element, found " + shortened(trimmed(piece.text)));
            piece.text = resolved(piece.text);
            return piece;
        }
    }
    if (!open_.empty()) fail("expected the end of " + open_.back() + ", found the end of the file");
    if (!root_seen_) fail("expected an element, found none");
    return {XmlPiece::Kind::finished, {}, {}, {}, line_};
}

std::string xml_text(std::string_view text) {
    std::string result;
    for (const char c : text) {
        switch (c) {
            case '&': result += "&amp;"; break;
            case '<': result += "&lt;"; break;
            case '>': result += "&gt;"; break;
            case '"': result += "&quot;"; break;
            case '\r': result += "&#13;"; break;
            default:
                if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') result.push_back(c);
        }
    }
    return result;
}

}  // namespace tissu::io
