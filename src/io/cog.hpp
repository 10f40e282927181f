#pragma once
/// \file
/// The territories of France as the official geographic code and its companions list them.

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>

#include <nlohmann/json_fwd.hpp>

#include <tissu/base/identifier.hpp>

#include "io/cog_files.hpp"
#include "io/sheet.hpp"

namespace tissu::io {

using InseeCode = identifier::Mended;

inline std::optional<InseeCode> commune_code(std::string_view text) { return identifier::commune(text); }
inline std::optional<InseeCode> departement_code(std::string_view text) { return identifier::departement(text); }

/// 75056, 69123 or 13055 for the code of one of their arrondissements; else empty.
[[nodiscard]] std::string_view city_of_arrondissement(std::string_view code) noexcept;

/// The SIREN number that stands for no EPCI or EPT.
inline constexpr std::string_view no_group = "ZZZZZZZZZ";

/// True for the header (as `header_of` gives it) of a list of communes by EPCI.
[[nodiscard]] bool is_composition(const std::vector<std::string>& header);

struct Life;

/// Fills a batch from the files, in the order of CogKind.
class Cog {
public:
    explicit Cog(Report& report) : report_(report) {}

    void read(const CogFile& file);

private:
    void read_csv(const CogFile& file);
    void read_json(const CogFile& file);

    // cog_csv.cpp
    void read_regions(Sheet& sheet);
    void read_departements(Sheet& sheet);
    void read_arrondissements(Sheet& sheet);
    void read_communes(Sheet& sheet);
    void read_commune(Sheet& sheet, const std::string& type);
    void read_populations(Sheet& sheet);
    void read_centroids(Sheet& sheet);
    void read_ept(Sheet& sheet);
    void read_epci(Sheet& sheet, int year);
    [[nodiscard]] std::string code(Sheet& sheet, std::size_t column,
                                   std::optional<InseeCode> (*reading)(std::string_view));
    [[nodiscard]] std::string siren(Sheet& sheet, std::size_t column);
    [[nodiscard]] double number(Sheet& sheet, std::size_t column);
    Territory* add(Sheet& sheet, std::string_view kind, std::string_view code, std::string_view name);
    bool add_part(Sheet& sheet, const Code& territory, const Code& part_of, int year = 0);

    // cog_epci.cpp
    struct Composition;
    bool read_group(Sheet& sheet, const Composition& columns, const Code& id, int year);
    void read_member(Sheet& sheet, const Composition& columns, const Code& member, const Code& group, int year);

    // cog_movements.cpp
    void read_movements(Sheet& sheet);
    void add_life(const Code& code, const Life& life, std::uint32_t file);

    // cog_json.cpp
    void read_element(const CogFile& file, const nlohmann::json& element, std::int64_t line);
    void read_json_commune(const nlohmann::json& element, Territory& territory);
    void read_json_members(const CogFile& file, const nlohmann::json& element, std::int64_t line,
                           const Code& group);

    /// The territory of that id, or nullptr.
    [[nodiscard]] Territory* territory(const Code& id);

    /// Adds a link of the lattice, since 1 January of `year` if it is not 0; nullptr if it is there already.
    /// The link is valid until the next call.
    Part* append_part(const Code& territory, const Code& part_of, std::uint32_t file, std::int64_t line,
                      int year = 0);
    Territory& append(Code id, std::string name, std::uint32_t file, std::int64_t line);

    /// Adds a département, and its région, that no file read so far lists. False if there is none of that code.
    bool mention_departement(std::string_view code, std::uint32_t file, std::int64_t line);

    Report& report_;
    std::unordered_map<std::string, std::size_t> rows_;  ///< of Batch::territories, by id
    std::set<std::tuple<Code, Code, int>> parts_;
    bool has_communes_ = false;
};

}  // namespace tissu::io
