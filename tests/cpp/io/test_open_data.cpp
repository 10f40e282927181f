// Published files: posts of urban policy, grants, Interreg, thesauri.

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include <tissu/base/error.hpp>

#include "catch.hpp"
#include "golden.hpp"

using namespace tissu;

namespace {

std::string attribute(const Fact& fact, std::string_view name) {
    for (const auto& [key, value] : fact.attributes)
        if (key == name) return value;
    return {};
}

bool in_area(const Partnership& post) {
    const std::string code = attribute(post, "insee_dep");
    return code == "77" || code == "91" || code == "94";
}

// The contracts of each employer.
std::map<std::string, std::set<std::string>> contracts_by_employer(const Batch& batch, bool area_only) {
    std::map<std::string, const Partnership*> posts;
    for (const Partnership& post : batch.partnerships) posts[post.id.text()] = &post;
    std::map<std::string, std::set<std::string>> contracts;
    for (const Partner& partner : batch.partners) {
        const Partnership& post = *posts.at(partner.partnership.text());
        if (partner.role != "beneficiary" || post.type != "SUB.AR" || (area_only && !in_area(post))) continue;
        std::set<std::string>& of = contracts[partner.actor.text()];
        for (const Code& territory : post.territories)
            if (territory.scheme() == "contrat") of.insert(territory.text());
    }
    return contracts;
}

std::pair<std::size_t, std::size_t> shared_contracts(const std::map<std::string, std::set<std::string>>& all) {
    std::size_t several = 0;
    std::set<std::pair<std::string, std::string>> pairs;
    for (const auto& [employer, contracts] : all) {
        several += contracts.size() > 1;
        for (auto a = contracts.begin(); a != contracts.end(); ++a)
            for (auto b = std::next(a); b != contracts.end(); ++b) pairs.emplace(*a, *b);
    }
    return {several, pairs.size()};
}

}  // namespace

TEST_CASE("Fonjep posts of 2020 in 77, 91 and 94: 75 rows are 63 posts, 441,183 EUR") {
    const auto path = files::shared("data/networks/ci-ville/postes-fonjep-2020.json");
    if (path.empty()) return;
    const Import import = read(path);
    CHECK(files::rows_of(import, "partnerships").read == 1455);
    CHECK(files::rows_of(import, "partnerships").rejected == 22);
    std::size_t posts = 0;
    double amount = 0;
    for (const Partnership& post : import.batch.partnerships)
        if (in_area(post)) {
            ++posts;
            amount += post.amount;
        }
    CHECK(posts == 63);
    CHECK(amount == 441183);
}

TEST_CASE("posts of four years, with their contracts: hardly any employer is in two contracts") {
    const auto path = files::shared("data/networks/ci-ville");
    if (path.empty()) return;
    const Import import = read(path);
    CHECK(files::broken_promise(import).empty());
    const auto contracts = std::count_if(import.batch.territories.begin(), import.batch.territories.end(),
                                         [](const Territory& territory) { return territory.id.scheme() == "contrat"; });
    CHECK(contracts == 433);  // 434 lines: CV043 lies in two départements
    CHECK(import.batch.partnerships.size() == 26900 - 68);
    CHECK(shared_contracts(contracts_by_employer(import.batch, true)) == std::pair<std::size_t, std::size_t>(2, 4));
    const auto all = contracts_by_employer(import.batch, false);
    CHECK(all.size() == 3463);
    CHECK(shared_contracts(all) == std::pair<std::size_t, std::size_t>(60, 88));  // with the glued codes of Guyane
}

TEST_CASE("themes of data·inclusion: 69 in 16 groups") {
    const auto path = files::shared("data/catalogue/data-inclusion-schema/thematiques.json");
    if (path.empty()) return;
    const Import import = read(path);
    const auto& themes = import.batch.themes;
    CHECK(std::count_if(themes.begin(), themes.end(), [](const Theme& theme) { return !theme.broader.empty(); }) == 69);
    CHECK(themes.size() == 85);
    CHECK(files::rows_of(import, "themes").rejected == 0);
}

TEST_CASE("a thesaurus in RDF/XML is refused with a hint") {
    const files::Folder folder;
    const auto path = folder.write("a.rdf", "<?xml version=\"1.0\"?>\n<rdf:RDF xmlns:skos=\"http://www.w3.org/2004/02/skos/core#\">");
    try {
        (void)read(path);
        FAIL("nothing was thrown");
    } catch (const Error& error) {
        CHECK(error.code() == Errc::unsupported);
        CHECK(std::string(error.what()).find("Turtle") != std::string::npos);
    }
}

TEST_CASE("a blank node is refused with its line") {
    const files::Folder folder;
    const auto path = folder.write("a.ttl", "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n\n<http://a/b> skos:note [ ] .\n");
    try {
        (void)read(path, {"skos", {}, {}});
        FAIL("nothing was thrown");
    } catch (const Error& error) {
        CHECK(std::string(error.what()).find("line 3") != std::string::npos);
        CHECK(std::string(error.what()).find("blank node") != std::string::npos);
    }
}

TEST_CASE("a thesaurus of many pieces is read to the letter, whatever lies on their borders") {
    const files::Folder folder;
    std::string text = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n@prefix a: <http://a/> .\n";
    for (int i = 0; i < 4000; ++i) {
        const std::string n = std::to_string(i);
        text += "# " + std::string(static_cast<std::size_t>(i % 97), '.') + "\na:c" + n + " a skos:Concept ;\n  skos:prefLabel \"\"\"Thème \"" + n +
                "\"\nsuite\"\"\"@fr, 'Topic \\u0023" + n + "'@en ;\n  skos:broader a:c" + std::to_string(i / 10) + " .\n";
    }
    const Import import = read(folder.write("many.ttl", text), {"skos", {}, {}});
    REQUIRE(import.batch.themes.size() == 4000);
    for (std::size_t i = 0; i < 4000; ++i) {
        const Theme& theme = import.batch.themes[i];
        const std::string n = std::to_string(i);
        CHECK(theme.id.text() == "many:c" + n);
        CHECK(theme.label_fr == "Thème \"" + n + "\"\nsuite");
        CHECK(theme.label_en == "Topic #" + n);
        CHECK(theme.line == static_cast<std::int64_t>(4 + 5 * i));
        CHECK(theme.broader.size() == (i == 0 ? 0U : 1U));
    }
}

TEST_CASE("projects, organisations and regions of keep.eu are counted exactly") {
    const files::Folder folder;
    std::string projects = "Programme,Project acronym,Project name in English\n", partners = "Programme,Project acronym,Lead partner,Partner name,Country,NUTS 3\n";
    for (int i = 0; i < 1482; ++i) projects += "P" + std::to_string(i % 60) + ",ACR" + std::to_string(i) + ",Project " + std::to_string(i) + "\n";
    const auto nuts = [](int i) { return "FR" + std::to_string(100 + i); };
    for (int i = 0; i < 6323; ++i)
        for (const int project : {i % 1482, (i * 7 + 1) % 1482})
            partners += "P" + std::to_string(project % 60) + ",ACR" + std::to_string(project) + ",no,Org n° " + std::to_string(i) + ",FR," + nuts(i % 796) + "\n";
    folder.write("projects.csv", projects);
    folder.write("partners.csv", partners);
    const Import import = read(folder.path());
    CHECK(import.batch.partnerships.size() == 1482);
    CHECK(import.batch.actors.size() == 6323);
    const auto& all = import.batch.territories;
    CHECK(std::count_if(all.begin(), all.end(), [](const Territory& one) { return one.id.scheme() == "nuts3"; }) == 796);
}
