#include "load/harvest.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include <tissu/base/text.hpp>

namespace tissu {
namespace {

constexpr std::string_view coverage = "coverage", event_code = "event_code", also_in = "also_in";

using Codes = std::unordered_map<std::string, Code>;

/// The code of each name that is the name of one record only.
class UniqueNames {
public:
    void add(const std::string& name, const Code& code) {
        const std::string key = name_key(name);
        if (key.empty()) return;
        const auto [at, is_new] = codes_.try_emplace(key, code);
        if (!is_new && at->second != code) at->second = Code();
    }
    [[nodiscard]] Code find(const std::string& name) const {
        const auto at = codes_.find(name_key(name));
        return at == codes_.end() ? Code() : at->second;
    }

private:
    Codes codes_;
};

std::string& attribute(Fact& fact, std::string_view name) {
    for (auto& [known, value] : fact.attributes)
        if (known == name) return value;
    return fact.attributes.emplace_back(std::string(name), std::string()).second;
}

std::string taken(Fact& fact, std::string_view name) {
    for (auto at = fact.attributes.begin(); at != fact.attributes.end(); ++at) {
        if (at->first != name) continue;
        std::string value = std::move(at->second);
        fact.attributes.erase(at);
        return value;
    }
    return {};
}

std::vector<std::string> cut(const std::string& text) {
    std::vector<std::string> parts;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('|', begin), text.size());
        if (end > begin) parts.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return parts;
}

void add_once(std::vector<Code>& codes, const Code& code) {
    if (std::find(codes.begin(), codes.end(), code) == codes.end()) codes.push_back(code);
}

/// "Dupont, Jean" and "Jean Dupont" are one.
std::string creator_key(const std::string& name) {
    const std::string key = name_key(name);
    std::vector<std::string> words;
    for (std::size_t begin = 0; begin < key.size();) {
        const std::size_t end = std::min(key.find(' ', begin), key.size());
        words.push_back(key.substr(begin, end - begin));
        begin = end + 1;
    }
    std::sort(words.begin(), words.end());
    std::string result;
    for (const std::string& word : words) result += word + ' ';
    return result;
}

class Together {
public:
    Together(Batch& incoming, const Batch& known) : incoming_(incoming), known_(known) {
        for (const Batch* batch : {&known, const_cast<const Batch*>(&incoming)})
            for (const Actor& actor : batch->actors) names_.insert_or_assign(actor.id.text(), creator_key(actor.name));
    }

    std::vector<Issue> run() {
        match_actors();
        match_themes();
        place();
        match_works();
        return std::move(issues_);
    }

private:
    void match_actors() {
        UniqueNames names;
        std::set<std::string> ids;
        for (const Actor& actor : known_.actors) {
            ids.insert(actor.id.text());
            names.add(actor.name, actor.id);
            names.add(creator_key(actor.name), actor.id);
            for (const std::string& alias : actor.aliases) names.add(alias, actor.id);
        }
        Codes same;
        for (const Actor& actor : incoming_.actors) {
            Code code = names.find(actor.name);
            if (code.empty()) code = names.find(creator_key(actor.name));
            if (!ids.contains(actor.id.text()) && !code.empty()) same.emplace(actor.id.text(), code);
        }
        std::erase_if(incoming_.actors, [&](const Actor& actor) { return same.contains(actor.id.text()); });
        rename(same, &Resource::creators);
    }

    void match_themes() {
        UniqueNames labels;
        for (const Theme& theme : known_.themes)
            for (const std::string* label : {&theme.label_fr, &theme.label_en}) labels.add(*label, theme.id);
        Codes same;
        for (const Theme& theme : incoming_.themes)
            if (const Code code = labels.find(theme.label_fr); !code.empty() && code != theme.id) same.emplace(theme.id.text(), code);
        std::erase_if(incoming_.themes, [&](const Theme& theme) { return same.contains(theme.id.text()); });
        rename(same, &Resource::themes);
    }

    void rename(const Codes& same, std::vector<Code> Resource::*list) {
        if (same.empty()) return;
        for (Resource& resource : incoming_.resources) {
            std::vector<Code> renamed;
            for (const Code& code : resource.*list) {
                const auto other = same.find(code.text());
                add_once(renamed, other == same.end() ? code : other->second);
            }
            resource.*list = std::move(renamed);
        }
    }

    /// Places and events that are known; what is not stays an attribute.
    void place() {
        UniqueNames names;
        std::set<std::string> territories, events;
        for (const Territory& territory : known_.territories) {
            territories.insert(territory.id.text());
            names.add(territory.name, territory.id);
        }
        for (const Event& event : known_.events) events.insert(event.id.text());
        for (Resource& resource : incoming_.resources) {
            std::string rest;
            for (const std::string& text : cut(taken(resource, coverage))) {
                const Code code = territories.contains(text) ? Code(text) : names.find(text);
                if (code.empty()) rest += (rest.empty() ? "" : "|") + text;
                else add_once(resource.territories, code);
            }
            if (!rest.empty()) attribute(resource, coverage) = rest;
            const std::string event = taken(resource, event_code);
            if (events.contains(event)) resource.event = Code(event);
            else if (!event.empty()) attribute(resource, event_code) = event;
        }
    }

