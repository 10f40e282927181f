#pragma once
/// \file
/// From ids in columns to rows: every distinct id gets a number.

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <tissu/base/id.hpp>
#include <tissu/base/table.hpp>

namespace tissu {

/// A column of ids as whoever has it holds it: text, or whole numbers, which are ids by their digits.
/// A view: what it was made from must outlive it.
class IdColumn {
public:
    IdColumn() = default;
    IdColumn(const Strings& text) : text_(&text) {}  // NOLINT(google-explicit-constructor): a view, as span
    IdColumn(std::span<const std::int64_t> numbers) : numbers_(numbers) {}  // NOLINT(google-explicit-constructor)

    [[nodiscard]] std::size_t size() const noexcept { return text_ ? text_->size() : numbers_.size(); }
    [[nodiscard]] bool is_text() const noexcept { return text_ != nullptr; }
    [[nodiscard]] const Strings& text() const noexcept { return *text_; }
    [[nodiscard]] std::span<const std::int64_t> numbers() const noexcept { return numbers_; }

private:
    const Strings* text_ = nullptr;
    std::span<const std::int64_t> numbers_;
};

/// Distinct ids, and the row of each entry of the columns.
struct Numbered {
    std::vector<std::string> ids;
    std::vector<std::vector<Index>> at;  ///< one a column
};

/// The nodes `given`, or, if none are, the distinct ids in order of first appearance along
/// columns[0][0], columns[1][0], …, columns[0][1], …
///
/// Cost    O(entries) time; 12 bytes an entry while it runs, fewer for whole numbers in a narrow range.
///         The same at any number of threads.
/// Throws  Error{invalid_argument} for an empty id, columns of text mixed with columns of numbers or of
///         different lengths, an id given twice and an id that is not given; Error{unsupported} for 2^32 entries.
[[nodiscard]] Numbered numbered(std::span<const IdColumn> columns, const IdColumn& given = {}, unsigned threads = 0);

}  // namespace tissu
