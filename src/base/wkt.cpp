// Areas as well-known text.

#include <charconv>
#include <cmath>

#include <tissu/base/error.hpp>
#include <tissu/base/geometry.hpp>
#include <tissu/base/text.hpp>

namespace tissu {
namespace {

class Parser {
public:
    explicit Parser(std::string_view text) : text_(text) {}

    Area area() {
        Area area;
        const bool several = word("MULTIPOLYGON");
        if (!several && !word("POLYGON")) fail("POLYGON or MULTIPOLYGON");
        if (several) {
            expect('(');
            do area.push_back(polygon());
            while (take(','));
            expect(')');
        } else {
            area.push_back(polygon());
        }
        blanks();
        if (at_ != text_.size()) fail("the end");
        return area;
    }

private:
    Polygon polygon() {
        Polygon polygon;
        expect('(');
        do polygon.push_back(ring());
        while (take(','));
        expect(')');
        return polygon;
    }

    Ring ring() {
        Ring ring;
        expect('(');
        do {
            const double lon = number(180), lat = number(90);
            ring.push_back({lon, lat});
        } while (take(','));
        expect(')');
        if (ring.size() > 1 && ring.front() == ring.back()) ring.pop_back();
        if (ring.size() < 3) fail("a ring of three points or more");
        return ring;
    }

    double number(double limit) {
        blanks();
        double value = 0;
        const auto [end, failure] = std::from_chars(text_.data() + at_, text_.data() + text_.size(), value);
        if (failure != std::errc() || !std::isfinite(value)) fail("a number");
        if (std::abs(value) > limit) fail(limit > 90 ? "degrees east from -180 to 180" : "degrees north from -90 to 90");
        at_ = static_cast<std::size_t>(end - text_.data());
        return value;
    }

    bool word(std::string_view name) {
        blanks();
        if (text_.size() - at_ < name.size()) return false;
        for (std::size_t i = 0; i < name.size(); ++i)
            if ((text_[at_ + i] & ~0x20) != name[i]) return false;
        at_ += name.size();
        return true;
    }

    void blanks() {
        while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\t')) ++at_;
    }

    bool take(char c) {
        blanks();
        if (at_ == text_.size() || text_[at_] != c) return false;
        ++at_;
        return true;
    }

    void expect(char c) {
        if (!take(c)) fail(std::string("'") + c + "'");
    }

    [[noreturn]] void fail(const std::string& expected) const {
        const std::string found = at_ >= text_.size() ? "the end" : "'" + make_utf8(text_.substr(at_, 20)) + "'";
        throw Error(Errc::invalid_data,
                    "expected " + expected + " at byte " + std::to_string(at_ + 1) + " of an outline in WKT, found " + found);
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

void append(std::string& text, double value) {
    char digits[32];
    text.append(digits, std::to_chars(digits, digits + sizeof digits, value == 0 ? 0.0 : value).ptr);
}

void append(std::string& text, const LonLat& p) {
    append(text, p.lon);
    text += ' ';
    append(text, p.lat);
}

void append(std::string& text, const Polygon& polygon) {
    text += '(';
    for (const Ring& ring : polygon) {
        text += &ring == &polygon.front() ? "(" : ", (";
        for (const LonLat& p : ring) {
            append(text, p);
            text += ", ";
        }
        append(text, ring.front());
        text += ')';
    }
    text += ')';
}

}  // namespace

Area parse_wkt(std::string_view text) { return Parser(text).area(); }

std::string to_wkt(const Area& area) {
    std::string text = area.size() == 1 ? "POLYGON " : "MULTIPOLYGON (";
    for (const Polygon& polygon : area) {
        if (&polygon != &area.front()) text += ", ";
        append(text, polygon);
    }
    if (area.size() != 1) text += ')';
    return text;
}

}  // namespace tissu
