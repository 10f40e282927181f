// GeoJSON in and out, and lists of priority neighbourhoods: what is read, repaired, refused.

#include <tissu/base/error.hpp>
#include <tissu/base/geometry.hpp>
#include <tissu/io/import.hpp>

#include "catch.hpp"
#include "golden.hpp"

using namespace tissu;

namespace {

std::string feature(const std::string& geometry, const std::string& properties = R"("code":"91228","nom":"Évry")") {
    return R"({"type":"Feature","properties":{)" + properties + R"(},"geometry":)" + geometry + "}";
}

std::string collection(const std::string& features, const std::string& more = "") {
    return R"({"type":"FeatureCollection",)" + more + R"("features":[)" + features + "]}";
}

std::string polygon(const std::string& ring) { return R"({"type":"Polygon","coordinates":[)" + ring + "]}"; }

Import read_text(const std::string& text) {
    const files::Folder folder;
    return read(folder.write("map.geojson", text), {"geojson", "", ""});
}

bool says(const Import& import, const std::string& word) {
    for (const Issue& issue : import.issues)
        if (issue.rule.find(word) != std::string::npos) return true;
    return false;
}

const std::string square = "[[2.4,48.6],[2.5,48.6],[2.5,48.7],[2.4,48.7],[2.4,48.6]]";

}  // namespace

