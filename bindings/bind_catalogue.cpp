#include "common.hpp"

#include <tissu/catalogue/catalogue.hpp>
#include <tissu/catalogue/duplicates.hpp>
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
    module.def("find_theme", [](const Shared& snapshot, const std::string& text, std::size_t limit) {
        return find_theme(*snapshot, text, limit);
    }, py::arg("snapshot"), py::arg("text"), py::arg("limit"), NoGil());
}

}  // namespace tissu::python
