#pragma once
/// \file
/// GeoJSON (RFC 7946) as territories and outlines.

#include <map>
#include <set>
#include <string>

#include <nlohmann/json.hpp>

#include <tissu/base/geometry.hpp>

#include "io/open_data.hpp"
#include "io/report.hpp"

namespace tissu::io {

/// The coordinates of one geometry, checked. `problem` empty: they can be used.
struct Shape {
    std::string problem;             ///< "expected …, found …"
    std::vector<std::string> notes;  ///< what was taken differently than written, or is odd
    bool closed_a_ring = false;
    Area area;                       ///< of Polygon and MultiPolygon
    LonLat point;                    ///< of Point
    bool is_point = false;
};

enum class Reference : unsigned char { degrees, lambert93 };

/// `french`: its place is in France, so that coordinates in the wrong order can be told.
[[nodiscard]] Shape shape_of(const nlohmann::json& geometry, Reference reference, bool french);

/// What the properties of a feature say, under the names that French public files use.
struct Identity {
    std::string kind, code, name, geography;
    std::string commune, commune_name;  ///< where a priority neighbourhood lies
    std::string population;
    Attributes others;                  ///< all that was not taken for one of these
};

/// `hint`: folded name of the file or collection, which may tell a kind ("communes-ile-de-france").
[[nodiscard]] Identity identity_of(const nlohmann::json& feature, std::string_view hint);

/// Reads files into a report; a territory comes once.
class GeoJson {
public:
    explicit GeoJson(Report& report) : report_(report) {}

    void read_file(const std::filesystem::path& path, const std::string& name);

private:
    void member(const std::string& key, const nlohmann::json& value);
    void feature(const nlohmann::json& feature, std::int64_t line);
    void reject(std::int64_t line, const std::string& column, const std::string& value, const std::string& rule);
    void mention_commune(const Code& code, const std::string& name, std::int64_t line);
    void place(Territory& territory, const Identity& identity, std::int64_t line);
    void add_outline(const Territory& territory, const Identity& identity, const Shape& shape, std::int64_t line);
    void tell_of_shape(const Territory& territory, const Shape& shape, std::int64_t line);

    Report& report_;
    Findings* said_ = nullptr;  ///< of the file that is read: what may be true of many features
    std::string file_;
    std::string hint_;
    Reference reference_ = Reference::degrees;
    bool told_reference_ = false;
    std::map<Code, std::int64_t> lines_;   ///< where each territory was first read
    std::set<Code> communes_;              ///< mentioned
    std::set<std::pair<Code, std::string>> outlines_;
};

}  // namespace tissu::io
