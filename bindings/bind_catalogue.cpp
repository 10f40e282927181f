#include "common.hpp"

#include <tissu/catalogue/catalogue.hpp>
#include <tissu/catalogue/duplicates.hpp>
#include <tissu/catalogue/themes.hpp>
#include <tissu/recommend/recommend.hpp>

namespace tissu::python {
namespace {

using Texts = std::vector<std::string>;
using Shared = std::shared_ptr<Snapshot>;

Hits search_bound(const Catalogue& catalogue, const std::string& text, const Texts& kinds, const std::string& theme,
                  const std::string& territory, const Texts& types, const std::string& since, const std::string& until,
                  const std::string& language, const std::string& access, std::int64_t limit, std::int64_t offset) {
    const SearchOptions options{kinds, theme, territory, types, period_between(since, until), language, access, limit, offset};
    return catalogue.search(text, options);
}

Recommendation recommend_bound(const Catalogue& catalogue, const std::string& theme, const std::string& territory,
                               const std::string& actor, const Texts& kinds, std::int64_t limit, bool widen, double diversity,
                               const std::string& since, const std::string& until, bool seen) {
    const RecommendOptions options{theme, territory, actor, kinds, limit, widen, diversity, period_between(since, until), seen};
    return recommend(catalogue, options);
}

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

const char* name_of(Signal signal) {
    switch (signal) {
        case Signal::theme: return "theme";
        case Signal::territory: return "territory";
        case Signal::shared: return "shared";
        case Signal::recent: return "recent";
        case Signal::used: return "used";
    }
    return "";
}

/// Columns id, signal, value, weight, contribution: every part of every score, item by item.
Table parts_of(const Recommendation& recommendation) {
    Strings ids, signals;
    std::vector<double> values, weights, contributions;
    for (const auto& item : recommendation.items)
        for (const auto& part : item.reasons) {
            ids.push_back(item.id);
            signals.push_back(name_of(part.signal));
            values.push_back(part.value);
            weights.push_back(part.weight);
            contributions.push_back(part.contribution());
        }
    return Table({Column("id", "id", std::move(ids)), Column("signal", "", std::move(signals)),
                  Column("value", "0 to 1", std::move(values)), Column("weight", "1", std::move(weights)),
                  Column("contribution", "1", std::move(contributions))},
                 "the parts that each score is the sum of, largest first");
}

}  // namespace

void bind_catalogue(py::module_& module) {
    py::class_<Hits> hits(module, "Hits");
    hits.def_readonly("table", &Hits::table);
    hits.def_readonly("total", &Hits::total);
    hits.def("facets", [](const Hits& self) {
        py::dict facets;
        for (const auto& [name, table] : self.facets()) facets[text_of(name)] = table;
        return facets;
    });

    py::class_<Recommendation> recommendation(module, "Recommendation");
    recommendation.def_readonly("table", &Recommendation::table);
    recommendation.def_property_readonly("scopes", &scopes_of);
    recommendation.def_property_readonly("parts", &parts_of);
    recommendation.def("_explain", [](const Recommendation& self, const std::string& id, const std::string& lang) {
        return text_of(explain(self, id, lang));
    }, py::arg("id"), py::arg("lang"));

    py::class_<Catalogue> catalogue(module, "Catalogue");
    catalogue.def(py::init([](const Shared& snapshot, const Catalogue* previous) { return Catalogue(snapshot, previous); }),
                  py::arg("snapshot"), py::arg("previous"), NoGil());
    catalogue.def("search", &search_bound, py::arg("text"), py::arg("kinds"), py::arg("theme"), py::arg("territory"),
                  py::arg("types"), py::arg("since"), py::arg("until"), py::arg("language"), py::arg("access"), py::arg("limit"),
                  py::arg("offset"), NoGil());
    catalogue.def("similar", &Catalogue::similar, py::arg("id"), py::arg("kinds"), py::arg("limit"), NoGil());
    catalogue.def("recommend", &recommend_bound, py::arg("theme"), py::arg("territory"), py::arg("actor"), py::arg("kinds"),
                  py::arg("limit"), py::arg("widen"), py::arg("diversity"), py::arg("since"), py::arg("until"), py::arg("seen"),
                  NoGil());
    module.def("duplicates", [](const Shared& snapshot, const std::string& kind, double least, const py::object& progress) {
        return run(progress, [&](const Progress& p) { return duplicates(*snapshot, kind, least, p); });
    }, py::arg("snapshot"), py::arg("kind"), py::arg("least"), py::arg("progress"));
    module.def("find_theme", [](const Shared& snapshot, const std::string& text, std::size_t limit) {
        return find_theme(*snapshot, text, limit);
    }, py::arg("snapshot"), py::arg("text"), py::arg("limit"), NoGil());
}

}  // namespace tissu::python
