#pragma once
/// \file
/// Acronyms and what they stand for, as a snapshot says.

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <tissu/catalogue/text.hpp>
#include <tissu/model/snapshot.hpp>

namespace tissu::catalogue {

/// Pairs of an acronym and a text.
struct Acronyms {
    /// One way to write an acronym out.
    struct Meaning {
        std::string text;
        std::vector<std::string> stems;  ///< of its words, stop words left out
        Language language = Language::french;
    };
    std::map<std::string, std::vector<Meaning>, std::less<>> meanings;  ///< by folded acronym
    std::multimap<std::string, std::pair<std::string, std::vector<std::string>>, std::less<>>
        by_first_stem;  ///< acronym and all stems, by the first stem
};

/// Other names of one concept, territory or actor that are capitals (`GUSP`); names with one in brackets
/// (`Quartier prioritaire (QPV)`); and codes of concepts that are the initials of their label. At most 4 meanings each.
[[nodiscard]] Acronyms acronyms_of(const Snapshot& snapshot);

}  // namespace tissu::catalogue
