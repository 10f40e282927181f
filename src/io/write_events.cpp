// Resources and events as schema.org in JSON-LD; events as a calendar (RFC 5545).

#include <cmath>
#include <unordered_map>

#include <nlohmann/json.hpp>

#include <tissu/base/text.hpp>

#include "io/publishing.hpp"

namespace tissu::io {
namespace {

using json = nlohmann::ordered_json;

json list_or_one(json list) { return list.size() == 1 ? list.front() : list; }

json named(const char* type, const Code& code, const std::string& name) {
    return {{"@type", type}, {"@id", code.text()}, {"name", name.empty() ? code.text() : name}};
}

json agents(const std::vector<Code>& codes, const Names& names) {
    json list = json::array();
    for (const Code& code : codes) {
        const Actor* actor = names.actor(code);
        const bool person = actor != nullptr && actor->kind == "person";
        list.push_back(named(person ? "Person" : "Organization", code, actor == nullptr ? std::string() : actor->name));
    }
    return list_or_one(std::move(list));
}

json places(const std::vector<Code>& codes, const Names& names) {
    json list = json::array();
    for (const Code& code : codes) {
        const Territory* territory = names.territory(code);
        json place = named("Place", code, territory == nullptr ? std::string() : territory->name);
        if (territory != nullptr && !std::isnan(territory->lon) && !std::isnan(territory->lat))
            place["geo"] = {{"@type", "GeoCoordinates"}, {"latitude", territory->lat}, {"longitude", territory->lon}};
        list.push_back(std::move(place));
    }
    return list_or_one(std::move(list));
}

json themes(const std::vector<Code>& codes, const Names& names) {
    json list = json::array();
    for (const Code& code : codes) {
        const Theme* theme = names.theme(code.text());
        list.push_back(named("DefinedTerm", code, theme == nullptr ? std::string() : theme->label_fr));
    }
    return list_or_one(std::move(list));
}

void put(json& object, const char* name, const std::string& value) {
    if (!value.empty()) object[name] = value;
}

json work(const Resource& resource, const Names& names) {
    const std::string type = names.attribute("resource_type", resource.type, "schema");
    json object{{"@type", type.empty() ? "CreativeWork" : type}, {"@id", resource.id.text()}, {"name", resource.title}};
    put(object, "description", resource.description);
    if (resource.issued.known()) object["datePublished"] = to_text(resource.issued);
    put(object, "inLanguage", resource.language);
    put(object, "url", resource.url);
    put(object, "additionalType", resource.type);
    if (!resource.creators.empty()) object["creator"] = agents(resource.creators, names);
    if (!resource.themes.empty()) object["about"] = themes(resource.themes, names);
    if (!resource.territories.empty()) object["spatialCoverage"] = places(resource.territories, names);
    json identifiers = json::array();
    for (const Code& code : resource.identifiers) identifiers.push_back(code.text());
    if (!identifiers.empty()) object["identifier"] = list_or_one(std::move(identifiers));
    if (!resource.access.empty()) object["isAccessibleForFree"] = resource.access.ends_with("LIBRE");
    if (!resource.event.empty()) object["recordedAt"] = {{"@id", resource.event.text()}};
    return object;
}

/// schema.org has the last day of an event.
json event_object(const Event& event, const Names& names) {
    const std::string type = names.attribute("event_type", event.type, "schema");
    json object{{"@type", type.empty() ? "Event" : type}, {"@id", event.id.text()}, {"name", event.title}};
    put(object, "description", event.description);
    if (event.start.known()) object["startDate"] = to_text(event.start);
    if (event.end.known()) object["endDate"] = to_text(event.end);
    std::string mode = names.attribute("attendance_mode", event.mode, "uri");
    if (mode.starts_with("schema:")) object["eventAttendanceMode"] = "https://schema.org/" + mode.substr(7);
    object["isAccessibleForFree"] = true;
    put(object, "additionalType", event.type);
    if (!event.organisers.empty()) object["organizer"] = agents(event.organisers, names);
    if (!event.themes.empty()) object["about"] = themes(event.themes, names);
    if (!event.territories.empty()) object["location"] = places(event.territories, names);
    if (!std::isnan(event.capacity)) object["maximumAttendeeCapacity"] = std::llround(event.capacity);
    if (!event.parent.empty()) object["superEvent"] = {{"@id", event.parent.text()}};
    return object;
}

/// RFC 5545, 3.3.11: backslash, semicolon, comma and line ends.
std::string ical_text(std::string_view text) {
    std::string result;
    for (const char c : text) {
        if (c == '\\' || c == ';' || c == ',') result += '\\';
        if (c == '\n') result += "\\n";
        else if (static_cast<unsigned char>(c) >= 0x20) result += c;
    }
    return result;
}

/// RFC 5545, 3.1: lines of at most 75 octets, folded between characters, ended by CR LF.
std::string ical_line(const std::string& name, const std::string& value) {
    const std::string line = name + ":" + value;
    std::string result;
    std::size_t octets = 0;
    for (std::size_t at = 0; at < line.size();) {
        std::size_t length = 1;
        while (at + length < line.size() && (static_cast<unsigned char>(line[at + length]) & 0xC0U) == 0x80U) ++length;
        if (octets + length > 75) {
            result += "\r\n ";
            octets = 1;
        }
        result.append(line, at, length);
        octets += length;
        at += length;
    }
    return result + "\r\n";
}

std::string ical_date(Date date) {
    std::string text = to_text(date);
    std::erase(text, '-');
    return text;
}

std::string listed(const std::vector<std::string>& names) {
    std::string result;
    for (const std::string& name : names) result += (result.empty() ? "" : ",") + ical_text(name);
    return result;
}

std::string calendar_event(const Event& event, const Names& names) {
    std::string text = "BEGIN:VEVENT\r\n" + ical_line("UID", ical_text(event.id.text()));
    text += ical_line("DTSTAMP", ical_date(event.start.first) + "T000000Z");
    text += ical_line("DTSTART;VALUE=DATE", ical_date(event.start.first));
    text += ical_line("DTEND;VALUE=DATE", ical_date(event.end.known() ? event.end.end() : event.start.end()));
    text += ical_line("SUMMARY", ical_text(event.title));
    if (!event.description.empty()) text += ical_line("DESCRIPTION", ical_text(event.description));
    if (!event.territories.empty()) text += ical_line("LOCATION", listed(names.territories(event.territories)));
    if (!event.themes.empty()) text += ical_line("CATEGORIES", listed(names.themes(event.themes)));
    for (const std::string& organiser : names.actors(event.organisers)) text += ical_line("CONTACT", ical_text(organiser));
    return text + "END:VEVENT\r\n";
}

}  // namespace

void write_jsonld(const Batch& batch, const Names& names, WholeFile& file) {
    file.write("{\"@context\": \"https://schema.org\", \"@graph\": [");
    bool first = true;
    const auto write = [&](const json& object) {
        file.write(std::exchange(first, false) ? "\n" : ",\n");
        file.write(object.dump(-1, ' ', false, json::error_handler_t::replace));
    };
    std::unordered_map<std::string, std::vector<std::string>> works;
    for (const Resource& resource : batch.resources) {
        write(work(resource, names));
        if (!resource.event.empty()) works[resource.event.text()].push_back(resource.id.text());
    }
    for (const Event& event : batch.events) {
        json object = event_object(event, names);
        json recorded = json::array();
        if (const auto own = works.find(event.id.text()); own != works.end())
            for (const std::string& id : own->second) recorded.push_back({{"@id", id}});
        if (!recorded.empty()) object["recordedIn"] = list_or_one(std::move(recorded));
        write(object);
    }
    file.write("\n]}\n");
}

void write_ical(const Batch& batch, const Names& names, WholeFile& file) {
    file.write("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//tissu//catalogue//FR\r\nCALSCALE:GREGORIAN\r\n");
    for (const Event& event : batch.events)
        if (event.start.known()) file.write(calendar_event(event, names));
    file.write("END:VCALENDAR\r\n");
}

}  // namespace tissu::io
