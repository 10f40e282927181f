#include "recommend/model_trial.hpp"

#include <tissu/base/parallel.hpp>
#include <tissu/base/random.hpp>
#include <tissu/recommend/evaluate.hpp>

#include "recommend/dense.hpp"
#include "recommend/model_rows.hpp"

namespace tissu::recommend {
namespace {

constexpr std::size_t list_length = 20;
constexpr std::size_t most_users = 6000;
constexpr std::size_t strip = 50;  // users at a time

using Scores = std::vector<float>;  // by item

class Trials {
public:
    Trials(const Interactions& uses, const ItemModelOptions& options, const Progress& progress)
        : options_(options), progress_(progress), split_(hold_out(uses, 0.2, options.seed)) {
        for (Index user = 0; user < split_.held.rows(); ++user)
            if (split_.held.degree(user) > 0 && split_.kept.by_user().degree(user) > 0) users_.push_back(user);
        Random random(options.seed, 1);
        random.shuffle(std::span<Index>(users_));
        if (users_.size() > most_users) users_.resize(most_users);
        std::sort(users_.begin(), users_.end());
    }

    std::vector<ItemModelTrial> run() {
        try_popularity();
        if (users_.empty()) return std::move(trials_);
        try_cooccurrence();
        try_spectral();
        if (split_.kept.items() <= options_.ease_items) try_ease();
        return std::move(trials_);
    }

private:
    /// Ranks all items for all users by each variant. `prepare` fills what the variants of a strip share.
    template <class Prepare>
    void rank(const std::vector<ItemModelOptions>& tried, Prepare prepare) {
        const Interactions& uses = split_.kept;
        std::vector<std::vector<ListQuality>> quality(tried.size(), std::vector<ListQuality>(users_.size()));
        for_each_chunk(users_.size(), strip, options_.threads, [&](std::size_t, std::size_t begin, std::size_t end) {
            const auto score = prepare(std::span<const Index>(users_).subspan(begin, end - begin));
            Scores scores(uses.items());
            for (std::size_t x = begin; x < end; ++x)
                for (std::size_t variant = 0; variant < tried.size(); ++variant) {
                    score(x - begin, variant, scores);
                    quality[variant][x] = list_quality(best_items(scores, users_[x]), split_.held.targets(users_[x]), list_length);
                }
            progress_.report(0);
        });
        for (std::size_t variant = 0; variant < tried.size(); ++variant) {
            ListQuality sum;
            for (const ListQuality& one : quality[variant]) {
                sum.recall += one.recall;
                sum.ndcg += one.ndcg;
            }
            const double n = users_.empty() ? 1.0 : static_cast<double>(users_.size());
            trials_.push_back({tried[variant], sum.recall / n, sum.ndcg / n});
        }
    }

    /// The best items that the user has not used; `scores` of those are overwritten.
    std::vector<Index> best_items(Scores& scores, Index user) const {
        for (const Index item : split_.kept.by_user().targets(user)) scores[item] = -1e30F;
        const auto before = [](const std::pair<float, Index>& a, const std::pair<float, Index>& b) {
            return a.first != b.first ? a.first > b.first : a.second < b.second;
        };
        std::vector<std::pair<float, Index>> list;
        float least = -1e29F;
        for (Index item = 0; item < scores.size(); ++item) {
            if (!(scores[item] > least)) continue;
            list.emplace_back(scores[item], item);
            if (list.size() < 8 * list_length) continue;
            keep_first(list, list_length, before);
            least = list.back().first;
        }
        keep_first(list, list_length, before);
        std::vector<Index> items;
        for (const auto& [score, item] : list) items.push_back(item);
        return items;
    }

