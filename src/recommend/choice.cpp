#include "recommend/choice.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

namespace tissu::recommend_detail {

namespace {

constexpr std::size_t choice_of = 100;  ///< candidates that diversity and fairness may choose from
constexpr int halvings = 6;

bool have_common(std::span<const Index> first, std::span<const Index> second) {
    for (std::size_t i = 0, j = 0; i < first.size() && j < second.size();) {
        if (first[i] == second[j]) return true;
        if (first[i] < second[j]) ++i;
        else ++j;
    }
    return false;
}

/// Half for a theme in common, half for a place in common.
double likeness(const Catalogue& catalogue, Index a, Index b) {
    const bool theme = have_common(catalogue.themes().targets(a), catalogue.themes().targets(b));
    const bool place = have_common(catalogue.territories().targets(a), catalogue.territories().targets(b));
    return (theme ? 0.5 : 0) + (place ? 0.5 : 0);
}

/// The territory of the level that an item lies in; no_index: none.
Index group_of(const Catalogue& catalogue, const std::string& level, Index item) {
    const Snapshot& snapshot = catalogue.snapshot();
    for (const Index place : catalogue.territories().targets(item))
        for (const Index wider : catalogue.wider().targets(place))
            if (snapshot.word(snapshot.territories[wider].kind) == level) return wider;
    return no_index;
}

/// Puts the best choice of one kind in front, one seat after the other.
class Seating {
public:
    Seating(const Search& search, std::vector<Ranked> best, std::size_t seats)
        : search_(search), best_(std::move(best)), seats_(std::min(seats, best_.size())) {
        if (search.options.fairness == 0) return;
        for (const Ranked& one : best_) {
            group_.push_back(group_of(search.data.catalogue, search.options.level, item_of(one)));
            if (group_.back() != no_index) share_[group_.back()] += 1;
        }
        for (auto& [group, share] : share_) share /= static_cast<double>(best_.size());
    }

    [[nodiscard]] std::vector<Ranked> seated(double fairness) const {
        const double diversity = search_.options.diversity;
        std::vector<Ranked> result;
        std::vector<double> like(best_.size());
        std::vector<bool> sits(best_.size());
        std::map<Index, double> shown;
        while (result.size() < seats_) {
            const auto gain = [&](std::size_t i) {
                double sum = (1 - diversity) * best_[i].score - diversity * like[i];
                if (fairness > 0 && group_[i] != no_index)
                    sum += fairness * deficit(shown, group_[i], static_cast<double>(result.size()));
                return sum;
            };
            std::size_t next = best_.size();
            for (std::size_t i = 0; i < best_.size(); ++i)
                if (!sits[i] && (next == best_.size() || gain(i) > gain(next))) next = i;
            sits[next] = true;
            result.push_back(best_[next]);
            if (fairness > 0) shown[group_[next]] += 1;
            for (std::size_t i = 0; diversity > 0 && i < best_.size(); ++i)
                if (!sits[i]) like[i] = std::max(like[i], likeness(search_.data.catalogue, item_of(best_[next]), item_of(best_[i])));
        }
        return result;
    }

private:
    Index item_of(const Ranked& one) const { return search_.candidates()[one.row].item; }

    double deficit(const std::map<Index, double>& shown, Index group, double seats) const {
        const auto found = shown.find(group);
        const double part = found == shown.end() ? 0 : found->second / seats;
        return std::max(0.0, share_.at(group) - part);
    }

    const Search& search_;
    std::vector<Ranked> best_;
    std::size_t seats_;
    std::vector<Index> group_;
    std::map<Index, double> share_;
};

double sum_of(const std::vector<Ranked>& list) {
    double sum = 0;
    for (const Ranked& one : list) sum += one.score;
    return sum;
}

}  // namespace

Choice chosen(const Search& search, const Widenings& widenings) {
    const RecommendOptions& options = search.options;
    const auto id = [&](const Ranked& one) { return search.data.catalogue.id_of(search.candidates()[one.row].item); };
    const auto better = [&](const Ranked& a, const Ranked& b) {
        return a.score != b.score ? a.score > b.score : id(a) < id(b);
    };
    std::vector<Seating> tables;
    for (std::size_t kind = 0; kind < n_kinds; ++kind) {
        auto& best = search.scratch.ranked[kind];
        const std::size_t seats = std::min(widenings[kind].seats, best.size());
        const bool choose = options.diversity > 0 || options.fairness > 0;
        const std::size_t wanted = std::min(best.size(), choose ? std::max(seats, choice_of) : seats);
        const auto end = best.begin() + static_cast<std::ptrdiff_t>(wanted);
        std::partial_sort(best.begin(), end, best.end(), better);
        tables.emplace_back(search, std::vector<Ranked>(best.begin(), end), seats);
    }
    const auto seat = [&](double fairness) {
        std::vector<Ranked> list;
        for (const Seating& table : tables) std::ranges::copy(table.seated(fairness), std::back_inserter(list));
        return list;
    };
    Choice choice{seat(0), 0, 0};
    const double most = sum_of(choice.items);
    double fairness = options.fairness;
    for (int times = 0; fairness > 0 && times <= halvings; ++times, fairness /= 2) {
        std::vector<Ranked> list = seat(fairness);
        const double loss = most > 0 ? std::max(0.0, 1 - sum_of(list) / most) : 0;
        if (loss > options.most_loss) continue;
        choice = {std::move(list), fairness, loss};
        break;
    }
    std::sort(choice.items.begin(), choice.items.end(), better);
    return choice;
}

}  // namespace tissu::recommend_detail
