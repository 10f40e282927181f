#pragma once
/// \file
/// Descriptions of works as bibliographic formats have them, and what they become in a batch.

#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "io/report.hpp"

namespace tissu::io {

/// One work, as texts.
struct Reference {
    std::string id;  ///< what the file calls it; may be empty
    std::string title, description, date, language, rights, url;
    std::vector<std::string> creators, subjects, types, identifiers, coverage;
    std::string event;  ///< code of the event it issued from
    std::vector<std::pair<std::string, std::string>> others;  ///< kept as attributes
    std::int64_t line = 0;
};

/// Adds resources, with the actors and concepts that they name.
class References {
public:
    References(Report& report, std::string file);

    void add(Reference reference);

private:
    [[nodiscard]] Code id_of(const Reference& reference) const;
    [[nodiscard]] Code creator(const std::string& name, std::int64_t line);
    [[nodiscard]] Code subject(const std::string& label, std::int64_t line);
    [[nodiscard]] std::string type_of(const Reference& reference) const;
    void reject(const Reference& reference, const char* column, const std::string& value, std::string rule);
    void note(const Reference& reference, const char* column, const std::string& value, std::string rule);

    Report& report_;
    std::string file_;
    std::uint32_t row_;
    std::unordered_map<std::string, std::string> types_, labels_, accesses_;  ///< codes by folded label, code or address
    std::set<std::string> seen_, made_;
};

/// `doi:10.1234/abc`, `isbn:…`, `url:…` or the code that it is; empty for a text that is none.
[[nodiscard]] std::string identifier_of(std::string_view text);

void read_oai_dc(const std::filesystem::path& path, Report& report);
void read_ris(const std::filesystem::path& path, Report& report);
[[nodiscard]] bool is_oai_dc(const std::filesystem::path& path);
[[nodiscard]] bool is_ris(const std::filesystem::path& path);

}  // namespace tissu::io
