#pragma once
/// \file
/// Two files about European cities in networks: `networks.csv` and `memberships.csv`.

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "io/report.hpp"
#include "io/sheet.hpp"

namespace tissu::io {

/// Fills a batch from the two files, in the order networks, memberships; either may be absent.
class Urbact {
public:
    explicit Urbact(Report& report) : report_(report) {}

    void read_networks(const std::filesystem::path& path, const std::string& name);
    void read_memberships(const std::filesystem::path& path, const std::string& name);

    /// Compares what the two files say of each other. To be called last.
    void compare();

private:
    struct Network {
        std::size_t row = 0;  ///< in Batch::partnerships
        std::int64_t line = 0;
        std::string file;
        double cities = missing;  ///< as the file says
        std::string lead_country;
        std::set<std::string> members;  ///< as counted
        std::string lead_found;
        std::size_t leads = 0;
    };
    struct City {
        std::string first_name;
        std::set<std::string> names;
        std::string country;
        std::size_t row = 0;    ///< in Batch::territories
        std::size_t actor = 0;  ///< in Batch::actors
    };
    struct Member {
        std::size_t row = 0;  ///< in Batch::partners
        std::int64_t line = 0;
        bool repaired = false;
    };

    void read_network(Sheet& sheet);
    void read_member(Sheet& sheet);
    [[nodiscard]] std::string value(Sheet& sheet, std::string_view column);
    [[nodiscard]] std::string paragraphs(Sheet& sheet);
    [[nodiscard]] PartialDate year(Sheet& sheet, std::string_view column);
    [[nodiscard]] double number(Sheet& sheet, std::string_view column);
    [[nodiscard]] std::vector<Code> themes(Sheet& sheet);
    [[nodiscard]] Code theme(Sheet& sheet, const std::string& label);
    [[nodiscard]] Code country(Sheet& sheet, std::string_view column, const std::string& region);
    [[nodiscard]] Code region(Sheet& sheet, const std::string& name);
    bool add_network(Sheet& sheet, const std::string& code, const std::string& title);
    void add_city(Sheet& sheet, const std::string& code);
    void check_city(Sheet& sheet, const std::string& code, const City& city);
    void add_partner(Sheet& sheet, Network& network, const std::string& code, Partner partner);
    Territory& add_territory(Sheet& sheet, Code id, std::string name);

    Report& report_;
    std::unordered_map<std::string, Network> networks_;
    std::unordered_map<std::string, City> cities_;
    std::map<std::pair<std::string, std::string>, Member> members_;
    std::map<Code, std::string> countries_;  ///< with their region
    std::set<Code> regions_;
    std::set<Code> themes_;
    bool networks_read_ = false;
    bool memberships_read_ = false;
    std::map<std::string, std::size_t, std::less<>> columns_;  ///< of the sheet being read
};

}  // namespace tissu::io
