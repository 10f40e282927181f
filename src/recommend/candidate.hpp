#pragma once
/// \file
/// What is known of an item while a request is answered, and the memory that requests use again.

#include <array>
#include <memory>
#include <mutex>
#include <vector>

#include <tissu/recommend/recommend.hpp>

namespace tissu::recommend_detail {

inline constexpr std::size_t n_kinds = recommended_kinds.size();

/// How near one theme or place is, or the best of an item's.
struct Near {
    double value = 0;
    Relation relation = Relation::none;
    Index what = no_index;  ///< the theme; the place, or the common place of two that lie beside each other
    std::size_t step = 0;   ///< of widening: row of Request::places, or their number: anywhere
    double kilometres = missing;
};

/// An item that could be shown.
struct Candidate {
    Index item = no_index;
    Index theme = no_index;  ///< the nearest of its themes
    double theme_value = 0;
    double shared = 0, shared_count = 0;
    Near place;
};

/// What actors who did the same say of an item.
struct Shared {
    Index item;
    double value = 0;  ///< 0 to 1
    double count = 0;  ///< actors it rests on
};

/// A candidate with its score.
struct Ranked {
    double score;
    Index row;  ///< of the candidates
};

/// Tables by item, actor and territory in which an entry counts only if it was written in this round, so that
/// nothing needs to be cleared between requests.
struct Scratch {
    Scratch(std::size_t n_items, std::size_t actors, std::size_t territories)
        : items(n_items), sum_slots(n_items), actor_round(actors), place_round(territories), place(territories) {}

    struct Slot {
        std::uint32_t round = 0;
        Index row = no_index;
    };
    std::uint32_t round = 0;
    std::vector<Slot> items;      ///< of an item in `candidates`; no_index: it is not admitted
    std::vector<Slot> sum_slots;  ///< of an item in `sums`
    std::vector<Shared> sums;
    std::vector<std::uint32_t> actor_round;
    std::vector<std::uint32_t> place_round;
    std::vector<Near> place;
    std::vector<Candidate> candidates;
    std::array<std::vector<Ranked>, n_kinds> ranked;  ///< of each kind those that are taken
};

/// Lends scratch memory; as many as there are requests at once.
class Pool {
public:
    /// Gives it back at the end.
    class Loan {
    public:
        Loan(Pool& pool, std::unique_ptr<Scratch> scratch) : pool_(pool), scratch_(std::move(scratch)) {}
        Loan(const Loan&) = delete;
        Loan& operator=(const Loan&) = delete;
        ~Loan() { pool_.take_back(std::move(scratch_)); }
        Scratch& operator*() const { return *scratch_; }
        Scratch* operator->() const { return scratch_.get(); }

    private:
        Pool& pool_;
        std::unique_ptr<Scratch> scratch_;
    };

    [[nodiscard]] Loan lend(std::size_t items, std::size_t actors, std::size_t territories);

private:
    void take_back(std::unique_ptr<Scratch> scratch);

    std::mutex mutex_;
    std::vector<std::unique_ptr<Scratch>> free_;
};

}  // namespace tissu::recommend_detail
