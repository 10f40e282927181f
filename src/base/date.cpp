#include <tissu/base/date.hpp>

#include <array>
#include <cstdio>

namespace tissu {
namespace {

using std::chrono::day;
using std::chrono::month;
using std::chrono::year;
using std::chrono::year_month_day;

/// The number written by exactly the characters of `digits`, or -1.
int number(std::string_view digits) noexcept {
    int value = 0;
    for (char c : digits) {
        if (c < '0' || c > '9') return -1;
        value = value * 10 + (c - '0');
    }
    return value;
}

PartialDate first_of(int y, int m, int d, Precision precision) noexcept {
    return {Date(year_month_day(year(y), month(static_cast<unsigned>(m)), day(static_cast<unsigned>(d)))), precision};
}

}  // namespace

Date PartialDate::end() const noexcept {
    const year_month_day ymd(first);
    switch (precision) {
        case Precision::year: return Date((ymd.year() + std::chrono::years(1)) / 1 / 1);
        case Precision::month: return Date((ymd.year() / ymd.month() + std::chrono::months(1)) / 1);
        default: return first + std::chrono::days(1);
    }
}

std::optional<PartialDate> parse_date(std::string_view text) noexcept {
    if (text.empty()) return PartialDate{};
    if (text.size() != 4 && text.size() != 7 && text.size() != 10) return std::nullopt;
    const int y = number(text.substr(0, 4));
    if (y < 1) return std::nullopt;
    if (text.size() == 4) return first_of(y, 1, 1, Precision::year);
    const int m = text[4] == '-' ? number(text.substr(5, 2)) : -1;
    if (m < 1 || m > 12) return std::nullopt;
    if (text.size() == 7) return first_of(y, m, 1, Precision::month);
    const int d = text[7] == '-' ? number(text.substr(8, 2)) : -1;
    const year_month_day ymd(year(y), month(static_cast<unsigned>(m)), day(static_cast<unsigned>(d < 0 ? 0 : d)));
    if (!ymd.ok()) return std::nullopt;
    return PartialDate{Date(ymd), Precision::day};
}

std::string to_text(const PartialDate& date) {
    if (!date.known()) return {};
    const std::string whole = to_text(date.first);
    return whole.substr(0, date.precision == Precision::year ? 4 : date.precision == Precision::month ? 7 : 10);
}

std::string to_text(Date date) {
    const year_month_day ymd(date);
    std::array<char, 32> text{};
    const int length = std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(ymd.year()),
                                     static_cast<unsigned>(ymd.month()), static_cast<unsigned>(ymd.day()));
    return {text.data(), static_cast<std::size_t>(length)};
}

bool Period::contains(Date date) const noexcept { return (!from || *from <= date) && (!until || date < *until); }

bool Period::overlaps(const Period& other) const noexcept {
    return (!from || !other.until || *from < *other.until) && (!other.from || !until || *other.from < *until);
}

Period period_of(const PartialDate& since, const PartialDate& until) noexcept {
    Period period;
    if (since.known()) period.from = since.first;
    if (until.known()) period.until = until.precision == Precision::day ? until.first : until.end();
    return period;
}

Period period_of(const PartialDate& date) noexcept {
    if (!date.known()) return {};
    return {date.first, date.end()};
}

}  // namespace tissu
