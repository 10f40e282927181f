#pragma once
/// \file
/// What a recommender keeps of a catalogue, so that a request looks only at what may be shown.

#include <array>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include <tissu/catalogue/theme_meant.hpp>
#include <tissu/recommend/recommend.hpp>

#include "recommend/alike.hpp"
#include "recommend/candidate.hpp"

namespace tissu {

/// The value of the signal `recent`: halved in three years; 0 if undated.
[[nodiscard]] double recent_value(double years);

struct Recommender::Data {
    explicit Data(Catalogue of);

    /// What a request reads of every item it looks at, side by side.
    struct Facts {
        double recent = 0, used = 0;    ///< values of the signals
        tissu::Index place = no_index;  ///< the only place; no_index: none, or several
        bool several = false;
    };

    Catalogue catalogue;
    tissu::Index activities = 0;
    Csr about;                                    ///< items x themes; weight: how much of the item it is
    Csr items_about;                              ///< the same the other way round
    Csr leading_about;                            ///< of each theme and kind the 200 most recent and used
    Csr items_at;                                 ///< territories x items
    std::vector<std::int64_t> items_inside;       ///< by territory: in it or below
    Csr matches;                                  ///< themes x themes: 1 exact, .9 close
    std::vector<double> depth;                    ///< by theme
    std::vector<std::array<double, 3>> position;  ///< by territory, on the unit sphere; NaN: unknown
    std::vector<unsigned char> kind;              ///< by item
    std::optional<Date> now;                      ///< when the last activity began
    std::vector<double> years;                    ///< by item: since its end; NaN: undated
    std::vector<Facts> facts;                     ///< by item
    std::vector<bool> person;                     ///< by actor

    /// From the beginning of a period to `now`; 0 if it has none or is later.
    [[nodiscard]] double years_before_now(const Period& period) const;

    /// Computed when the first actor asks.
    [[nodiscard]] const recommend_detail::Alike& alike() const;
    [[nodiscard]] const recommend_detail::Contacts& contacts() const;

    /// `theme_meant` and `territory_row` of what was asked before are not looked up again.
    [[nodiscard]] MeantTheme theme_of(const std::string& text) const;
    [[nodiscard]] tissu::Index territory_of(const std::string& text) const;

    mutable recommend_detail::Pool pool;

private:
    template <class Value>
    using Known = std::unordered_map<std::string, Value>;

    void set_kinds();
    void set_times();
    void set_used();
    void set_places();
    void set_themes();
    void set_leading();
    [[nodiscard]] bool says(tissu::Index item, tissu::Index theme) const;
    template <class Value, class Find>
    [[nodiscard]] Value known(Known<Value>& names, const std::string& text, Find find) const;

    mutable std::once_flag alike_once_;
    mutable recommend_detail::Alike alike_;
    mutable std::once_flag contacts_once_;
    mutable recommend_detail::Contacts contacts_;
    mutable std::mutex names_;
    mutable Known<MeantTheme> themes_;
    mutable Known<tissu::Index> territories_;
};

}  // namespace tissu
