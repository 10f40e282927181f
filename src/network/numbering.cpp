#include <tissu/network/numbering.hpp>

#include <algorithm>
#include <bit>
#include <charconv>
#include <cstring>
#include <type_traits>
#include <utility>

#include <tissu/base/error.hpp>
#include <tissu/base/parallel.hpp>
#include <tissu/base/text.hpp>

namespace tissu {
namespace {

constexpr std::size_t chunk_size = std::size_t{1} << 16;

[[noreturn]] void refuse(const std::string& message) { throw Error(Errc::invalid_argument, message); }

std::string written(std::int64_t number) {
    char digits[24];
    return {digits, std::to_chars(digits, digits + sizeof digits, number).ptr};
}
std::string written(std::string_view text) { return std::string(text); }

std::uint64_t mixed(std::uint64_t bits) noexcept {
    bits = (bits ^ (bits >> 32)) * 0x9E3779B97F4A7C15U;
    bits = (bits ^ (bits >> 29)) * 0xBF58476D1CE4E5B9U;
    return bits ^ (bits >> 32);
}

std::uint32_t hash_of(std::int64_t number) noexcept {
    return static_cast<std::uint32_t>(mixed(static_cast<std::uint64_t>(number)));
}

std::uint32_t hash_of(std::string_view text) noexcept {
    std::uint64_t hash = text.size();
    while (text.size() >= 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, text.data(), 8);
        hash = mixed(hash ^ word);
        text.remove_prefix(8);
    }
    std::uint64_t word = 0;
    std::memcpy(&word, text.data(), text.size());
    return static_cast<std::uint32_t>(mixed(hash ^ word));
}

/// The given ids, then the columns side by side, as one sequence.
template <class Key>
class Sequence {
public:
    Sequence(std::span<const IdColumn> columns, const IdColumn& given) : columns_(columns), given_(given) {}

    [[nodiscard]] std::size_t given() const noexcept { return given_.size(); }
    [[nodiscard]] std::size_t size() const noexcept {
        return given_.size() + (columns_.empty() ? 0 : columns_.size() * columns_[0].size());
    }
    [[nodiscard]] Key operator[](std::size_t i) const noexcept {
        if (i < given_.size()) return key(given_, i);
        i -= given_.size();
        return columns_.size() == 2 ? key(columns_[i & 1U], i >> 1U) : key(columns_[i % columns_.size()], i / columns_.size());
    }
    /// Where an entry stands, for a message.
    [[nodiscard]] std::string place(std::size_t i) const {
        if (i < given_.size()) return " (node " + std::to_string(i) + ")";
        return " (row " + std::to_string((i - given_.size()) / columns_.size()) + ")";
    }

private:
    static Key key(const IdColumn& column, std::size_t i) noexcept {
        if constexpr (std::is_same_v<Key, std::int64_t>) return column.numbers().data()[i];
        else return column.text()[i];
    }

    std::span<const IdColumn> columns_;
    const IdColumn& given_;
};

/// For each entry the first one of the same key, by open addressing.
template <class Key>
class Table32 {
public:
    explicit Table32(std::size_t entries) : slots_(std::bit_ceil(2 * entries + 2), Slot{0, no_index}) {}

