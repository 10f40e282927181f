#include "common.hpp"

#include <optional>

#include <tissu/base/error.hpp>
#include <tissu/base/text.hpp>
#include <tissu/catalogue/catalogue.hpp>
#include <tissu/catalogue/classify.hpp>
#include <tissu/catalogue/duplicates.hpp>
#include <tissu/catalogue/text.hpp>
#include <tissu/catalogue/theme_meant.hpp>
#include <tissu/catalogue/themes.hpp>

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

Table upcoming_bound(const Catalogue& catalogue, const std::string& theme, const std::string& near, std::optional<double> km,
                     bool or_online, const std::string& at, std::int64_t limit) {
    const auto day = parse_date(at);
    if (!day || !day->known()) throw Error(Errc::invalid_argument, "expected a date, found \"" + shortened(at) + "\"");
    return upcoming(catalogue, UpcomingOptions{theme, near, km, or_online, day->first, limit});
}

/// Columns word, stem, position, begin, end.
Table analyse_bound(const std::string& text, const std::string& language, bool stop_words) {
    Strings words, stems;
    std::vector<std::int64_t> positions, begins, ends;
    for (const Token& token : analyse(text, language_of(language), stop_words)) {
        words.push_back(token.exact);
        stems.push_back(token.stem);
        positions.push_back(token.position);
        begins.push_back(token.begin);
        ends.push_back(token.end);
    }
    return Table({Column("word", "", std::move(words)), Column("stem", "", std::move(stems)), Column("position", "", std::move(positions)),
                  Column("begin", "byte", std::move(begins)), Column("end", "byte", std::move(ends))},
                 "the words of a text; words of one position are readings of one form");
}

}  // namespace

void bind_catalogue(py::module_& module) {
    py::class_<Hits> hits(module, "Hits");
    hits.def_readonly("table", &Hits::table);
    hits.def_readonly("total", &Hits::total);
    hits.def_readonly("understood", &Hits::understood);
    hits.def("facets", [](const Hits& self) {
        py::dict facets;
        for (const auto& [name, table] : self.facets()) facets[text_of(name)] = table;
        return facets;
    });

    py::class_<Catalogue> catalogue(module, "Catalogue");
    catalogue.def(py::init([](const Shared& snapshot, const Catalogue* previous) { return Catalogue(snapshot, previous); }),
                  py::arg("snapshot"), py::arg("previous"), NoGil());
    catalogue.def("search", &search_bound, py::arg("text"), py::arg("kinds"), py::arg("theme"), py::arg("territory"),
                  py::arg("types"), py::arg("since"), py::arg("until"), py::arg("language"), py::arg("access"), py::arg("limit"),
                  py::arg("offset"), NoGil());
    catalogue.def("similar", &Catalogue::similar, py::arg("id"), py::arg("kinds"), py::arg("limit"), NoGil());
    module.def("duplicates", [](const Shared& snapshot, const std::string& kind, double least, const py::object& progress) {
        return run(progress, [&](const Progress& p) { return duplicates(*snapshot, kind, least, p); });
    }, py::arg("snapshot"), py::arg("kind"), py::arg("least"), py::arg("progress"));
    catalogue.def("classify", [](const Catalogue& self, const std::string& text, const std::string& scheme, std::int64_t limit) {
        return classify(self, text, scheme, limit);
    }, py::arg("text"), py::arg("scheme"), py::arg("limit"), NoGil());
    catalogue.def("theme_meant", [](const Catalogue& self, const std::string& text) {
        return self.snapshot().themes[theme_meant(self, text).row].code;
    }, py::arg("text"), NoGil());
    catalogue.def("upcoming", &upcoming_bound, py::arg("theme"), py::arg("near"), py::arg("km"), py::arg("or_online"), py::arg("at"),
                  py::arg("limit"), NoGil());
    module.def("analyse", &analyse_bound, py::arg("text"), py::arg("language"), py::arg("stop_words"));
    module.def("inclusive_forms", [](const std::string& word) { return inclusive_forms(word); }, py::arg("word"));
    module.def("find_theme", [](const Shared& snapshot, const std::string& text, std::size_t limit) {
        return find_theme(*snapshot, text, limit);
    }, py::arg("snapshot"), py::arg("text"), py::arg("limit"), NoGil());
}

}  // namespace tissu::python
