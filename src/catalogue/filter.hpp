#pragma once
/// \file
/// Search options made ready to be asked of each item.

#include <tissu/catalogue/theme_meant.hpp>

#include "catalogue/data.hpp"

namespace tissu::catalogue {

class Filter {
public:
    /// Throws as Catalogue::search does.
    Filter(const Catalogue& catalogue, const SearchOptions& options);

    [[nodiscard]] bool accepts(Index item) const;

    /// True if nothing was asked: every item is accepted.
    [[nodiscard]] bool is_open() const noexcept;

    /// How the theme was read; empty if there is none or no doubt.
    [[nodiscard]] const std::string& theme_understood() const noexcept { return understood_; }

private:
    void take_theme(const MeantTheme& theme);
    void take_territory(const std::string& territory);
    void take_types(const std::vector<std::string>& types);
    [[nodiscard]] bool accepts_words(Index item) const;

    const Catalogue::Data& data_;
    const SearchOptions& options_;
    std::string understood_;
    std::array<bool, 4> kinds_;
    std::vector<bool> themes_, territories_;  ///< empty: any
    std::array<std::vector<bool>, 4> types_;  ///< by kind, then word; empty: any
    std::vector<bool> languages_, accesses_;  ///< by word; empty: any
};

}  // namespace tissu::catalogue
