// Which territory a feature is about: the properties that French public files have.

#include <algorithm>
#include <initializer_list>

#include <tissu/base/identifier.hpp>
#include <tissu/base/text.hpp>

#include "io/geojson.hpp"

namespace tissu::io {
namespace {

using nlohmann::json;

class Properties {
public:
    explicit Properties(const json& feature) {
        const auto found = feature.find("properties");
        if (found == feature.end() || !found->is_object()) return;
        for (const auto& [key, value] : found->items()) items_.push_back({key, folded(key), text_of(value), false});
    }

    /// The first of these that has a value; it is no longer among the others.
    std::string take(std::initializer_list<std::string_view> names) {
        for (const std::string_view name : names)
            for (Item& item : items_)
                if (!item.taken && item.key == name && !item.value.empty()) {
                    item.taken = true;
                    return item.value;
                }
        return {};
    }

    /// Takes `name` if this is its value.
    void take_if(std::string_view name, std::string_view value) {
        for (Item& item : items_)
            if (item.key == name && item.value == value) item.taken = true;
    }

    [[nodiscard]] bool has(std::string_view name) const {
        return std::any_of(items_.begin(), items_.end(), [&](const Item& item) { return item.key == name && !item.value.empty(); });
    }

    [[nodiscard]] Attributes others() const {
        Attributes others;
        for (const Item& item : items_) {
            if (item.taken || item.value.empty()) continue;
            std::string name = is_column(item.key) ? "property_" + item.name : item.name;
            const bool again = std::any_of(others.begin(), others.end(), [&](const auto& o) { return o.first == name; });
            if (!name.empty() && !again) others.emplace_back(std::move(name), item.value);
        }
        return others;
    }

private:
    struct Item {
        std::string name, key, value;
        bool taken;
    };

    static std::string text_of(const json& value) {
        if (value.is_null()) return {};
        std::string text = value.is_string() ? value.get<std::string>() : value.dump(-1, ' ', false, json::error_handler_t::replace);
        std::erase(text, '\0');
        return text;
    }

    static bool is_column(std::string_view key) {
        bool found = key == "source" || key == "source_kind";
        const Territory sample;
        Territory::fields(sample, [&](const Field& field, const auto&) { found = found || field.name == key; });
        return found;
    }

    std::vector<Item> items_;
};

bool digits(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// The kind of a bare code: by its syntax, where two kinds share one by what the file is called.
std::string kind_of(const std::string& code, std::string_view hint) {
    const auto named = [&](std::string_view word) { return hint.find(word) != std::string_view::npos; };
    if (identifier::qpv(code) != 0) return "qpv";
    if (code.size() == 9 && digits(code)) return named("ept") ? "ept" : "epci";
    if (code.size() == 5 && identifier::commune(code)) return "commune";
    if (named("departement")) return "departement";
    if (named("region")) return "region";
    if (code.size() == 4 && identifier::commune(code)) return "commune";
    return {};
}

bool is_point(const json& feature) {
    const auto geometry = feature.find("geometry");
    return geometry != feature.end() && geometry->is_object() && geometry->value("type", json()) == "Point";
}

void find_code(Properties& properties, const json& feature, std::string_view hint, Identity& identity) {
    std::string id = properties.take({"id"});
    if (id.empty()) {
        const auto own = feature.find("id");
        if (own != feature.end() && own->is_string()) id = own->get<std::string>();
    }
    if (Code::valid(id)) {
        const Code code(id);
        identity.kind = code.scheme();
        identity.code = code.value();
        properties.take_if("kind", identity.kind);
        return;
    }
    const std::string kind = properties.take({"kind"});
    if (!kind.empty()) {
        identity.kind = kind;
        identity.code = properties.take({"code"});
        if (identity.code.empty()) identity.code = id;
        return;
    }
    // A neighbourhood is an area: a point with its code and that of its commune is the commune's.
    const bool of_commune = is_point(feature) && properties.has("insee_com");
    if (!of_commune) identity.code = properties.take({"code_qp", "code_qpv", "codeqp"});
    if (!identity.code.empty()) {
        identity.kind = "qpv";
        return;
    }
    identity.code = properties.take({"insee_com", "code_insee", "codgeo", "code_commune"});
    if (!identity.code.empty()) {
        identity.kind = "commune";
        return;
    }
    identity.code = properties.take({"code"});
    if (!identity.code.empty()) {
        identity.kind = kind_of(identity.code, hint);
        return;
    }
    const auto found = [&](const char* scheme, std::initializer_list<std::string_view> names) {
        identity.code = properties.take(names);
        identity.kind = scheme;
        return !identity.code.empty();
    };
    if (found("ept", {"code_ept"}) || found("epci", {"code_epci", "siren_epci", "code_siren"}) ||
        found("departement", {"code_departement", "code_dept", "insee_dep", "code_dep"}) ||
        found("region", {"code_region", "insee_reg", "code_reg"}))
        return;
    identity.code = id;
    identity.kind = kind_of(id, hint);
}

}  // namespace

Identity identity_of(const json& feature, std::string_view hint) {
    Properties properties(feature);
    Identity identity;
    find_code(properties, feature, hint, identity);
    if (identity.kind == "qpv") {
        identity.name = properties.take({"nom_qp", "lib_qp", "nom_qpv", "lib_qpv"});
        identity.commune = properties.take({"insee_com", "code_commune", "code_insee"});
        identity.commune_name = properties.take({"lib_com", "nom_commune", "nom_com"});
    }
    if (identity.kind == "commune") {
        identity.name = properties.take({"nom_com", "lib_com", "nom_commune", "libgeo"});
        if (const auto mended = identifier::commune(identity.code)) identity.code = mended->text;
    }
    if (identity.name.empty()) identity.name = properties.take({"name", "nom", "libelle", "label", "lib", "nom_officiel"});
    identity.geography = properties.take({"geography", "geographie", "millesime", "vintage"});
    if (identity.geography.empty() && identity.kind == "qpv" && identifier::qpv(identity.code) != 0)
        identity.geography = std::to_string(identifier::qpv(identity.code));
    identity.population = properties.take({"population", "pop_mun"});
    identity.others = properties.others();
    return identity;
}

}  // namespace tissu::io
