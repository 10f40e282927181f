#include "io/cog.hpp"

#include <algorithm>

#include <tissu/base/error.hpp>

namespace tissu::io {
namespace {

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

bool digits_only(std::string_view text) noexcept { return std::all_of(text.begin(), text.end(), is_digit); }

std::string upper(std::string_view text) {
    std::string result(text);
    for (char& c : result)
        if (c == 'a' || c == 'b') c = static_cast<char>(c - 'a' + 'A');
    return result;
}

}  // namespace

std::optional<InseeCode> commune_code(std::string_view text) {
    InseeCode code{upper(text), false};
    if (code.text.size() == 4 && digits_only(code.text)) code.text.insert(0, "0");
    const bool corsican = code.text.size() == 5 && code.text[0] == '2' &&
                          (code.text[1] == 'A' || code.text[1] == 'B') &&
                          digits_only(std::string_view(code.text).substr(2));
    if (!corsican && (code.text.size() != 5 || !digits_only(code.text) || code.text.starts_with("00")))
        return std::nullopt;
    code.repaired = code.text != text;
    return code;
}

std::optional<InseeCode> departement_code(std::string_view text) {
    InseeCode code{upper(text), false};
    if (code.text.size() == 1 && is_digit(code.text[0])) code.text.insert(0, "0");
    const bool right =
        code.text == "2A" || code.text == "2B" ||
        ((code.text.size() == 2 || code.text.size() == 3) && digits_only(code.text) && code.text != "00");
    if (!right) return std::nullopt;
    code.repaired = code.text != text;
    return code;
}

std::string_view city_of_arrondissement(std::string_view code) noexcept {
    if (code >= "75101" && code <= "75120") return "75056";
    if (code >= "69381" && code <= "69389") return "69123";
    if (code >= "13201" && code <= "13216") return "13055";
    return {};
}

Territory* Cog::territory(const Code& id) {
    const auto found = rows_.find(id.text());
    return found == rows_.end() ? nullptr : &report_.import.batch.territories[found->second];
}

Territory& Cog::append(Code id, std::string name, std::uint32_t file, std::int64_t line) {
    auto& territories = report_.import.batch.territories;
    rows_.emplace(id.text(), territories.size());
    Territory& territory = territories.emplace_back();
    territory.id = std::move(id);
    territory.name = std::move(name);
    territory.file = file;
    territory.line = line;
    return territory;
}

bool Cog::append_part(const Code& territory, const Code& part_of, std::uint32_t file, std::int64_t line) {
    if (!parts_.emplace(territory, part_of).second) return false;
    Part part;
    part.territory = territory;
    part.part_of = part_of;
    part.file = file;
    part.line = line;
    report_.import.batch.parts.push_back(std::move(part));
    return true;
}

void Cog::read(const CogFile& file) {
    if (file.json) read_json(file);
    else read_csv(file);
    has_communes_ = has_communes_ || file.kind == CogKind::communes;
}

void read_cog(const std::filesystem::path& path, Report& report) {
    report.published_by("Insee, code officiel géographique", "REEL_OUVERT");
    const auto files = cog_files(path, report);
    const bool none = std::all_of(files.begin(), files.end(),
                                  [](const CogFile& file) { return file.kind == CogKind::none; });
    if (none)
        throw Error(Errc::invalid_data,
                    "expected files of the official geographic code, such as communes.csv with the columns "
                    "TYPECOM, COM, LIBELLE, COMPARENT, found none in " +
                        path.string());
    std::error_code failure;
    for (const CogFile& file : files) report.expect(std::filesystem::file_size(file.path, failure));
    Cog cog(report);
    for (const CogFile& file : files) cog.read(file);
}

}  // namespace tissu::io
