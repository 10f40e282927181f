#pragma once
/// \file
/// What became of communes: the file of movements of the official geographic code.

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <tissu/model/territory.hpp>

namespace tissu::io {

/// One row of the file. Types are COM, COMA, COMD, ARM, or empty: nothing on that side.
struct Movement {
    std::string mod;
    PartialDate date;
    Code before, after;  ///< `commune:91182`, `comd:91182`, … ; empty: none
    std::string name_before, name_after;
    std::int64_t line = 0;
};

/// The life of one code of one kind, as the movements tell it.
struct Life {
    bool known = false;   ///< an event has told whether it exists
    bool exists = true;   ///< after the last event
    PartialDate begun, ended;
    std::vector<std::string> names;  ///< each once, in order of time
    std::int64_t line = 0;  ///< of the first row that names it
    Code parent;          ///< of a part of a commune: the commune it went to last
};

/// Plays the movements in order of time.
///
/// On one day, changes of code (MOD 41, 50) come first: what they give can be merged the same day; ends
/// of delegated communes (MOD 35) come last: some were made the same day. A code exists after a day if a row leads to it, and not if rows only lead away from it. Only rows
/// between equal kinds tell that of a commune: that a delegated commune ends in it, or that one is
/// made of it (MOD 72 at 49220 in 2026), neither begins nor ends it.
class Movements {
public:
    void add(Movement movement) { rows_.push_back(std::move(movement)); }

    /// Sorts the rows and plays them. Once, after the last `add`.
    void play();

    [[nodiscard]] const std::map<Code, Life>& lives() const noexcept { return lives_; }

    /// What to follow: each from, to, date and kind once, with the names on either side.
    [[nodiscard]] std::vector<Succession> successions() const;

private:
    void play_day(std::size_t begin, std::size_t end);

    std::vector<Movement> rows_;
    std::map<Code, Life> lives_;
};

}  // namespace tissu::io
