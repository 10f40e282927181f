#include <tissu/recommend/needs.hpp>

#include <algorithm>
#include <array>

#include <tissu/base/error.hpp>
#include <tissu/base/text.hpp>
#include <tissu/catalogue/hierarchy.hpp>
#include <tissu/catalogue/themes.hpp>
#include <tissu/recommend/weights.hpp>
#include <tissu/territory/lattice.hpp>

namespace tissu {

namespace {

bool is_below(const Csr& closure, Index row, Index above) {
    const auto targets = closure.targets(row);
    return std::binary_search(targets.begin(), targets.end(), above);
}

std::vector<Index> distinct(std::vector<Index> rows) {
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    return rows;
}

class Gap {
public:
    Gap(const Snapshot& snapshot, const GapOptions& options)
        : snapshot_(snapshot), options_(options), by_theme_(options.by == "theme"), broader_(broader_themes(snapshot)),
          wider_(wider_territories(snapshot)) {
        if (!by_theme_ && options.by != "territory")
            throw Error(Errc::invalid_argument, "expected by theme or territory, found \"" + shortened(options.by) + "\"");
        if (!options.theme.empty()) theme_ = theme_row(snapshot, options.theme);
        if (!options.territory.empty()) territory_ = territory_row(snapshot, options.territory);
        check_level();
        needs_.resize(by_theme_ ? snapshot.themes.size() : snapshot.territories.size());
        offers_.resize(needs_.size());
    }

    Table table() {
        for (const auto& need : snapshot_.needs) {
            const std::vector<Index> themes = given(need.theme), places = given(need.territory);
            if (need.date.overlaps(options_.period)) count(needs_, themes, places);
        }
        const std::array<bool, 3> offered = offered_kinds();
        for (Index i = 0; i < snapshot_.activities.size(); ++i) {
            const auto& activity = snapshot_.activities[i];
            if (!offered[static_cast<std::size_t>(activity.kind)] || !activity.period.overlaps(options_.period)) continue;
            count(offers_, targets(snapshot_.activity_themes, i), targets(snapshot_.activity_territories, i));
        }
        return written();
    }

private:
    static std::vector<Index> given(Index row) { return row == no_index ? std::vector<Index>() : std::vector<Index>{row}; }

    static std::vector<Index> targets(const std::vector<Snapshot::Link>& links, Index from) {
        std::vector<Index> rows;
        for (const auto& link : rows_of(links, &Snapshot::Link::from, from)) rows.push_back(link.to);
        return rows;
    }

    void check_level() const {
        if (options_.level.empty()) return;
        const std::vector<std::string> kinds = territory_kinds(snapshot_);
        if (std::find(kinds.begin(), kinds.end(), options_.level) != kinds.end()) return;
        std::string known;
        for (const std::string& kind : kinds) known += (known.empty() ? "" : ", ") + kind;
        throw Error(Errc::not_found, "expected a level of " + known + ", found \"" + shortened(options_.level) + "\"");
    }

    [[nodiscard]] std::array<bool, 3> offered_kinds() const {
        std::array<bool, 3> offered{};
        for (const std::string& kind : options_.kinds) {
            const auto at = static_cast<std::size_t>(std::find(recommended_kinds.begin(), recommended_kinds.end(), kind) - recommended_kinds.begin());
            if (at >= offered.size())
                throw Error(Errc::invalid_argument,
                            "expected a kind of resource, event, partnership, found \"" + shortened(kind) + "\"");
            offered[at] = true;
        }
        return offered;
    }

    [[nodiscard]] std::vector<Index> rolled_up(const std::vector<Index>& places) const {
        if (options_.level.empty()) return distinct(places);
        std::vector<Index> result;
        for (const Index place : places)
            for (const Index outer : wider_.targets(place))
                if (snapshot_.word(snapshot_.territories[outer].kind) == options_.level) result.push_back(outer);
        return distinct(result);
    }

    void count(std::vector<std::int64_t>& to, std::vector<Index> themes, std::vector<Index> places) const {
        if (theme_ != no_index) std::erase_if(themes, [&](Index theme) { return !is_below(broader_, theme, theme_); });
        if (territory_ != no_index) std::erase_if(places, [&](Index place) { return !is_below(wider_, place, territory_); });
        if ((theme_ != no_index && themes.empty()) || (territory_ != no_index && places.empty())) return;
        if (by_theme_) themes.resize(std::min<std::size_t>(1, themes.size()));
        for (const Index row : by_theme_ ? themes : rolled_up(places)) ++to[row];
    }

    [[nodiscard]] Table written() const {
        std::int64_t needs = 0, offers = 0;
        for (const std::int64_t one : needs_) needs += one;
        for (const std::int64_t one : offers_) offers += one;
        const auto share = [](std::int64_t part, std::int64_t sum) {
            return sum == 0 ? missing : static_cast<double>(part) / static_cast<double>(sum);
        };
        const auto gap = [&](Index row) { return share(needs_[row], needs) - share(offers_[row], offers); };
        const auto code = [&](Index row) -> const std::string& {
            return by_theme_ ? snapshot_.themes[row].code : snapshot_.territories[row].code;
        };
        std::vector<Index> rows;
        for (Index row = 0; row < needs_.size(); ++row)
            if (needs_[row] + offers_[row] > 0) rows.push_back(row);
        std::sort(rows.begin(), rows.end(), [&](Index a, Index b) {
            const double first = gap(a), second = gap(b);
            return first > second || (!(second > first) && code(a) < code(b));
        });
        Strings ids, labels;
        std::vector<std::int64_t> need_counts, offer_counts;
        std::vector<double> need_shares, offer_shares, gaps;
        for (const Index row : rows) {
            ids.push_back(code(row));
            labels.push_back(by_theme_ ? snapshot_.themes[row].label_fr : snapshot_.territories[row].name);
            need_counts.push_back(needs_[row]);
            offer_counts.push_back(offers_[row]);
            need_shares.push_back(share(needs_[row], needs));
            offer_shares.push_back(share(offers_[row], offers));
            gaps.push_back(gap(row));
        }
        return Table({Column("id", "id", std::move(ids)), Column("label", "", std::move(labels)),
                      Column("needs", "1", std::move(need_counts)), Column("offers", "1", std::move(offer_counts)),
                      Column("needs_share", "share", std::move(need_shares)), Column("offers_share", "share", std::move(offer_shares)),
                      Column("gap", "share", std::move(gaps))},
                     "needs and offers by " + options_.by + "; one counts for " + (by_theme_ ? "its first theme" : "each of its places"));
    }

    const Snapshot& snapshot_;
    const GapOptions& options_;
    bool by_theme_;
    Csr broader_, wider_;
    Index theme_ = no_index, territory_ = no_index;
    std::vector<std::int64_t> needs_, offers_;
};

}  // namespace

Table needs_gap(const Snapshot& snapshot, const GapOptions& options) { return Gap(snapshot, options).table(); }

}  // namespace tissu
