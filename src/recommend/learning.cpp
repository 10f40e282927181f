#include <algorithm>
#include <cmath>

#include <tissu/base/parallel.hpp>
#include <tissu/base/random.hpp>

#include "recommend/known.hpp"
#include "recommend/score.hpp"

namespace tissu {

using namespace recommend_detail;

namespace {

constexpr std::size_t most_others = 500, strip = 16;
constexpr int rounds = 60;
constexpr double ridge = 0.01, longest_step = 5, close_enough = 1e-4;

/// What one actor could choose from; the chosen come first.
struct ChoiceSet {
    std::vector<SignalWeights::Row> values;
    std::size_t chosen = 0;
};

/// `n` of `rows` by chance, in order.
void draw(std::vector<Index>& rows, std::size_t n, Random& random) {
    if (rows.size() <= n) return;
    random.shuffle(std::span<Index>(rows));
    rows.resize(n);
    std::sort(rows.begin(), rows.end());
}

ChoiceSet choices_of(const Recommender& recommender, const Foreseen& past, const TimeSplit& split,
                     const std::string& kind, Index actor) {
    const Recommender::Data& data = recommender.data();
    RecommendOptions options;
    options.actor = past.known.actors[actor].code;
    options.kinds = {kind};
    if (kind == "event") options.period = {split.at, split.until};
    const Pool::Loan loan = data.pool.lend(data.catalogue.items(), past.known.actors.size(), past.known.territories.size());
    Search search(data, options, *loan);
    gather(search, true);
    const double trusted = trust(data.catalogue.history().degree(actor));
    ChoiceSet set;
    std::vector<Index> others;
    const auto take = [&](Index row) {
        set.values.push_back(values(search, search.candidates()[row]));
        set.values.back()[static_cast<std::size_t>(Signal::shared)] *= trusted;
    };
    const auto& later = past.later[actor];
    for (Index row = 0; row < search.candidates().size(); ++row) {
        const bool chosen = std::binary_search(later.begin(), later.end(), search.candidates()[row].item);
        if (!chosen) others.push_back(row);
        else take(row);
    }
    set.chosen = set.values.size();
    if (set.chosen == 0) return {};
    Random random(split.seed, 1 + actor);
    draw(others, most_others, random);
    for (const Index row : others) take(row);
    return set;
}

/// The negative log-likelihood of the choices, along one coordinate after the other.
class Logit {
public:
    explicit Logit(const std::vector<ChoiceSet>& sets) : sets_(sets) {}

    SignalWeights::Row fit() {
        for (int round = 0; round < rounds; ++round) {
            double change = 0;
            for (std::size_t signal = 0; signal < n_signals; ++signal) change = std::max(change, step(signal));
            if (change < close_enough) break;
        }
        return weights_;
    }

    /// Mean over the choices of log2 p + log2 n.
    [[nodiscard]] double gain() const {
        double sum = 0, choices = 0;
        for (const ChoiceSet& set : sets_) {
            double total = 0;
            for (const auto& row : set.values) total += std::exp(score(row));
            for (std::size_t i = 0; i < set.chosen; ++i)
                sum += (score(set.values[i]) - std::log(total)) / std::log(2) + std::log2(static_cast<double>(set.values.size()));
            choices += static_cast<double>(set.chosen);
        }
        return choices > 0 ? sum / choices : 0;
    }

private:
    [[nodiscard]] double score(const SignalWeights::Row& row) const {
        double sum = 0;
        for (std::size_t signal = 0; signal < n_signals; ++signal) sum += weights_[signal] * row[signal];
        return sum;
    }

    /// A Newton step that does not go below 0; returns its length.
    double step(std::size_t signal) {
        double slope = ridge * weights_[signal], curve = ridge;
        for (const ChoiceSet& set : sets_) {
            double total = 0, first = 0, second = 0;
            for (const auto& row : set.values) {
                const double p = std::exp(score(row));
                total += p;
                first += p * row[signal];
                second += p * row[signal] * row[signal];
            }
            const double n = static_cast<double>(set.chosen), mean = first / total;
            slope += n * mean;
            curve += n * (second / total - mean * mean);
            for (std::size_t i = 0; i < set.chosen; ++i) slope -= set.values[i][signal];
        }
        const double before = weights_[signal];
        weights_[signal] = std::max(0.0, before - std::clamp(slope / curve, -longest_step, longest_step));
        return std::abs(weights_[signal] - before);
    }

    const std::vector<ChoiceSet>& sets_;
    SignalWeights::Row weights_{};
};

LearnedWeights learned(const std::string& kind, const std::vector<ChoiceSet>& sets) {
    LearnedWeights result;
    result.kind = kind;
    result.weights = SignalWeights::usual;
    for (const ChoiceSet& set : sets) {
        result.actors += set.chosen > 0;
        result.choices += set.chosen;
    }
    if (result.choices > 0) {
        Logit logit(sets);
        const SignalWeights::Row found = logit.fit();
        if (std::any_of(found.begin(), found.end(), [](double weight) { return weight > 0; })) result.weights = found;
        result.gain = logit.gain();
    }
    double sum = 0;
    for (const double weight : result.weights) sum += weight;
    for (double& weight : result.weights) weight /= sum;
    return result;
}

}  // namespace

std::vector<LearnedWeights> learn_weights(const Snapshot& snapshot, const TimeSplit& split, const Progress& progress) {
    const Foreseen past = foreseen(snapshot, split);
    const Recommender recommender(Catalogue(std::make_shared<const Snapshot>(past.known)));
    const std::vector<Index> actors = drawn_actors(past, split);
    std::vector<LearnedWeights> result;
    for (const std::string& kind : split.kinds) {
        std::vector<ChoiceSet> sets(actors.size());
        for_each_chunk(actors.size(), strip, 0, [&](std::size_t, std::size_t begin, std::size_t end) {
            for (std::size_t i = begin; i < end; ++i) sets[i] = choices_of(recommender, past, split, kind, actors[i]);
            progress.report(static_cast<double>(end) / static_cast<double>(actors.size()));
        });
        std::erase_if(sets, [](const ChoiceSet& set) { return set.chosen == 0; });
        result.push_back(learned(kind, sets));
    }
    return result;
}

}  // namespace tissu
