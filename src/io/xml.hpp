#pragma once
/// \file
/// XML read piece by piece: elements, attributes and text; without document types.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "io/text_file.hpp"

namespace tissu::io {

/// What comes next in a file. Names are local names: prefixes are taken off.
struct XmlPiece {
    enum class Kind : unsigned char { start, end, text, finished };
    Kind kind = Kind::finished;
    std::string name;                                             ///< of an element
    std::string text;                                             ///< characters, references replaced
    std::vector<std::pair<std::string, std::string>> attributes;  ///< of a start
    std::int64_t line = 1;
};

/// Reads XML 1.0 in order; memory of one piece.
///
/// Throws Error{invalid_data} with the line for a document type, an entity that is not one of the five of XML, tags
/// that do not match, more than 64 levels, a piece of more than 4 MiB, and anything that is not well-formed.
class XmlReader {
public:
    XmlReader(const std::filesystem::path& path, const FileFacts& facts, std::string name);

    [[nodiscard]] XmlPiece next();
    [[nodiscard]] std::uint64_t bytes_read() const noexcept { return file_.bytes_read(); }

private:
    [[noreturn]] void fail(const std::string& rule) const;
    bool has(std::size_t count);
    [[nodiscard]] bool starts(std::string_view with);
    std::string take_until(std::string_view end, const char* what);
    void drop(std::size_t count);
    XmlPiece tag();
    XmlPiece closed(std::string name);
    [[nodiscard]] std::string resolved(std::string_view text) const;

    TextFile file_;
    std::string name_, buffer_;
    std::size_t at_ = 0;
    bool more_ = true;
    std::int64_t line_ = 1;
    std::vector<std::string> open_;
    std::string to_close_;  ///< of an element without content
    bool root_seen_ = false;
};

/// `text` for XML: `& < > "` as references, control characters left out.
[[nodiscard]] std::string xml_text(std::string_view text);

}  // namespace tissu::io
