// The catalogue in the formats of libraries, search engines and calendars.

#include "io/publishing.hpp"

#include <array>

#include <tissu/base/text.hpp>
#include <tissu/io/import.hpp>

namespace tissu {
namespace io {
namespace {

template <class Record>
const Record* found(const std::unordered_map<std::string, const Record*>& records, const std::string& code) {
    const auto at = records.find(code);
    return at == records.end() ? nullptr : at->second;
}

template <class Name>
std::vector<std::string> names_of(const std::vector<Code>& codes, Name&& name) {
    std::vector<std::string> names;
    for (const Code& code : codes) {
        std::string text = name(code);
        names.push_back(text.empty() ? code.text() : std::move(text));
    }
    return names;
}

struct Writer {
    std::string_view format;
    void (*write)(const Batch&, const Names&, WholeFile&);
};
constexpr std::array<Writer, 5> writers = {{{"oai-dc", write_oai_dc},
                                            {"ris", write_ris},
                                            {"bibtex", write_bibtex},
                                            {"jsonld", write_jsonld},
                                            {"ical", write_ical}}};

}  // namespace

Names::Names(const Batch& batch) : schemes_(built_in_schemes()) {
    for (const Theme& theme : schemes_.themes) themes_.emplace(theme.id.text(), &theme);
    for (const Theme& theme : batch.themes) themes_.emplace(theme.id.text(), &theme);
    for (const Actor& actor : batch.actors) actors_.emplace(actor.id.text(), &actor);
    for (const Territory& territory : batch.territories) territories_.emplace(territory.id.text(), &territory);
}

const Theme* Names::theme(const std::string& code) const { return found(themes_, code); }
const Actor* Names::actor(const Code& code) const { return found(actors_, code.text()); }
const Territory* Names::territory(const Code& code) const { return found(territories_, code.text()); }

std::vector<std::string> Names::actors(const std::vector<Code>& codes) const {
    return names_of(codes, [&](const Code& code) { return actor(code) ? actor(code)->name : std::string(); });
}
std::vector<std::string> Names::themes(const std::vector<Code>& codes) const {
    return names_of(codes, [&](const Code& code) { return theme(code.text()) ? theme(code.text())->label_fr : std::string(); });
}
std::vector<std::string> Names::territories(const std::vector<Code>& codes) const {
    return names_of(codes, [&](const Code& code) { return territory(code) ? territory(code)->name : std::string(); });
}

std::string Names::attribute(std::string_view scheme, const std::string& type, std::string_view name) const {
    const Theme* concept_of_type = theme(std::string(scheme) + ":" + type.substr(type.find(':') + 1));
    if (concept_of_type == nullptr) return {};
    for (const auto& [known, value] : concept_of_type->attributes)
        if (known == name) return value;
    return {};
}

}  // namespace io

void write_catalogue(const Batch& batch, const std::filesystem::path& path, std::string_view format, const Progress& progress) {
    for (const io::Writer& writer : io::writers) {
        if (writer.format != format) continue;
        const io::Names names(batch);
        io::WholeFile file(path);
        writer.write(batch, names, file);
        file.publish();
        progress.report(1.0);
        return;
    }
    throw Error(Errc::unsupported, "expected the format oai-dc, ris, bibtex, jsonld or ical, found " + shortened(format));
}

}  // namespace tissu
