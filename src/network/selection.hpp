#pragma once
/// \file
/// A lens made ready for one snapshot: words checked, codes resolved, questions answered by row.

#include <set>
#include <string_view>
#include <vector>

#include <tissu/network/lens.hpp>

namespace tissu {

class Selection {
public:
    /// Throws as `two_mode` does.
    Selection(const Snapshot& snapshot, const Lens& lens);

    /// Of the kind the lens looks at, and not left out.
    [[nodiscard]] bool has_kind(Index actor) const;
    [[nodiscard]] bool left_out(Index actor) const { return actor != no_index && left_out_[actor]; }

    /// The seat lies where the lens looks.
    [[nodiscard]] bool inside(Index seat) const;

    /// A row of the network, if the lens looks at actors.
    [[nodiscard]] bool has_actor(Index actor) const;

    [[nodiscard]] bool has_activity(Index activity) const;
    [[nodiscard]] bool has_affiliation(const Snapshot::AffiliationRow& affiliation) const;

    /// The period of a membership lies in the lens.
    [[nodiscard]] bool in_period(const Period& period) const { return period.overlaps(lens_.period); }

    [[nodiscard]] bool actors() const { return lens_.nodes != "territory" && lens_.nodes != "theme"; }

private:
    void check_words() const;
    [[nodiscard]] bool via(std::string_view word) const;
    [[nodiscard]] bool of_types(Index word) const;

    const Snapshot& snapshot_;
    const Lens& lens_;
    std::vector<bool> inside_;    ///< by territory; empty: everywhere
    std::vector<bool> about_;     ///< by theme; empty: everything
    std::vector<bool> left_out_;  ///< by actor
    std::set<std::string, std::less<>> types_;
};

/// What follows the scheme: "PRE" of "participation_status:PRE".
[[nodiscard]] std::string_view value_of(std::string_view word);

}  // namespace tissu