    /// sum_i r_ui d_i^-b S_ij for one user, before d_j^-c: along the uses, without a table.
    void spread(Index user, const std::vector<float>& user_factor, const std::vector<float>& source_factor, Scores& to) const {
        const Csr& by_user = split_.kept.by_user();
        const Csr& by_item = split_.kept.by_item();
        std::vector<float> weight(split_.kept.users());
        std::vector<Index> reached;
        const auto history = by_user.targets(user);
        for (std::size_t x = 0; x < history.size(); ++x) {
            const float from = static_cast<float>(by_user.weight(user, x)) * source_factor[history[x]];
            const auto others = by_item.targets(history[x]);
            for (std::size_t y = 0; y < others.size(); ++y) {
                if (weight[others[y]] == 0) reached.push_back(others[y]);
                weight[others[y]] += from * static_cast<float>(by_item.weight(history[x], y));
            }
        }
        std::fill(to.begin(), to.end(), 0.0F);
        for (const Index other : reached) {
            const float share = weight[other] * user_factor[other];
            const auto items = by_user.targets(other);
            for (std::size_t y = 0; y < items.size(); ++y) to[items[y]] += share * static_cast<float>(by_user.weight(other, y));
        }
    }

    /// The co-occurrence scores of the users given, by variant of the target power only.
    [[nodiscard]] std::vector<Scores> spread_all(std::span<const Index> users, const ItemModelOptions& o) const {
        const std::vector<float> user_factor = user_powers(split_.kept, -o.user_power), source_factor = item_powers(split_.kept, -o.source_power);
        std::vector<Scores> all(users.size(), Scores(split_.kept.items()));
        for (std::size_t x = 0; x < users.size(); ++x) spread(users[x], user_factor, source_factor, all[x]);
        return all;
    }

    ItemModelOptions with_kind(ItemModelKind kind) const {
        ItemModelOptions options = best_of(trials_);
        options.kind = kind;
        return options;
    }

    void try_popularity() {
        ItemModelOptions options = options_;
        options.kind = ItemModelKind::popularity;
        const std::vector<float> degree = item_powers(split_.kept, 1);
        rank({options}, [&](std::span<const Index>) {
            return [&](std::size_t, std::size_t, Scores& scores) { scores = degree; };
        });
    }

    void try_cooccurrence() {
        ItemModelOptions base = options_;
        base.kind = ItemModelKind::cooccurrence;
        for (const double a : {0.5, 0.75, 1.0}) {
            base.user_power = a;
            try_targets(base, {0.3});
        }
        base = with_kind(ItemModelKind::cooccurrence);
        for (const double b : {0.4, 0.5, 0.6, 0.7}) {
            base.source_power = b;
            try_targets(base, {0.2, 0.3, 0.4, 0.5});
        }
    }

    void try_targets(const ItemModelOptions& base, const std::vector<double>& powers) {
        std::vector<ItemModelOptions> tried;
        std::vector<std::vector<float>> factors;
        for (const double c : powers) {
            tried.push_back(base);
            tried.back().target_power = c;
            factors.push_back(item_powers(split_.kept, -c));
        }
        rank(tried, [&](std::span<const Index> users) {
            return [&, spread = spread_all(users, base)](std::size_t x, std::size_t variant, Scores& scores) {
                for (std::size_t j = 0; j < scores.size(); ++j) scores[j] = spread[x][j] * factors[variant][j];
            };
        });
    }

    void try_spectral() {
        ItemModelOptions base = best_of(trials_);
        if (base.kind != ItemModelKind::cooccurrence) return;
        base.kind = ItemModelKind::spectral;
        const Spectrum found = spectrum(split_.kept, base.rank, options_.seed, options_.threads, progress_);
        std::vector<ItemModelOptions> tried;
        for (const double w : {0.1, 0.2, 0.35, 0.5, 0.75, 1.0, 1.5}) {
            tried.push_back(base);
            tried.back().low_rank = w;
        }
        try_parts(tried, found, nullptr);
        base = best_of(trials_);
        if (base.kind != ItemModelKind::spectral) return;
        base.kind = ItemModelKind::blend;
        for (const double ridge : {100.0}) {
            base.ridge = ridge;
            tried.clear();
            for (const double v : {0.15, 0.3, 0.6, 1.2, 2.4}) {
                tried.push_back(base);
                tried.back().squares = v;
            }
            const Squares squares = least_squares(split_.kept, base.block, ridge, options_.threads, progress_);
            try_parts(tried, found, &squares);
        }
    }