TEST_CASE("a feature becomes a territory and its outline; other properties are kept") {
    const Import import = read_text(collection(feature(polygon(square), R"("code":"91228","nom":"Évry","population":"67 000","zone":3)")));
    REQUIRE(import.batch.territories.size() == 1);
    const Territory& commune = import.batch.territories[0];
    CHECK(commune.id == Code("commune:91228"));
    CHECK(commune.name == "Évry");
    CHECK(commune.population == 67'000);
    CHECK(commune.attributes == Attributes{{"zone", "3"}});
    REQUIRE(import.batch.outlines.size() == 1);
    CHECK(import.batch.outlines[0].geometry == "POLYGON ((2.4 48.6, 2.5 48.6, 2.5 48.7, 2.4 48.7, 2.4 48.6))");
    CHECK(import.issues.empty());
    CHECK(files::broken_promise(import).empty());
}

TEST_CASE("odd outlines are said, with the feature and the place") {
    CHECK(says(read_text(collection(feature(polygon("[[2,48],[3,49],[3,48],[2,49],[2,48]]")))), "cross or touch itself, found one that does at 2.5, 48.5"));
    CHECK(says(read_text(collection(feature(polygon(square + ",[[3,48],[3.1,48],[3.1,48.1],[3,48]]")))), "outside at 3, 48"));
    const Import open = read_text(collection(feature(polygon("[[2.4,48.6],[2.5,48.6],[2.5,48.7]]"))));
    CHECK(says(open, "found an open one: closed"));
    CHECK(open.batch.outlines.size() == 1);
    CHECK(says(read_text(collection(feature(polygon("[[2.4,48.6,12],[2.5,48.6],[2.5,48.7],[2.4,48.6,12]]")))), "third coordinate"));
    CHECK(says(read_text(collection(feature("null"))), "found none"));
}

TEST_CASE("wrong coordinates are refused with a hint") {
    for (const auto& [geometry, hint] : {std::pair<std::string, const char*>{polygon("[[48.6,2.4],[48.6,2.5],[48.7,2.5],[48.6,2.4]]"), "wrong order"},
                                         {R"({"type":"Point","coordinates":[652000,6862000]})", "Lambert-93"},
                                         {R"({"type":"Point","coordinates":[48,102]})", "wrong order"},
                                         {R"({"type":"Point","coordinates":["2","48"]})", "two numbers"},
                                         {R"({"type":"Point","coordinates":[2]})", "two numbers"},
                                         {R"({"type":"Point"})", "expected coordinates"},
                                         {R"({"type":"LineString","coordinates":[[1,2],[3,4]]})", "Point, Polygon or MultiPolygon"},
                                         {polygon("[[2,48],[3,48],[2,48]]"), "four positions"},
                                         {R"({"type":"MultiPolygon","coordinates":[]})", "expected polygons"}}) {
        INFO(geometry);
        const Import import = read_text(collection(feature(geometry)));
        CHECK(says(import, hint));
        CHECK(import.batch.territories.empty());
        CHECK(files::broken_promise(import).empty());
    }
}

TEST_CASE("Lambert-93 is converted where the file says so") {
    const std::string crs = R"("crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::2154"}},)";
    const Import import = read_text(collection(feature(R"({"type":"Point","coordinates":[652469.02,6862035.26]})"), crs));
    REQUIRE(import.batch.territories.size() == 1);
    CHECK(import.batch.territories[0].lon == Approx(2.3522).margin(1e-3));
    CHECK(import.batch.territories[0].lat == Approx(48.8566).margin(1e-3));
    CHECK(says(import, "converted"));
    CHECK_THROWS_AS(read_text(collection(feature("null"), R"("crs":{"properties":{"name":"EPSG:3857"}},)")), Error);
}

TEST_CASE("a feature without a code of a known kind is refused, one that comes twice as well") {
    CHECK(says(read_text(collection(feature(polygon(square), R"("nom":"x")"))), "expected a code"));
    CHECK(says(read_text(collection(feature(polygon(square)) + "," + feature(polygon(square)))), "once"));
    CHECK(says(read_text(collection("3")), "expected a Feature"));
    const Import two = read_text(collection(feature(polygon(square), R"("id":"zone:1","name":"z","geography":"2015")") + "," +
                                            feature(polygon(square), R"("id":"zone:1","name":"z","geography":"2024")")));
    CHECK(two.batch.territories.size() == 1);
    CHECK(two.batch.outlines.size() == 2);
    CHECK(files::broken_promise(two).empty());
}

TEST_CASE("hostile files are refused with a place") {
    std::string deep = R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":)";
    deep += std::string(100'000, '[');
    CHECK_THROWS_AS(read_text(deep), Error);
    const std::string infinite = collection(feature(polygon(square)) + "," + feature(R"({"type":"Point","coordinates":[1e999,2]})"));
    CHECK_THROWS_WITH(read_text(infinite), Catch::Matchers::Contains("feature 2"));
    CHECK_THROWS_AS(read_text("[]"), Error);
    CHECK_THROWS_AS(read_text(R"({"type":"Topology"})"), Error);
    CHECK_THROWS_AS(read_text(collection(feature(polygon(square)), R"("name":"a","name":"b",)")), Error);
}

TEST_CASE("a file cut short at any byte is refused, whole features before it or not") {
    const std::string whole = collection(feature(polygon(square)) + "," + feature(R"({"type":"Point","coordinates":[2,48]})", R"("code":"91001")"));
    for (std::size_t cut = 0; cut < whole.size(); ++cut) CHECK_THROWS_AS(read_text(whole.substr(0, cut)), Error);
}

TEST_CASE("what is written is read again") {
    const Import import = read_text(collection(feature(polygon(square + ",[[2.41,48.61],[2.42,48.61],[2.42,48.62],[2.41,48.61]]")) + "," +
                                               feature(R"({"type":"Point","coordinates":[2,48]})", R"("code":"91001","nom":"Abbéville","x":"\u0001")") +
                                               "," + feature("null", R"("code":"91002","nom":"B")")));
    const files::Folder folder;
    write_geojson(import.batch, folder.path() / "out.geojson");
    const Import again = read(folder.path() / "out.geojson");
    REQUIRE(again.batch.territories.size() == 3);
    for (std::size_t i = 0; i < 3; ++i) {
        CHECK(again.batch.territories[i].id == import.batch.territories[i].id);
        CHECK(again.batch.territories[i].name == import.batch.territories[i].name);
        CHECK(again.batch.territories[i].attributes == import.batch.territories[i].attributes);
    }
    REQUIRE(again.batch.outlines.size() == 1);
    CHECK(square_metres(parse_wkt(again.batch.outlines[0].geometry)) == Approx(square_metres(parse_wkt(import.batch.outlines[0].geometry))));
    CHECK_THROWS_AS(write_geojson(import.batch, folder.path() / "no" / "folder.geojson"), Error);
}

TEST_CASE("a neighbourhood in several communes lies in each by an equal share, and that is said") {
    const files::Folder folder;
    const Import import = read(folder.write("qpv.csv",
                                            "code_qp,lib_qp,insee_com,lib_com,lon_commune,lat_commune\n"
                                            "QN09101M,Les Tours,91228,Évry,2.44,48.63\n"
                                            "QN09101M,Les Tours,91001,Abbéville,2.1,48.4\n"
                                            "QN09102N,Le Parc,1001,Abergement,4.9,46.1\n"
                                            "QN09102N,Le Parc,01001,Abergement,4.9,46.1\n"
                                            "QN9102,Faux,91001,Abbéville,,\n"));
    CHECK(import.batch.territories.size() == 5);
    REQUIRE(import.batch.parts.size() == 2);
    CHECK(import.batch.parts[0].share == 0.5);
    CHECK(says(import, "equal ones are taken"));
    CHECK(says(import, "read as 01001"));
    CHECK(says(import, "found it again"));
    CHECK(says(import, "expected the code of a priority neighbourhood"));
    CHECK(files::broken_promise(import).empty());
}