    std::string key_of(const Resource& resource) const {
        std::set<std::string> creators;
        for (const Code& code : resource.creators)
            if (const auto name = names_.find(code.text()); name != names_.end()) creators.insert(name->second);
        std::string key = name_key(resource.title) + '\n' + to_text(resource.issued).substr(0, 4);
        for (const std::string& creator : creators) key += '\n' + creator;
        return key;
    }

    /// What a work may be known by: its code, its identifiers, its address.
    static std::vector<std::string> identities(const Resource& resource) {
        std::vector<std::string> all{resource.id.text()};
        for (const Code& code : resource.identifiers) all.push_back(code.text());
        if (!resource.url.empty()) all.push_back("url:" + resource.url);
        return all;
    }

    void match_works() {
        std::vector<Resource> works = known_.resources;
        std::unordered_map<std::string, std::size_t> by_identity, by_key;
        const auto remember = [&](std::size_t at) {
            for (const std::string& identity : identities(works[at])) by_identity.try_emplace(identity, at);
            if (works[at].issued.known()) by_key.try_emplace(key_of(works[at]), at);
        };
        for (std::size_t i = 0; i < works.size(); ++i) {
            if (works[i].source.empty()) works[i].source = known_.source;
            remember(i);
        }
        std::set<std::size_t> changed;
        for (Resource& resource : incoming_.resources) {
            if (resource.source.empty()) resource.source = incoming_.source;
            if (resource.source_kind.empty()) resource.source_kind = incoming_.source_kind;
            auto [at, why] = find(by_identity, by_key, resource);
            if (why.empty()) {
                at = works.size();
                works.push_back(std::move(resource));
            } else {
                merge(works[at], resource, why);
            }
            changed.insert(at);
            remember(at);
        }
        incoming_.resources.clear();
        for (const std::size_t at : changed) incoming_.resources.push_back(std::move(works[at]));
    }

    std::pair<std::size_t, std::string> find(const std::unordered_map<std::string, std::size_t>& by_identity,
                                             const std::unordered_map<std::string, std::size_t>& by_key,
                                             const Resource& resource) const {
        for (const std::string& identity : identities(resource))
            if (const auto at = by_identity.find(identity); at != by_identity.end()) return {at->second, "the same identifier " + identity};
        if (resource.issued.known())
            if (const auto at = by_key.find(key_of(resource)); at != by_key.end()) return {at->second, "the same title, date and creators"};
        return {0, std::string()};
    }

    void merge(Resource& work, Resource& found, const std::string& why) {
        const bool same_source = work.source == found.source;
        if (found.id != work.id || !same_source)
            issues_.push_back({incoming_.files[found.file], found.line, "identifier", shortened(found.id.text()),
                               "expected a work that is not known yet, found " + work.id.text() + " of " + shortened(work.source) + " by " + why +
                                   ": they become one, with both sources",
                               Action::noted});
        Resource merged = same_source ? found : work;
        const Resource& other = same_source ? work : found;
        for (const auto& [part, value] : {std::pair{&merged.description, &other.description}, {&merged.text, &other.text}, {&merged.type, &other.type},
                                          {&merged.language, &other.language}, {&merged.access, &other.access}, {&merged.url, &other.url}})
            if (part->empty()) *part = *value;
        if (merged.issued.precision < other.issued.precision) merged.issued = other.issued;
        if (merged.event.empty()) merged.event = other.event;
        if (merged.creators.empty()) merged.creators = other.creators;
        for (const Code& code : other.themes) add_once(merged.themes, code);
        for (const Code& code : other.territories) add_once(merged.territories, code);
        merged.id = work.id;
        for (const Code& code : other.identifiers) add_once(merged.identifiers, code);
        if (found.id != work.id) add_once(merged.identifiers, found.id);
        std::erase(merged.identifiers, merged.id);
        for (const auto& [name, value] : other.attributes)
            if (std::string& own = attribute(merged, name); own.empty()) own = value;
        merged.source = work.source;
        merged.source_kind = work.source_kind;
        if (!same_source) add_source(attribute(merged, also_in), found.source);
        merged.file = found.file;
        merged.line = found.line;
        work = std::move(merged);
    }

    static void add_source(std::string& list, const std::string& source) {
        const auto known = cut(list);
        if (std::find(known.begin(), known.end(), source) == known.end()) list += (list.empty() ? "" : "|") + source;
    }

    Batch& incoming_;
    const Batch& known_;
    std::unordered_map<std::string, std::string> names_;  ///< of actors, by code
    std::vector<Issue> issues_;
};

}  // namespace

std::vector<Issue> bring_together(Batch& incoming, const Batch& known) { return Together(incoming, known).run(); }

}  // namespace tissu
