#include "arrow_in.hpp"

#include <cmath>
#include <cstring>
#include <functional>
#include <limits>
#include <string>
#include <vector>

#include <tissu/base/error.hpp>
#include <tissu/base/text.hpp>

namespace tissu::python {
namespace {

/// Releases a struct of the interface at the end of a scope.
template <class Struct>
struct Owned : Struct {
    Owned() : Struct{} {}
    Owned(const Owned&) = delete;
    Owned& operator=(const Owned&) = delete;
    ~Owned() {
        if (this->release) this->release(this);
    }
};

std::string value_of(const char* metadata, std::string_view wanted) {
    if (!metadata) return {};
    const auto take = [&metadata] {
        std::int32_t number = 0;
        std::memcpy(&number, metadata, sizeof number);
        metadata += sizeof number;
        return number;
    };
    const auto take_text = [&] {
        const auto length = static_cast<std::size_t>(take());
        const std::string_view text(metadata, length);
        metadata += length;
        return text;
    };
    for (std::int32_t left = take(); left > 0; --left) {
        const auto key = take_text();
        const auto value = take_text();
        if (key == wanted) return std::string(value);
    }
    return {};
}

bool bit(const void* bits, std::int64_t at) {
    return (static_cast<const unsigned char*>(bits)[at / 8] >> at % 8 & 1) != 0;
}

bool is_null(const ArrowArray& array, std::int64_t row) {
    return array.null_count != 0 && array.n_buffers > 0 && array.buffers[0] && !bit(array.buffers[0], row + array.offset);
}

template <class T>
T at(const ArrowArray& array, std::int64_t row) {
    return static_cast<const T*>(array.buffers[1])[row + array.offset];
}

using ReadInteger = std::int64_t (*)(const ArrowArray&, std::int64_t);
using ReadReal = double (*)(const ArrowArray&, std::int64_t);
using ReadText = std::string_view (*)(const ArrowArray&, std::int64_t);

template <class T>
std::int64_t integer_at(const ArrowArray& array, std::int64_t row) {
    return static_cast<std::int64_t>(at<T>(array, row));
}

std::int64_t unsigned_at(const ArrowArray& array, std::int64_t row) {
    const auto value = at<std::uint64_t>(array, row);
    if (value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
        throw Error(Errc::unsupported, "expected integers below 2^63, found " + std::to_string(value));
    return static_cast<std::int64_t>(value);
}

std::int64_t boolean_at(const ArrowArray& array, std::int64_t row) { return bit(array.buffers[1], row + array.offset); }

template <class T>
double real_at(const ArrowArray& array, std::int64_t row) {
    return static_cast<double>(at<T>(array, row));
}

template <class Offset>
std::string_view text_at(const ArrowArray& array, std::int64_t row) {
    const auto* offsets = static_cast<const Offset*>(array.buffers[1]) + array.offset + row;
    return {static_cast<const char*>(array.buffers[2]) + offsets[0], static_cast<std::size_t>(offsets[1] - offsets[0])};
}

/// The "view" layout: 16 bytes a value; up to 12 bytes of text inside, else a buffer number and an offset.
std::string_view view_at(const ArrowArray& array, std::int64_t row) {
    const char* view = static_cast<const char*>(array.buffers[1]) + 16 * (array.offset + row);
    std::int32_t length = 0;
    std::memcpy(&length, view, sizeof length);
    if (length <= 12) return {view + 4, static_cast<std::size_t>(length)};
    std::int32_t buffer = 0;
    std::int32_t offset = 0;
    std::memcpy(&buffer, view + 8, sizeof buffer);
    std::memcpy(&offset, view + 12, sizeof offset);
    return {static_cast<const char*>(array.buffers[2 + buffer]) + offset, static_cast<std::size_t>(length)};
}

std::int64_t floor_div(std::int64_t a, std::int64_t b) { return a / b - (a % b != 0 && (a % b < 0) != (b < 0)); }

ReadInteger integer_reader(std::string_view format) {
    if (format == "c") return integer_at<std::int8_t>;
    if (format == "C") return integer_at<std::uint8_t>;
    if (format == "s") return integer_at<std::int16_t>;
    if (format == "S") return integer_at<std::uint16_t>;
    if (format == "i") return integer_at<std::int32_t>;
    if (format == "I") return integer_at<std::uint32_t>;
    if (format == "l") return integer_at<std::int64_t>;
    if (format == "L") return unsigned_at;
    if (format == "b") return boolean_at;
    return nullptr;
}

ReadInteger date_reader(std::string_view format) {
    if (format == "tdD") return integer_at<std::int32_t>;
    if (format == "tdm") return [](const ArrowArray& a, std::int64_t i) { return floor_div(at<std::int64_t>(a, i), 86'400'000); };
    if (format.starts_with("tss")) return [](const ArrowArray& a, std::int64_t i) { return floor_div(at<std::int64_t>(a, i), 86'400); };
    if (format.starts_with("tsm")) return [](const ArrowArray& a, std::int64_t i) { return floor_div(at<std::int64_t>(a, i), 86'400'000); };
    if (format.starts_with("tsu")) return [](const ArrowArray& a, std::int64_t i) { return floor_div(at<std::int64_t>(a, i), 86'400'000'000); };
    if (format.starts_with("tsn")) return [](const ArrowArray& a, std::int64_t i) { return floor_div(at<std::int64_t>(a, i), 86'400'000'000'000); };
    return nullptr;
}

ReadReal real_reader(std::string_view format) {
    if (format == "f") return real_at<float>;
    if (format == "g") return real_at<double>;
    return nullptr;
}

ReadText text_reader(std::string_view format) {
    if (format == "u") return text_at<std::int32_t>;
    if (format == "U") return text_at<std::int64_t>;
    if (format == "vu") return view_at;
    return nullptr;
}

/// One column, batch after batch.
class Builder {
public:
    explicit Builder(const ArrowSchema& schema)
        : name_(schema.name ? schema.name : ""), unit_(value_of(schema.metadata, "unit")), format_(schema.format),
          dictionary_(schema.dictionary ? schema.dictionary->format : "") {}

    void append(const ArrowArray& array) {
        if (!dictionary_.empty()) return append_dictionary(array);
        if (const auto read = integer_reader(format_)) return append_integers(array, read);
        if (const auto read = date_reader(format_)) return append_dates(array, read);
        if (const auto read = real_reader(format_)) return append_reals(array, read);
        if (const auto read = text_reader(format_)) return append_text(array, read);
        if (format_ == "n") {
            for (std::int64_t i = 0; i < array.length; ++i) text_.push_back({});
            return;
        }
        unsupported();
    }

    [[nodiscard]] Column take() {
        if (date_reader(format_) && dictionary_.empty()) return Column::dates(name_, std::move(integers_));
        if (!dictionary_.empty() || text_reader(format_) || format_ == "n") return {name_, unit_, std::move(text_)};
        if (real_reader(format_) || nulls_) return {name_, unit_, std::move(reals_)};
        return {name_, unit_, std::move(integers_)};
    }

private:
    [[noreturn]] void unsupported() const {
        throw Error(Errc::unsupported, "expected numbers, text or dates in column '" + shortened(name_) +
                                           "', found Arrow format '" + shortened(format_) + "'");
    }

    void append_integers(const ArrowArray& array, ReadInteger read) {
        for (std::int64_t i = 0; i < array.length; ++i) {
            const bool null = is_null(array, i);
            const std::int64_t value = null ? 0 : read(array, i);
            if (null && !nulls_) reals_.assign(integers_.begin(), integers_.end());
            nulls_ = nulls_ || null;
            if (nulls_)
                reals_.push_back(null ? std::numeric_limits<double>::quiet_NaN() : static_cast<double>(value));
            else
                integers_.push_back(value);
        }
    }

    void append_dates(const ArrowArray& array, ReadInteger read) {
        for (std::int64_t i = 0; i < array.length; ++i) integers_.push_back(is_null(array, i) ? no_date : read(array, i));
    }

    void append_reals(const ArrowArray& array, ReadReal read) {
        for (std::int64_t i = 0; i < array.length; ++i)
            reals_.push_back(is_null(array, i) ? std::numeric_limits<double>::quiet_NaN() : read(array, i));
    }

    void append_text(const ArrowArray& array, ReadText read) {
        for (std::int64_t i = 0; i < array.length; ++i) text_.push_back(is_null(array, i) ? std::string_view() : read(array, i));
    }

    void append_dictionary(const ArrowArray& array) {
        const auto read_index = integer_reader(format_);
        const auto read = text_reader(dictionary_);
        if (!read_index || !read) unsupported();
        for (std::int64_t i = 0; i < array.length; ++i) {
            const std::int64_t entry = is_null(array, i) ? -1 : read_index(array, i);
            const bool null = entry < 0 || is_null(*array.dictionary, entry);
            text_.push_back(null ? std::string_view() : read(*array.dictionary, entry));
        }
    }

    std::string name_, unit_, format_, dictionary_;
    bool nulls_ = false;
    std::vector<std::int64_t> integers_;
    std::vector<double> reals_;
    Strings text_;
};

void require(ArrowArrayStream& stream, int status) {
    if (status == 0) return;
    const char* why = stream.get_last_error ? stream.get_last_error(&stream) : nullptr;
    throw Error(Errc::io, std::string("expected an Arrow stream, found an error: ") + (why ? why : std::to_string(status)));
}

}  // namespace

Table import_stream(ArrowArrayStream& stream) {
    Owned<ArrowSchema> schema;
    require(stream, stream.get_schema(&stream, &schema));
    const bool batches = std::string_view(schema.format) == "+s";
    std::vector<Builder> builders;
    if (!batches) builders.emplace_back(schema);
    for (std::int64_t i = 0; batches && i < schema.n_children; ++i) builders.emplace_back(*schema.children[i]);
    while (true) {
        Owned<ArrowArray> batch;
        require(stream, stream.get_next(&stream, &batch));
        if (!batch.release) break;
        if (!batches) {
            builders.front().append(batch);
            continue;
        }
        if (batch.offset != 0 || batch.null_count > 0)
            throw Error(Errc::unsupported, "expected record batches without offset and without null rows");
        for (std::size_t i = 0; i < builders.size(); ++i) builders[i].append(*batch.children[i]);
    }
    std::vector<Column> columns;
    for (auto& builder : builders) columns.push_back(builder.take());
    return Table(std::move(columns), value_of(schema.metadata, "note"));
}

Column import_array(const ArrowSchema& schema, const ArrowArray& array) {
    Builder builder(schema);
    builder.append(array);
    return builder.take();
}

}  // namespace tissu::python
