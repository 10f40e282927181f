// The lists of the data·inclusion schema: themes in two levels, publics, types of services, networks.

#include <algorithm>
#include <set>

#include <tissu/base/error.hpp>
#include <tissu/base/text.hpp>

#include "io/json_file.hpp"
#include "io/open_data.hpp"
#include "io/organisations.hpp"

namespace tissu::io {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

bool is_list(const fs::path& path) {
    const std::string text = beginning_of(path);
    const std::size_t start = text.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
    const std::size_t end = text.find('}');
    if (start == std::string::npos || text[start] != '[' || end == std::string::npos) return false;
    const std::string first = text.substr(0, end);
    return first.find("\"value\"") != std::string::npos && first.find("\"label\"") != std::string::npos &&
           first.find("\"description\"") != std::string::npos;
}

std::string scheme_of(const fs::path& path) {
    const std::string stem = slug_of(make_utf8(path.stem().string()));
    if (stem.starts_with("thematique")) return "data_inclusion_thematique";
    if (stem.starts_with("public")) return "data_inclusion_public";
    if (stem.starts_with("typologies-de-service")) return "data_inclusion_typologie_service";
    if (stem.starts_with("typologie")) return "data_inclusion_typologie";
    if (stem.starts_with("reseau")) return "data_inclusion_reseau";
    std::string scheme = "data_inclusion_";
    for (const char c : stem)
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-') scheme.push_back(c);
    return scheme;
}

std::string text_of(const json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

// "choisir-un-metier" as a label: no file has the labels of the upper level.
std::string spoken(std::string text) {
    std::replace(text.begin(), text.end(), '-', ' ');
    if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
    return text;
}

class Lists {
public:
    explicit Lists(Report& report) : report_(report) {}

    void read(const fs::path& path) {
        const std::string name = path.filename().string(), scheme = scheme_of(path);
        Findings said(report_, name);
        const std::uint32_t file = report_.file_row(name);
        for_each_element(path, name, report_, [&](const json& element, std::int64_t line) {
            read(element, scheme, said, file, line);
        });
        for (const auto& [id, line] : parents_) {
            if (themes_.contains(id)) continue;
            said.tally(line, "value", std::string(Code(id).value()),
                       "expected the label of the upper level, found its code only: the label is made from the code");
            add(Code(id), spoken(std::string(Code(id).value())), file, line);
        }
        parents_.clear();
    }

private:
    Theme& add(Code id, std::string label, std::uint32_t file, std::int64_t line) {
        themes_.insert(id.text());
        Theme theme;
        theme.id = std::move(id);
        theme.label_fr = std::move(label);
        theme.file = file;
        theme.line = line;
        ++report_.count(Theme::table).read;
        return report_.import.batch.themes.emplace_back(std::move(theme));
    }

    void read(const json& element, const std::string& scheme, Findings& said, std::uint32_t file, std::int64_t line) {
        const auto reject = [&](const char* column, const std::string& value, std::string rule) {
            ++report_.count(Theme::table).read;
            ++report_.count(Theme::table).rejected;
            said.say(line, column, value, std::move(rule), Action::rejected);
        };
        if (!element.is_object()) return reject("", "", "expected an object, found another value");
        const std::string value = text_of(element, "value"), label = text_of(element, "label");
        const std::string id = scheme + ":" + value;
        if (!Code::valid(id)) return reject("value", value, "expected a code, found " + (value.empty() ? "none" : shortened(value)));
        if (label.empty()) return reject("label", "", "expected the label of " + value + ", found none");
        if (themes_.contains(id)) return reject("value", value, "expected each code once, found it again");
        Theme& theme = add(Code(id), label, file, line);
        theme.definition_fr = text_of(element, "description");
        const std::size_t cut = value.find("--");
        const std::string parent = scheme + ":" + value.substr(0, cut);
        if (cut == std::string::npos || cut + 2 == value.size() || !Code::valid(parent)) return;
        theme.broader.emplace_back(parent);
        parents_.try_emplace(parent, line);
    }

    Report& report_;
    std::set<std::string> themes_;
    std::map<std::string, std::int64_t> parents_;
};

}  // namespace

void read_data_inclusion(const fs::path& path, Report& report) {
    report.published_by("data·inclusion", "REEL_OUVERT");
    Lists lists(report);
    bool any = false;
    for (const fs::path& file : files_in(path, {".json"})) {
        if (!is_list(file)) continue;
        any = true;
        lists.read(file);
    }
    if (!any)
        throw Error(Errc::invalid_data, "expected a JSON list of value, label, description, found none in " + path.string());
}

bool is_data_inclusion(const fs::path& path) {
    const std::vector<fs::path> files = files_in(path, {".json"});
    return std::any_of(files.begin(), files.end(), is_list);
}

}  // namespace tissu::io
