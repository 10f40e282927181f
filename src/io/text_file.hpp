#pragma once
/// \file
/// A file of text, whatever its encoding, given as UTF-8 in pieces of bounded size.

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace tissu::io {

inline constexpr std::uint64_t no_limit = std::numeric_limits<std::uint64_t>::max();

enum class Encoding : unsigned char {
    utf8,
    mixed,    ///< UTF-8 with some bytes that are not: those are taken as Windows-1252
    cp1252,   ///< no well-formed character beyond ASCII, and bytes that are not UTF-8
    utf16le,  ///< with a byte order mark
    utf16be,
};

/// What one pass over the bytes of a file tells.
struct FileFacts {
    std::string sha256;
    std::uint64_t bytes = 0;
    Encoding encoding = Encoding::utf8;
    bool byte_order_mark = false;
    std::int64_t bad_line = 0;     ///< line of the first byte that is not UTF-8, from 1; 0: none
    std::uint64_t bad_offset = 0;  ///< its place in the file, from 1
    unsigned char bad_byte = 0;
};

/// Reads the whole file once, or its first `at_most` bytes. Throws Error{not_found}, Error{io}, Error{unsupported} (a spreadsheet,
/// an archive, a folder, a device), Error{invalid_data} (UTF-16 without mark, UTF-32).
[[nodiscard]] FileFacts inspect(const std::filesystem::path& path, std::uint64_t at_most = no_limit);

/// The length of the well-formed UTF-8 sequence at `text[at]`; 0 if it is malformed, -1 if `text`
/// ends before that can be known.
[[nodiscard]] int sequence_length(std::string_view text, std::size_t at) noexcept;

/// Appends a code point as UTF-8; surrogates and what lies beyond Unicode become U+FFFD.
void append_utf8(std::string& text, std::uint32_t code_point);

/// The text of a file in order. One 64 KiB read buffer.
class TextFile {
public:
    TextFile(const std::filesystem::path& path, const FileFacts& facts);

    /// Appends the next piece to `text`. False at the end of the file.
    bool read_more(std::string& text);

    [[nodiscard]] std::uint64_t bytes_read() const noexcept { return bytes_read_; }

    /// Lines (from 1) with bytes that were not UTF-8, of a mixed file, found since the last call.
    [[nodiscard]] std::vector<std::int64_t> take_bad_lines();

private:
    bool fill();
    void decode_bytes(std::string& text, bool last);
    void decode_utf16(std::string& text, bool last);

    std::ifstream file_;
    std::string name_;
    Encoding encoding_;
    bool skip_mark_;
    std::string pending_;  ///< bytes read, not yet given
    std::uint64_t bytes_read_ = 0;
    std::int64_t line_ = 1;
    char previous_ = 0;
    std::vector<std::int64_t> bad_lines_;
};

}  // namespace tissu::io
