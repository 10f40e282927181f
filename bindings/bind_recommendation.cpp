#include "common.hpp"

#include <algorithm>

#include <tissu/recommend/digest.hpp>
#include <tissu/recommend/needs.hpp>
#include <tissu/recommend/recommend.hpp>

namespace tissu::python {
namespace {

using Shared = std::shared_ptr<Snapshot>;

/// Columns kind, id, name, items, needed: the steps of widening, narrowest first.
Table scopes_of(const Recommendation& recommendation) {
    Strings kinds, ids, names;
    std::vector<std::int64_t> items, needed;
    for (const auto& scope : recommendation.scopes) {
        kinds.push_back(scope.kind);
        ids.push_back(scope.id);
        names.push_back(scope.name);
        items.push_back(scope.items);
        needed.push_back(scope.needed ? 1 : 0);
    }
    return Table({Column("kind", "", std::move(kinds)), Column("id", "id", std::move(ids)), Column("name", "", std::move(names)),
                  Column("items", "1", std::move(items)), Column("needed", "0 or 1", std::move(needed))},
                 "steps of widening, narrowest first; items counts a step and those before it");
}

/// Columns id, signal, value, weight, contribution: every part of every score, item by item.
Table parts_of(const Recommendation& recommendation) {
    Strings ids, signals;
    std::vector<double> values, weights, contributions;
    for (const auto& item : recommendation.items)
        for (const auto& part : item.reasons) {
            ids.push_back(item.id);
            signals.push_back(std::string(signal_names[static_cast<std::size_t>(part.signal)]));
            values.push_back(part.value);
            weights.push_back(part.weight);
            contributions.push_back(part.contribution());
        }
    return Table({Column("id", "id", std::move(ids)), Column("signal", "", std::move(signals)),
                  Column("value", "0 to 1", std::move(values)), Column("weight", "1", std::move(weights)),
                  Column("contribution", "1", std::move(contributions))},
                 "the parts that each score is the sum of, largest first");
}

/// {kind: [weight by signal]}, the kinds not named as they usually are.
SignalWeights weights_of(const py::dict& given) {
    SignalWeights weights;
    for (const auto& [name, values] : given) {
        const auto kind = name.cast<std::string>();
        const auto at = std::find(recommended_kinds.begin(), recommended_kinds.end(), kind);
        if (at == recommended_kinds.end())
            throw Error(Errc::invalid_argument, "expected weights by kind, found those of '" + kind + "'");
        weights.of[static_cast<std::size_t>(at - recommended_kinds.begin())] = values.cast<SignalWeights::Row>();
    }
    return weights;
}

RecommendOptions options_of(const py::dict& given) {
    RecommendOptions o;
    std::string since, until, begun_since, begun_until;
    for (const auto& [key, value] : given) {
        const auto name = key.cast<std::string>();
        if (name == "theme") o.theme = value.cast<std::string>();
        else if (name == "territory") o.territory = value.cast<std::string>();
        else if (name == "actor") o.actor = value.cast<std::string>();
        else if (name == "kinds") o.kinds = value.cast<std::vector<std::string>>();
        else if (name == "limit") o.limit = value.cast<std::int64_t>();
        else if (name == "widen") o.widen = value.cast<bool>();
        else if (name == "diversity") o.diversity = value.cast<double>();
        else if (name == "since") since = value.cast<std::string>();
        else if (name == "until") until = value.cast<std::string>();
        else if (name == "seen") o.seen = value.cast<bool>();
        else if (name == "weights") o.weights = weights_of(value.cast<py::dict>());
        else if (name == "fairness") o.fairness = value.cast<double>();
        else if (name == "level") o.level = value.cast<std::string>();
        else if (name == "lang") o.language = value.cast<std::string>();
        else if (name == "most_loss") o.most_loss = value.cast<double>();
        else throw Error(Errc::invalid_argument, "expected an option of a recommendation, found '" + name + "'");
    }
    o.period = period_between(since, until);
    return o;
}

TimeSplit split_of(const std::string& at, const std::string& until, const std::vector<std::string>& kinds, std::size_t most_actors,
                   std::uint64_t seed) {
    const Period period = period_between(at, until);
    if (!period.from || !period.until) throw Error(Errc::invalid_argument, "expected the dates at and until, found one of them empty");
    return {*period.from, *period.until, kinds, most_actors, seed};
}

py::list learned(const std::vector<LearnedWeights>& all) {
    py::list rows;
    for (const LearnedWeights& one : all) rows.append(py::make_tuple(one.kind, one.weights, one.actors, one.choices, one.gain));
    return rows;
}

py::dict dict_of(const Trial& trial) {
    const std::size_t n = trial.rows.size();
    py::list actors, kinds, ways;
    py::array_t<double> ndcg(static_cast<py::ssize_t>(n));
    for (std::size_t i = 0; i < n; ++i) {
        actors.append(trial.actors[trial.rows[i].actor]);
        kinds.append(std::string(recommended_kinds[trial.rows[i].kind]));
        ways.append(std::string(trial_ways[trial.rows[i].way]));
        ndcg.mutable_at(static_cast<py::ssize_t>(i)) = trial.rows[i].ndcg;
    }
    py::dict values, listed, places;
    for (std::size_t way = 0; way < trial_ways.size(); ++way) {
        listed[py::str(std::string(trial_ways[way]))] = trial.listed[way];
        places[py::str(std::string(trial_ways[way]))] = trial.places[way];
    }
    values["actor"] = actors;
    values["kind"] = kinds;
    values["way"] = ways;
    values["ndcg"] = ndcg;
    values["listed"] = listed;
    values["places"] = places;
    values["items"] = trial.items;
    values["territories"] = trial.territories;
    return values;
}

}  // namespace

void bind_recommendation(py::module_& module) {
    py::class_<Recommendation> recommendation(module, "Recommendation");
    recommendation.def_readonly("table", &Recommendation::table);
    recommendation.def_readonly("notice", &Recommendation::notice);
    recommendation.def_property_readonly("scopes", &scopes_of);
    recommendation.def_property_readonly("parts", &parts_of);
    recommendation.def("_explain", [](const Recommendation& self, const std::string& id, const std::string& lang) {
        return text_of(explain(self, id, lang));
    }, py::arg("id"), py::arg("lang"));

    py::class_<Recommender> recommender(module, "Recommender");
    recommender.def(py::init([](const Catalogue& catalogue) { return Recommender(catalogue); }), py::arg("catalogue"), NoGil());
    recommender.def("recommend", [](const Recommender& self, const py::dict& given) {
        const RecommendOptions options = options_of(given);
        const py::gil_scoped_release no_gil;
        return self.recommend(options);
    }, py::arg("options"));
    recommender.def("digest", [](const Recommender& self, const py::dict& given, const std::string& since, const std::string& until) {
        const RecommendOptions options = options_of(given);
        const Period begun = period_between(since, until);
        const py::gil_scoped_release no_gil;
        return digest(self, options, begun);
    }, py::arg("options"), py::arg("since"), py::arg("until"));
    refuse_pickle(recommender, "expected a store to recommend from, found a pickle: keep the store");

    module.attr("signal_names") = std::vector<std::string>(signal_names.begin(), signal_names.end());
    module.attr("usual_weights") = SignalWeights::usual;
    module.def("learn_weights", [](const Shared& snapshot, const std::string& at, const std::string& until,
                                   const std::vector<std::string>& kinds, std::size_t most_actors, std::uint64_t seed, const py::object& progress) {
        const TimeSplit split = split_of(at, until, kinds, most_actors, seed);
        return learned(run(progress, [&](const Progress& p) { return learn_weights(*snapshot, split, p); }));
    }, py::arg("snapshot"), py::arg("at"), py::arg("until"), py::arg("kinds"), py::arg("most_actors"), py::arg("seed"), py::arg("progress"));
    module.def("try_recommending", [](const Shared& snapshot, const std::string& at, const std::string& until,
                                      const std::vector<std::string>& kinds, std::size_t most_actors, std::uint64_t seed, std::size_t k,
                                      const py::dict& weights, const py::object& progress) {
        const TimeSplit split = split_of(at, until, kinds, most_actors, seed);
        const SignalWeights given = weights_of(weights);
        return dict_of(run(progress, [&](const Progress& p) { return try_recommending(*snapshot, split, k, given, p); }));
    }, py::arg("snapshot"), py::arg("at"), py::arg("until"), py::arg("kinds"), py::arg("most_actors"), py::arg("seed"), py::arg("k"),
       py::arg("weights"), py::arg("progress"));
    module.def("needs_gap", [](const Shared& snapshot, const std::string& by, const std::vector<std::string>& kinds, const std::string& theme,
                               const std::string& territory, const std::string& level, const std::string& since, const std::string& until) {
        const GapOptions options{by, kinds, theme, territory, level, period_between(since, until)};
        const py::gil_scoped_release no_gil;
        return needs_gap(*snapshot, options);
    }, py::arg("snapshot"), py::arg("by"), py::arg("kinds"), py::arg("theme"), py::arg("territory"), py::arg("level"), py::arg("since"),
       py::arg("until"));
}

}  // namespace tissu::python
