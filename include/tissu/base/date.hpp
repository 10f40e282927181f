#pragma once
/// \file
/// Dates that keep the precision they were known with, and half-open periods.

#include <chrono>
#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace tissu {

/// A calendar day (proleptic Gregorian), counted from 1970-01-01.
using Date = std::chrono::sys_days;

enum class Precision : unsigned char { unknown, year, month, day };

/// A date known by year, month or day. Unknown is a value of its own, not an early date.
struct PartialDate {
    Date first{};                              ///< the first day it can mean
    Precision precision = Precision::unknown;

    [[nodiscard]] bool known() const noexcept { return precision != Precision::unknown; }

    /// The first day that it can no longer mean: "2018" gives 2019-01-01. Throws nothing; needs `known()`.
    [[nodiscard]] Date end() const noexcept;

    friend auto operator<=>(const PartialDate&, const PartialDate&) = default;
};

/// Reads `2018`, `2018-05` or `2018-05-31` (years 0001 to 9999); empty text is the unknown date.
/// Nothing if the text is none of these or not a day of the calendar.
[[nodiscard]] std::optional<PartialDate> parse_date(std::string_view text) noexcept;

/// Writes what `parse_date` reads: same text back.
[[nodiscard]] std::string to_text(const PartialDate& date);
[[nodiscard]] std::string to_text(Date date);

/// `[from, until)`. An absent bound is unknown, and is treated as open.
struct Period {
    std::optional<Date> from;
    std::optional<Date> until;

    [[nodiscard]] bool contains(Date date) const noexcept;
    [[nodiscard]] bool overlaps(const Period& other) const noexcept;
    [[nodiscard]] bool open() const noexcept { return !from && !until; }

    friend bool operator==(const Period&, const Period&) = default;
};

/// The period of a record: from the first day of `since` up to `until`.
///
/// A bound known by year or month counts whole ("since 2015, until 2018" ends on 2019-01-01, the
/// first day outside); a bound known by day is half-open: `until` is the first day outside.
[[nodiscard]] Period period_of(const PartialDate& since, const PartialDate& until) noexcept;

/// The period of something that happened at `date`: the day, month or year itself; open if unknown.
[[nodiscard]] Period period_of(const PartialDate& date) noexcept;

}  // namespace tissu
