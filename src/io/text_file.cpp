#include "io/text_file.hpp"

#include <array>
#include <utility>

#include <tissu/base/error.hpp>
#include <tissu/base/hash.hpp>

namespace tissu::io {
namespace {

constexpr std::size_t read_size = 64 * 1024;

// Windows-1252, 0x80 to 0x9F; the five bytes without meaning become U+FFFD.
constexpr std::array<std::uint16_t, 32> cp1252 = {
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};

void append_cp1252(std::string& text, unsigned char byte) {
    append_utf8(text, byte >= 0x80 && byte < 0xA0 ? cp1252[byte - 0x80u] : byte);
}

std::ifstream open_file(const std::filesystem::path& path) {
    std::error_code failure;
    const auto status = std::filesystem::status(path, failure);
    if (!std::filesystem::exists(status))
        throw Error(Errc::not_found, "expected a file, found nothing at " + path.string());
    if (!std::filesystem::is_regular_file(status))
        throw Error(Errc::unsupported,
                    "expected a regular file, found a folder or a device: " + path.string());
    std::ifstream file(path, std::ios::binary);
    if (!file) throw Error(Errc::io, "could not open " + path.string());
    return file;
}

// What the first bytes betray. UTF-16 without mark: every second byte of Latin text is zero.
void refuse_other_formats(std::string_view head, const std::string& name) {
    if (head.starts_with("PK\x03\x04") || head.starts_with("\xD0\xCF\x11\xE0"))
        throw Error(Errc::unsupported,
                    name + ": expected text, found a spreadsheet or an archive; save it as CSV (UTF-8)");
    if (head.starts_with(std::string_view("\xFF\xFE\0\0", 4)) ||
        head.starts_with(std::string_view("\0\0\xFE\xFF", 4)))
        throw Error(Errc::invalid_data,
                    name + ", line 1, byte 1: expected UTF-8 text, found UTF-32; save it as UTF-8");
    if (head.starts_with("\xFF\xFE") || head.starts_with("\xFE\xFF")) return;
    std::array<std::size_t, 2> zeros{};
    for (std::size_t i = 0; i < head.size(); ++i)
        if (head[i] == '\0') ++zeros[i % 2];
    if (head.size() >= 4 && (zeros[0] == 0 || zeros[1] == 0) && (zeros[0] + zeros[1]) * 4 > head.size())
        throw Error(Errc::invalid_data, name +
                                            ", line 1, byte 1: expected UTF-8 text, found UTF-16 without "
                                            "byte order mark; save it as UTF-8");
}

// Counts what is and what is not UTF-8, over pieces.
class Scan {
public:
    void feed(std::string_view piece, bool last) {
        pending_.append(piece);
        std::size_t i = 0;
        while (i < pending_.size()) {
            const auto byte = static_cast<unsigned char>(pending_[i]);
            const int length = byte < 0x80 ? 1 : sequence_length(pending_, i);
            if (length < 0 && !last) break;
            if (length <= 0) found_bad(byte, done_ + i + 1);
            if (length > 1) ++beyond_ascii_;
            if (byte == '\r' || (byte == '\n' && previous_ != '\r')) ++line_;
            previous_ = pending_[i];
            i += length > 0 ? static_cast<std::size_t>(length) : 1;
        }
        done_ += i;
        pending_.erase(0, i);
    }

    void tell(FileFacts& facts) const {
        facts.bad_line = bad_line_;
        facts.bad_offset = bad_offset_;
        facts.bad_byte = bad_byte_;
        if (bad_line_ > 0) facts.encoding = beyond_ascii_ > 0 ? Encoding::mixed : Encoding::cp1252;
    }

private:
    void found_bad(unsigned char byte, std::uint64_t offset) {
        if (bad_line_ > 0) return;
        bad_line_ = line_;
        bad_offset_ = offset;
        bad_byte_ = byte;
    }

