#include <store/validation.hpp>

#include <algorithm>
#include <array>
#include <set>

#include <tissu/base/error.hpp>
#include <tissu/base/geometry.hpp>
#include <tissu/base/text.hpp>

namespace tissu::validation {

namespace {

constexpr std::size_t longest_outline = std::size_t{1} << 20;  // what a cell of the data package may hold

bool must_have(const Field& field) { return field.role == Role::required || field.role == Role::key; }

void expect_given(Findings& findings, const Field& field, bool given) {
    if (!given && must_have(field)) findings.push_back({field.name, "", "expected a value, found none"});
}

std::string number_text(double value) {
    std::string text = std::to_string(value);
    if (text.find('.') != std::string::npos) {
        text.erase(text.find_last_not_of('0') + 1);
        if (text.back() == '.') text.pop_back();
    }
    return text;
}

void expect_range(Findings& findings, std::string_view column, double value, double low, double high,
                  const char* expected) {
    if (!std::isfinite(value) || (value >= low && value <= high)) return;  // infinity is said elsewhere
    findings.push_back({column, number_text(value), std::string("expected ") + expected + ", found " + number_text(value)});
}

void expect_not_negative(Findings& findings, std::string_view column, double value) {
    expect_range(findings, column, value, 0, std::numeric_limits<double>::max(), "a number that is not negative");
}

void expect_place(Findings& findings, double lon, double lat) {
    expect_range(findings, "lon", lon, -180, 180, "degrees east from -180 to 180");
    expect_range(findings, "lat", lat, -90, 90, "degrees north from -90 to 90");
}

void expect_share(Findings& findings, double share) {
    expect_range(findings, "share", share, 0, 1, "a share from 0 to 1");
}

void expect_order(Findings& findings, std::string_view column, const PartialDate& since, const PartialDate& until) {
    if (!since.known() || !until.known() || since.first < until.end()) return;
    findings.push_back({column, to_text(until),
                        "expected a date that is not before " + to_text(since) + ", found " + to_text(until)});
}

void expect_other(Findings& findings, std::string_view column, const Code& one, const Code& other) {
    if (one.empty() || one != other) return;
    findings.push_back({column, other.text(), "expected two different records, found " + one.text() + " twice"});
}

}  // namespace

void check_text(Findings& findings, std::string_view column, std::string_view text) {
    if (text.find('\0') != std::string_view::npos) {
        findings.push_back({column, shortened(make_utf8(text)), "expected text, found a NUL character"});
    } else if (!is_utf8(text)) {
        findings.push_back({column, shortened(make_utf8(text)), "expected UTF-8 text, found other bytes"});
    }
}

void check_value(Findings& findings, const Field& field, const std::string& value) {
    expect_given(findings, field, !value.empty());
    check_text(findings, field.name, value);
}

void check_value(Findings& findings, const Field& field, const Code& value) {  // a Code is valid text
    expect_given(findings, field, !value.empty());
}

void check_value(Findings& findings, const Field& field, double value) {
    expect_given(findings, field, !std::isnan(value));
    if (std::isinf(value)) findings.push_back({field.name, number_text(value), "expected a finite number, found infinity"});
}

void check_value(Findings& findings, const Field& field, const PartialDate& value) {
    expect_given(findings, field, value.known());
    if (value.known() && parse_date(to_text(value)) != value)
        findings.push_back({field.name, to_text(value), "expected a date of the years 1 to 9999, found another"});
}

void check_value(Findings& findings, const Field& field, const std::vector<std::string>& values) {
    for (const std::string& value : values) check_text(findings, field.name, value);
}

void check_value(Findings& findings, const Field& field, const std::vector<Code>& values) {
    if (std::any_of(values.begin(), values.end(), [](const Code& code) { return code.empty(); }))
        findings.push_back({field.name, "", "expected codes, found an empty one"});
}

void check_fact(Findings& findings, const Fact& fact) {
    check_text(findings, "source", fact.source);
    check_text(findings, "source_kind", fact.source_kind);
    std::set<std::string_view> names;
    for (const auto& [name, value] : fact.attributes) {
        check_text(findings, "attributes", name);
        check_text(findings, "attributes", value);
        if (!names.insert(name).second)
            findings.push_back({"attributes", shortened(make_utf8(name)), "expected each attribute once, found two of one name"});
    }
    if (fact.line < 0) findings.push_back({"line", std::to_string(fact.line), "expected a line from 1, found a negative one"});
}

void check_record(Findings& findings, const Territory& record) {
    expect_not_negative(findings, "population", record.population);
    expect_place(findings, record.lon, record.lat);
    expect_order(findings, "valid_to", record.valid_from, record.valid_to);
}

void check_record(Findings& findings, const Part& record) {
    expect_share(findings, record.share);
    expect_order(findings, "until", record.since, record.until);
}

void check_record(Findings& findings, const Succession& record) {
    expect_share(findings, record.share);  // from == to: it goes on, renamed or enlarged
}

void check_record(Findings& findings, const Outline& record) {
    if (record.geometry.empty()) return;  // said elsewhere
    if (record.geometry.size() > longest_outline) {
        findings.push_back({"geometry", "", "expected an outline of at most 1 MiB, found a longer one"});
        return;
    }
    try {
        static_cast<void>(parse_wkt(record.geometry));
    } catch (const Error& problem) {
        findings.push_back({"geometry", shortened(make_utf8(record.geometry)), problem.what()});
    }
}

void check_record(Findings&, const Theme&) {}

void check_record(Findings& findings, const Actor& record) {
    static const std::array<std::string, 3> kinds{"person", "organisation", "collective"};
    if (!record.kind.empty() && std::find(kinds.begin(), kinds.end(), record.kind) == kinds.end()) {
        const std::string word = make_utf8(record.kind);
        const auto near = near_matches(word, kinds, 1);
        findings.push_back({"kind", shortened(word), "expected person, organisation or collective, found " + shortened(word) +
                                                         (near.empty() ? "" : "; did you mean " + near.front() + "?")});
    }
    expect_order(findings, "until", record.since, record.until);
    expect_place(findings, record.lon, record.lat);
}

void check_record(Findings& findings, const Affiliation& record) {
    expect_other(findings, "in", record.actor, record.in);
    expect_order(findings, "until", record.since, record.until);
}

void check_record(Findings& findings, const Partnership& record) {
    expect_order(findings, "until", record.since, record.until);
}

void check_record(Findings& findings, const Partner& record) {
    expect_order(findings, "until", record.since, record.until);
}

void check_record(Findings& findings, const Event& record) {
    expect_order(findings, "end", record.start, record.end);
    expect_not_negative(findings, "half_days", record.half_days);
    expect_not_negative(findings, "capacity", record.capacity);
}

void check_record(Findings&, const Participation&) {}
void check_record(Findings&, const Resource&) {}

void check_record(Findings& findings, const Use& record) { expect_not_negative(findings, "count", record.count); }

void check_record(Findings&, const Need&) {}
void check_record(Findings&, const Feedback&) {}
void check_record(Findings&, const Observation&) {}

}  // namespace tissu::validation
