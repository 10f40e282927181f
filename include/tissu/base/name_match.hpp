#pragma once
/// \file
/// How well a name or a code answers what a person typed.

#include <string>
#include <string_view>
#include <vector>

namespace tissu {

/// Best first.
enum class Match : unsigned char {
    code,    ///< the code, with or without its scheme
    name,    ///< the whole name
    prefix,  ///< the name starts with it
    word,    ///< every word is a word of the name; the last may be the beginning of one
    near,    ///< nothing of the above: a name that is spelt alike
    none,
};

/// The word of a match: "code", "name", …
[[nodiscard]] std::string_view name_of(Match match) noexcept;

/// What a person typed, folded once. Accents, case, hyphens and "St" do not matter (see name_key).
class NameQuery {
public:
    explicit NameQuery(std::string_view text);
    NameQuery(const NameQuery&) = delete;
    NameQuery& operator=(const NameQuery&) = delete;

    [[nodiscard]] bool empty() const noexcept { return code_.empty() && key_.empty(); }

    /// `code` or `none`.
    [[nodiscard]] Match match_code(std::string_view code) const;

    /// `name`, `prefix`, `word` or `none`.
    [[nodiscard]] Match match_name(std::string_view name) const;

private:
    std::string code_;
    std::string key_;
    std::vector<std::string_view> words_;  ///< of key_
};

}  // namespace tissu