    std::string pending_;
    std::uint64_t done_ = 0;
    std::uint64_t beyond_ascii_ = 0;
    std::int64_t line_ = 1;
    char previous_ = 0;
    std::int64_t bad_line_ = 0;
    std::uint64_t bad_offset_ = 0;
    unsigned char bad_byte_ = 0;
};

}  // namespace

int sequence_length(std::string_view text, std::size_t at) noexcept {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
    const unsigned char first = byte(0);
    if (first < 0x80) return 1;
    if (first < 0xC2 || first > 0xF4) return 0;
    const std::size_t length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    for (std::size_t i = 1; i < length; ++i) {
        if (at + i >= text.size()) return -1;
        unsigned char low = 0x80;
        unsigned char high = 0xBF;
        if (i == 1 && first == 0xE0) low = 0xA0;   // overlong
        if (i == 1 && first == 0xED) high = 0x9F;  // surrogates
        if (i == 1 && first == 0xF0) low = 0x90;
        if (i == 1 && first == 0xF4) high = 0x8F;  // beyond U+10FFFF
        if (byte(i) < low || byte(i) > high) return 0;
    }
    return static_cast<int>(length);
}

void append_utf8(std::string& text, std::uint32_t code_point) {
    if ((code_point >= 0xD800 && code_point < 0xE000) || code_point > 0x10FFFF) code_point = 0xFFFD;
    const auto put = [&](std::uint32_t byte) {
        text.push_back(static_cast<char>(static_cast<unsigned char>(byte)));
    };
    if (code_point < 0x80) {
        put(code_point);
    } else if (code_point < 0x800) {
        put(0xC0 | (code_point >> 6));
        put(0x80 | (code_point & 0x3F));
    } else if (code_point < 0x10000) {
        put(0xE0 | (code_point >> 12));
        put(0x80 | ((code_point >> 6) & 0x3F));
        put(0x80 | (code_point & 0x3F));
    } else {
        put(0xF0 | (code_point >> 18));
        put(0x80 | ((code_point >> 12) & 0x3F));
        put(0x80 | ((code_point >> 6) & 0x3F));
        put(0x80 | (code_point & 0x3F));
    }
}

FileFacts inspect(const std::filesystem::path& path, std::uint64_t at_most) {
    std::ifstream file = open_file(path);
    FileFacts facts;
    Sha256 hash;
    Scan scan;
    std::string piece(read_size, '\0');
    bool first = true;
    for (bool last = false; !last && facts.bytes < at_most;) {
        file.read(piece.data(), static_cast<std::streamsize>(read_size));
        const auto count = static_cast<std::size_t>(file.gcount());
        if (file.bad()) throw Error(Errc::io, "could not read " + path.string());
        last = count < read_size;
        const std::string_view bytes(piece.data(), count);
        if (first) {
            refuse_other_formats(bytes.substr(0, 4096), path.filename().string());
            facts.byte_order_mark = bytes.starts_with("\xEF\xBB\xBF");
            if (bytes.starts_with("\xFF\xFE")) facts.encoding = Encoding::utf16le;
            if (bytes.starts_with("\xFE\xFF")) facts.encoding = Encoding::utf16be;
        }
        first = false;
        hash.update(bytes);
        facts.bytes += count;
        if (facts.encoding == Encoding::utf8) scan.feed(bytes, last);
    }
    facts.sha256 = hash.hex();
    if (facts.encoding == Encoding::utf8) {
        scan.tell(facts);
    } else {
        facts.byte_order_mark = true;
        facts.bad_line = 1;
        facts.bad_offset = 1;
        facts.bad_byte = facts.encoding == Encoding::utf16le ? 0xFF : 0xFE;
    }
    return facts;
}

TextFile::TextFile(const std::filesystem::path& path, const FileFacts& facts)
    : file_(open_file(path)),
      name_(path.string()),
      encoding_(facts.encoding),
      skip_mark_(facts.byte_order_mark) {}

// Adds up to 64 KiB to `pending_`. False when the file has ended.
bool TextFile::fill() {
    const std::size_t before = pending_.size();
    pending_.resize(before + read_size);
    file_.read(pending_.data() + before, static_cast<std::streamsize>(read_size));
    const auto count = static_cast<std::size_t>(file_.gcount());
    if (file_.bad()) throw Error(Errc::io, "could not read " + name_);
    pending_.resize(before + count);
    bytes_read_ += count;
    return count == read_size;
}

bool TextFile::read_more(std::string& text) {
    if (!file_) return false;
    const bool more = fill();
    const bool utf16 = encoding_ == Encoding::utf16le || encoding_ == Encoding::utf16be;
    if (skip_mark_) pending_.erase(0, utf16 ? 2 : 3);
    skip_mark_ = false;
    if (utf16) decode_utf16(text, !more);
    else if (encoding_ == Encoding::utf8) text.append(std::exchange(pending_, {}));
    else decode_bytes(text, !more);
    return true;
}

void TextFile::decode_bytes(std::string& text, bool last) {
    std::size_t i = 0;
    while (i < pending_.size()) {
        const auto byte = static_cast<unsigned char>(pending_[i]);
        if (byte == '\r' || (byte == '\n' && previous_ != '\r')) ++line_;
        previous_ = pending_[i];
        const int length = byte < 0x80 ? 1 : sequence_length(pending_, i);
        if (length < 0 && !last) break;
        if (length > 0) {
            text.append(pending_, i, static_cast<std::size_t>(length));
            i += static_cast<std::size_t>(length);
            continue;
        }
        append_cp1252(text, byte);
        if (encoding_ == Encoding::mixed && (bad_lines_.empty() || bad_lines_.back() != line_))
            bad_lines_.push_back(line_);
        ++i;
    }
    pending_.erase(0, i);
}

void TextFile::decode_utf16(std::string& text, bool last) {
    const auto unit = [&](std::size_t i) {
        const auto a = static_cast<unsigned char>(pending_[i]);
        const auto b = static_cast<unsigned char>(pending_[i + 1]);
        return static_cast<std::uint32_t>(encoding_ == Encoding::utf16le ? a | b << 8 : a << 8 | b);
    };
    std::size_t i = 0;
    while (i + 1 < pending_.size()) {
        const std::uint32_t high = unit(i);
        if (high >= 0xD800 && high < 0xDC00) {
            if (i + 3 >= pending_.size() && !last) break;
            const std::uint32_t low = i + 3 < pending_.size() ? unit(i + 2) : 0;
            if (low >= 0xDC00 && low < 0xE000) {
                append_utf8(text, 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00));
                i += 4;
                continue;
            }
        }
        append_utf8(text, high);
        i += 2;
    }
    pending_.erase(0, i);
    if (last && !pending_.empty()) append_utf8(text, 0xFFFD);
}

std::vector<std::int64_t> TextFile::take_bad_lines() { return std::exchange(bad_lines_, {}); }

}  // namespace tissu::io