    Index first(const Sequence<Key>& keys, Index at, std::uint32_t hash) {
        Slot* slots = slots_.data();
        const std::size_t mask = slots_.size() - 1;
        for (std::size_t i = hash & mask;; i = (i + 1) & mask) {
            if (slots[i].first == no_index) slots[i] = {hash, at};
            else if (slots[i].hash != hash || keys[slots[i].first] != keys[at]) continue;
            return slots[i].first;
        }
    }

private:
    struct Slot {
        std::uint32_t hash;
        Index first;
    };
    std::vector<Slot> slots_;
};

/// Entries are dealt to parts by their hashes; each part then has a small table of its own.
template <class Key>
std::vector<Index> first_by_hash(const Sequence<Key>& keys, unsigned threads) {
    const std::size_t n = keys.size();
    const unsigned bits = n < chunk_size ? 0U : 7U;
    const std::size_t parts = std::size_t{1} << bits;
    const auto part_of = [bits](std::uint32_t hash) { return bits == 0 ? 0U : hash >> (32U - bits); };
    std::vector<std::uint32_t> hashes(n);
    std::vector<Index> places(chunk_count(n, chunk_size) * parts);  // by chunk and part: entries, then where they go
    for_each_chunk(n, chunk_size, threads, [&](std::size_t chunk, std::size_t begin, std::size_t end) {
        Index* count = places.data() + chunk * parts;
        for (std::size_t i = begin; i < end; ++i) ++count[part_of(hashes[i] = hash_of(keys[i]))];
    });
    std::vector<std::size_t> begins(parts + 1);
    std::size_t sum = 0;
    for (std::size_t part = 0; part < parts; ++part) {
        begins[part] = sum;
        for (std::size_t chunk = 0; chunk * parts < places.size(); ++chunk)
            sum += std::exchange(places[chunk * parts + part], static_cast<Index>(sum));
    }
    begins[parts] = sum;
    std::vector<Index> order(n);
    for_each_chunk(n, chunk_size, threads, [&](std::size_t chunk, std::size_t begin, std::size_t end) {
        Index* place = places.data() + chunk * parts;
        for (std::size_t i = begin; i < end; ++i) order[place[part_of(hashes[i])]++] = static_cast<Index>(i);
    });
    std::vector<Index> first(n);
    for_each_chunk(parts, 1, threads, [&](std::size_t part, std::size_t, std::size_t) {
        Table32<Key> table(begins[part + 1] - begins[part]);
        for (std::size_t k = begins[part]; k < begins[part + 1]; ++k)
            first[order[k]] = table.first(keys, order[k], hashes[order[k]]);
    });
    return first;
}

/// Whole numbers that lie close together need no hash.
std::vector<Index> first_by_value(const Sequence<std::int64_t>& keys, std::int64_t low, std::int64_t high) {
    std::vector<Index> seen(static_cast<std::size_t>(high - low) + 1, no_index);
    std::vector<Index> first(keys.size());
    for (std::size_t i = 0; i < first.size(); ++i) {
        Index& known = seen.data()[keys[i] - low];
        if (known == no_index) known = static_cast<Index>(i);
        first.data()[i] = known;
    }
    return first;
}

std::vector<Index> first_entries(const Sequence<std::string_view>& keys, unsigned threads) {
    std::vector<Index> first = first_by_hash(keys, threads);
    for (std::size_t i = 0; i < keys.size(); ++i)
        if (first[i] == i && keys[i].empty()) refuse("expected an id, found an empty text" + keys.place(i));
    return first;
}

std::vector<Index> first_entries(const Sequence<std::int64_t>& keys, unsigned threads) {
    if (keys.size() == 0) return {};
    std::int64_t low = keys[0];
    std::int64_t high = low;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        low = std::min(low, keys[i]);
        high = std::max(high, keys[i]);
    }
    const std::uint64_t range = static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low);
    return range < 2 * keys.size() + 1024 ? first_by_value(keys, low, high) : first_by_hash(keys, threads);
}

/// First entries become rows: 0, 1, … in their order. The others have theirs from an earlier entry.
template <class Key>
std::vector<std::string> make_rows(const Sequence<Key>& keys, std::vector<Index>& first) {
    std::vector<std::string> ids;
    Index* row = first.data();
    for (std::size_t i = 0; i < first.size(); ++i) {
        if (row[i] != i) {
            row[i] = row[row[i]];
            continue;
        }
        row[i] = static_cast<Index>(ids.size());
        ids.push_back(written(keys[i]));
    }
    return ids;
}

/// The given ids are the rows: nothing may be first behind them.
template <class Key>
std::vector<std::string> check_given(const Sequence<Key>& keys, const std::vector<Index>& first) {
    std::vector<std::string> ids(keys.given());
    for (std::size_t i = 0; i < ids.size(); ++i) {
        ids[i] = written(keys[i]);
        if (first[i] != i)
            refuse("expected distinct ids, found \"" + shortened(ids[i]) + "\" twice" + keys.place(i));
    }
    for (std::size_t i = ids.size(); i < first.size(); ++i)
        if (first[i] == i)
            refuse("expected one of the nodes given, found \"" + shortened(written(keys[i])) + "\"" + keys.place(i));
    return ids;
}

template <class Key>
Numbered number(const Sequence<Key>& keys, std::size_t columns, unsigned threads) {
    if (keys.size() >= no_index)
        throw Error(Errc::unsupported, "expected fewer than " + std::to_string(no_index) + " ids, found " +
                                           std::to_string(keys.size()));
    std::vector<Index> first = first_entries(keys, threads);
    Numbered result;
    result.ids = keys.given() > 0 ? check_given(keys, first) : make_rows(keys, first);
    const std::size_t entries = columns == 0 ? 0 : (first.size() - keys.given()) / columns;
    for (std::size_t c = 0; c < columns; ++c) {
        std::vector<Index> at(entries);
        for (std::size_t i = 0; i < entries; ++i) at[i] = first[keys.given() + i * columns + c];
        result.at.push_back(std::move(at));
    }
    return result;
}

}  // namespace

Numbered numbered(std::span<const IdColumn> columns, const IdColumn& given, unsigned threads) {
    bool text = given.is_text();
    bool numbers = !given.is_text() && given.size() > 0;
    for (const IdColumn& column : columns) {
        if (column.size() != columns[0].size())
            refuse("expected columns of equal length, found " + std::to_string(columns[0].size()) + " and " +
                   std::to_string(column.size()) + " ids");
        (column.is_text() ? text : numbers) |= column.size() > 0;
    }
    if (text && numbers) refuse("expected ids that are all text or all whole numbers, found both");
    if (text) return number(Sequence<std::string_view>(columns, given), columns.size(), threads);
    return number(Sequence<std::int64_t>(columns, given), columns.size(), threads);
}

}  // namespace tissu