    /// Variants of spectral and blend that differ in the weights of their parts only.
    void try_parts(const std::vector<ItemModelOptions>& tried, const Spectrum& found, const Squares* squares) {
        const ItemModelOptions& base = tried.front();
        const Interactions& uses = split_.kept;
        const std::vector<float> factor = damped(found, 1.0, base.damping), source = item_powers(uses, -0.5), target = item_powers(uses, 0.5),
                                 target_factor = item_powers(uses, -base.target_power);
        rank(tried, [&](std::span<const Index> users) {
            std::vector<float> product(users.size() * found.items), turned(users.size() * found.rank);
            for (std::size_t x = 0; x < users.size(); ++x) {
                const auto history = uses.by_user().targets(users[x]);
                for (std::size_t y = 0; y < history.size(); ++y)
                    dense().add(source[history[y]] * static_cast<float>(uses.by_user().weight(users[x], y)),
                                found.vectors.data() + history[y] * found.rank, turned.data() + x * found.rank, found.rank);
                for (std::size_t k = 0; k < found.rank; ++k) turned[x * found.rank + k] *= factor[k];
            }
            dense().times_transposed(turned.data(), found.vectors.data(), product.data(), users.size(), found.items, found.rank);
            std::vector<float> square;
            if (squares) square = squares_of(users, *squares);
            return [&, squares, spread = spread_all(users, base), product = std::move(product),
                    square = std::move(square)](std::size_t x, std::size_t variant, Scores& scores) {
                const auto w = static_cast<float>(tried[variant].low_rank), v = static_cast<float>(tried[variant].squares);
                const float* low = product.data() + x * found.items;
                for (std::size_t j = 0; j < scores.size(); ++j) scores[j] = spread[x][j] * target_factor[j] + w * low[j] * target[j];
                const std::size_t n = squares ? squares->items.size() : 0;
                for (std::size_t j = 0; j < n; ++j) scores[squares->items[j]] += v * square[x * n + j];
            };
        });
    }

    /// The scores of least squares: users x block.
    [[nodiscard]] std::vector<float> squares_of(std::span<const Index> users, const Squares& squares) const {
        const std::size_t n = squares.items.size();
        std::vector<float> scores(users.size() * n);
        for (std::size_t x = 0; x < users.size(); ++x) {
            const auto history = split_.kept.by_user().targets(users[x]);
            for (std::size_t y = 0; y < history.size(); ++y)
                if (squares.row[history[y]] != no_index)
                    dense().add(static_cast<float>(split_.kept.by_user().weight(users[x], y)), squares.of(history[y]), scores.data() + x * n, n);
        }
        return scores;
    }

    void try_ease() {
        ItemModelOptions options = options_;
        options.kind = ItemModelKind::ease;
        const std::size_t n = split_.kept.items();
        for (const double ridge : {30.0, 100.0, 300.0, 1000.0}) {
            options.ridge = ridge;
            const std::vector<float> table = ease_table(split_.kept, ridge);
            rank({options}, [&](std::span<const Index> users) {
                return [&, users](std::size_t x, std::size_t, Scores& scores) {
                    std::fill(scores.begin(), scores.end(), 0.0F);
                    const auto history = split_.kept.by_user().targets(users[x]);
                    for (std::size_t y = 0; y < history.size(); ++y)
                        dense().add(static_cast<float>(split_.kept.by_user().weight(users[x], y)), table.data() + history[y] * n, scores.data(), n);
                };
            });
            progress_.report(0);
        }
    }

    const ItemModelOptions& options_;
    const Progress& progress_;
    Holdout split_;
    std::vector<Index> users_;
    std::vector<ItemModelTrial> trials_;
};

}  // namespace

std::vector<ItemModelTrial> try_models(const Interactions& uses, const ItemModelOptions& options, const Progress& progress) {
    return Trials(uses, options, progress).run();
}

ItemModelOptions best_of(const std::vector<ItemModelTrial>& trials) {
    const ItemModelTrial* best = &trials.front();
    for (const ItemModelTrial& trial : trials)
        if (trial.recall + trial.ndcg > best->recall + best->ndcg) best = &trial;
    return best->options;
}

}  // namespace tissu::recommend
