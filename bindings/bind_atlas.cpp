#include "common.hpp"

#include <tissu/base/geometry.hpp>
#include <tissu/base/text.hpp>
#include <tissu/io/import.hpp>
#include <tissu/territory/atlas.hpp>

namespace tissu::python {
namespace {

using Numbers = py::array_t<double, py::array::c_style | py::array::forcecast>;

Index row_of(const Atlas& atlas, const std::string& code) {
    const auto found = atlas.snapshot().territory_of.find(code);
    if (found != atlas.snapshot().territory_of.end()) return found->second;
    throw Error(Errc::not_found, "expected a territory of the store, found '" + shortened(code) + "'");
}

LonLat place_of(const Atlas& atlas, Index row) {
    if (const auto place = atlas.place(row)) return *place;
    throw Error(Errc::not_found, "expected a place of " + atlas.snapshot().territories[row].code +
                                     " (lon and lat, or an outline), found none");
}

std::span<const double> span_of(const Numbers& values) {
    if (values.ndim() != 1) throw Error(Errc::invalid_argument, "expected a column of coordinates, found another shape");
    return {values.data(), static_cast<std::size_t>(values.size())};
}

Table locate(const Atlas& atlas, const Numbers& lon, const Numbers& lat, const std::string& kind,
             const std::string& geography, double tolerance_m, double reach_m, unsigned threads) {
    const auto lons = span_of(lon), lats = span_of(lat);
    const py::gil_scoped_release no_gil;
    return atlas.locate(lons, lats, {{kind, geography}, tolerance_m, reach_m, threads});
}

}  // namespace

void bind_atlas(py::module_& module) {
    py::class_<Atlas, std::shared_ptr<Atlas>> atlas(module, "Atlas");
    atlas.def(py::init<std::shared_ptr<Snapshot>>(), py::arg("snapshot"), NoGil());
    refuse_pickle(atlas, "an index of outlines cannot be pickled; pickle the path of its store");
    atlas.def("locate", &locate, py::arg("lon"), py::arg("lat"), py::arg("kind"), py::arg("geography"),
              py::arg("tolerance_m"), py::arg("reach_m"), py::arg("threads"));
    atlas.def("place", [](const Atlas& self, const std::string& code) {
        const LonLat place = place_of(self, row_of(self, code));
        return std::pair(place.lon, place.lat);
    }, py::arg("code"));
    atlas.def("metres", [](const Atlas& self, const std::string& a, const std::string& b) {
        return metres_between(place_of(self, row_of(self, a)), place_of(self, row_of(self, b)));
    }, py::arg("a"), py::arg("b"));
    atlas.def("near", [](const Atlas& self, const std::string& code, double km, const std::string& kind) {
        const Index row = row_of(self, code);
        return self.near(place_of(self, row), km, kind, row);
    }, py::arg("code"), py::arg("km"), py::arg("kind"), NoGil());
    atlas.def("near_point", [](const Atlas& self, double lon, double lat, double km, const std::string& kind) {
        return self.near({lon, lat}, km, kind);
    }, py::arg("lon"), py::arg("lat"), py::arg("km"), py::arg("kind"), NoGil());
    atlas.def("neighbours", [](const Atlas& self, const std::string& code, const std::string& geography, const std::optional<std::string>& at) {
        return self.neighbours(row_of(self, code), geography, day_of(at));
    }, py::arg("code"), py::arg("geography"), py::arg("at"), NoGil());
    atlas.def("overlaps", [](const Atlas& self, const std::string& kind, const std::string& geography,
                             const std::string& other_kind, const std::string& other_geography, double least) {
        return self.overlaps({kind, geography}, {other_kind, other_geography}, least);
    }, py::arg("kind"), py::arg("geography"), py::arg("other_kind"), py::arg("other_geography"), py::arg("least"), NoGil());
    module.def("write_geojson", [](const Batch& batch, const std::string& path, const py::object& progress) {
        run(progress, [&](const Progress& reporter) { write_geojson(batch, path, reporter); });
    }, py::arg("batch"), py::arg("path"), py::arg("progress"));
}

}  // namespace tissu::python
