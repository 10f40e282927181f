#include "catch.hpp"

#include <algorithm>
#include <memory>

#include <tissu/base/random.hpp>
#include <tissu/territory/names.hpp>

#include "territory/spelling.hpp"

#include "places.hpp"

using namespace tissu;
using namespace tissu::test;

namespace {

PlaceNames names() {
    auto s = std::make_shared<Snapshot>();
    const Index essonne = territory(*s, "departement:91", "Essonne", 1'300'000), yonne = territory(*s, "departement:89", "Yonne", 330'000);
    const Index town = territory(*s, "commune:91228", "Évry-Courcouronnes", 66851);
    s->territories[town].aliases = {"Évry", "Courcouronnes"};
    const Index village = territory(*s, "commune:89162", "Évry", 400);
    part(*s, town, essonne);
    part(*s, village, yonne);
    territory(*s, "commune:72181", "Le Mans", 145000);
    territory(*s, "commune:35191", "Les Mans", 10);
    territory(*s, "commune:75056", "Paris", 2'100'000);
    territory(*s, "arm:75113", "Paris 13e Arrondissement", 180000);
    territory(*s, "commune:93066", "Saint-Denis", 150000);
    territory(*s, "commune:11339", "Saint-Denis", 500);
    territory(*s, "commune:94073", "Thiais", 30000);
    territory(*s, "commune:91027", "L'Haÿ-les-Roses", 30000);
    territory(*s, "comd:91182", "Courcouronnes", missing);
    territory(*s, "ept:200058014", "Grand-Orly Seine Bièvre", 700000);
    return PlaceNames(std::make_shared<const History>(s));
}

std::string first(const PlaceNames& index, std::string_view text, std::string_view column = "id") {
    const Table table = index.find(text, 1);
    return table.rows() == 0 ? "" : std::string(table.column(column).text()[0]);
}

}  // namespace

TEST_CASE("place keys fold what people write differently") {
    CHECK(place_key("Le Mans") == place_key("MANS"));
    CHECK(place_key("Paris 13ème arrdt.") == "paris 13");
    CHECK(place_key("PARIS 13E ARRONDISSEMENT") == "paris 13");
    CHECK(place_key("St-Denis") == place_key("saint denis"));
    CHECK(place_key("Ste Geneviève des Bois") == "sainte genevieve des bois");
    CHECK(place_key("L’Haÿ-les-Roses") == place_key("l'hay les roses"));
    CHECK(place_key("EVRY CEDEX 12") == "evry");
    CHECK(place_key("Paris XIIIe") == "paris 13");
    CHECK(place_key("Marseille 01") == place_key("Marseille 1er arrondissement"));
    CHECK(place_key("Louis XI") == "louis xi");
    CHECK(place_key("Vigneux s/ Seine") == "vigneux sur seine");
    CHECK(place_key("N.-D. de Bondeville") == "notre dame de bondeville");
    CHECK(place_key("Cedex") == "cedex");
    CHECK(place_key("Le") == "le");
    CHECK(place_key("\xC5\x92uf-en-Ternois") == "oeuf en ternois");
    CHECK(place_key("E\xCC\x81vry") == "evry");  // accents as characters of their own
    CHECK(place_key("").empty());
    CHECK(place_key(" - ").empty());
}

TEST_CASE("names are found and ranked by match, kind and population") {
    const PlaceNames index = names();
    CHECK(first(index, "evry courcouronnes") == "commune:91228");
    CHECK(first(index, "evry") == "commune:91228");  // of two of the name the larger
    CHECK(first(index, "st denis") == "commune:93066");
    CHECK(first(index, "le mans") == "commune:72181");
    CHECK(first(index, "les mans") == "commune:35191");  // its own article
    CHECK(first(index, "paris 13e") == "arm:75113");
    CHECK(first(index, "Saint-Denis (11)") == "commune:11339");
    CHECK(first(index, "93200 Saint-Denis") == "commune:93066");
    CHECK(first(index, "st denis 93") == "commune:93066");
    CHECK(first(index, "Paris XIII") == "arm:75113");
    CHECK(first(index, "courcouronnes") == "commune:91228");  // before the delegated commune
    CHECK(first(index, "hay les roses") == "commune:91027");
    CHECK(first(index, "grand orly") == "ept:200058014");
    CHECK(first(index, "bievre seine", "match") == "word");
    CHECK(first(index, "91228", "match") == "code");
    CHECK(first(index, "Thias", "match") == "near");
    CHECK(first(index, "Thias") == "commune:94073");
    CHECK(first(index, "") == "");
    CHECK(first(index, "zzzzzzzzzzzzzzzz") == "");
    CHECK(index.find("evry", 0).rows() == 0);
    CHECK(index.find("evry", 10, "departement").rows() == 0);
    CHECK(index.find("paris", 10, "arm").column("id").text()[0] == "arm:75113");
    CHECK(index.find("paris", 10, "a kind nobody has").rows() == 0);
}

TEST_CASE("names as of a day") {
    auto s = std::make_shared<Snapshot>();
    const Index town = territory(*s, "commune:91228", "Évry-Courcouronnes", 66851), part_of_it = territory(*s, "commune:91182", "Courcouronnes");
    const Index other = territory(*s, "commune:89162", "Évry", 400);
    const Date merger = day(2019), renaming = day(2020);
    s->successions.push_back({town, town, merger, 0, missing, "Évry", "Évry-Courcouronnes"});
    s->successions.push_back({part_of_it, town, merger, 0, missing, "Courcouronnes", "Évry-Courcouronnes"});
    s->successions.push_back({other, other, renaming, 0, missing, "Yonnette", "Évry"});
    const PlaceNames index(std::make_shared<const History>(s));
    const auto best = [&](std::string_view text, Date at) {
        const Table table = index.find(text, 1, {}, at);
        return table.rows() == 0 ? "" : std::string(table.column("id").text()[0]) + " " + std::string(table.column("name").text()[0]);
    };
    CHECK(best("evry", day(2018)) == "commune:91228 Évry");
    CHECK(best("evry", day(2021)) == "commune:89162 Évry");
    CHECK(best("courcouronnes", day(2018, 12, 31)) == "commune:91182 Courcouronnes");
    CHECK(best("courcouronnes", merger) == "commune:91228 Évry-Courcouronnes");
    CHECK(best("yonnete", day(2018)) == "commune:89162 Yonnette");
    const std::vector<std::string> texts = {"Évry", "Courcouronnes"};
    const Table then = index.match(Strings(texts), {}, {"commune", day(2018)}), later = index.match(Strings(texts), {}, {"commune", day(2021)});
    CHECK(then.column("id").text()[0] == "commune:91228");
    CHECK(then.column("id").text()[1] == "commune:91182");
    CHECK(then.column("confidence").reals()[1] == 1);
    CHECK(later.column("id").text()[1] == "commune:91228");
    CHECK(later.column("confidence").reals()[1] == 0.9);
}

TEST_CASE("many names in one call give the answers of each") {
    const PlaceNames index = names();
    const std::vector<std::string> texts = {"evry", "Thias", "zzzzzzzzzzzz", "", "saint denis", "evry"};
    const Table all = index.find(Strings(texts), 2);
    std::size_t row = 0;
    for (const std::string& text : texts) {
        const Table one = index.find(text, 2);
        for (std::size_t i = 0; i < one.rows(); ++i, ++row) {
            CHECK(all.column("text").text()[row] == text);
            CHECK(all.column("id").text()[row] == one.column("id").text()[i]);
            CHECK(all.column("match").text()[row] == one.column("match").text()[i]);
        }
        if (one.rows() > 0) continue;
        CHECK(all.column("id").text()[row].empty());
        CHECK(all.column("match").text()[row++] == "none");
    }
    CHECK(row == all.rows());
    CHECK(index.find(Strings(), 2).rows() == 0);
}

TEST_CASE("a column of names is coded, homonyms by their département") {
    const PlaceNames index = names();
    const std::vector<std::string> texts = {"Évry-Courcouronnes", "Saint-Denis", "Évry", "Evry (89)", "Évry", "Thias", "courcouronnes"};
    const std::vector<std::string> where = {"", "", "", "", "91", "", ""};
    const Table table = index.match(Strings(texts), Strings(where), {});
    const auto id = [&](std::size_t i) { return std::string(table.column("id").text()[i]); };
    CHECK(id(0) == "commune:91228");
    CHECK(table.column("confidence").reals()[0] == 1);
    CHECK(id(1).empty());
    CHECK(table.column("candidates").text()[1] == "commune:93066|commune:11339");
    CHECK(id(2).empty());
    CHECK(id(3) == "commune:89162");
    CHECK(id(4) == "commune:91228");
    CHECK(id(5).empty());
    CHECK(table.column("reason").text()[5] == "names spelt alike");
    CHECK(id(6) == "commune:91228");
    CHECK(table.column("confidence").reals()[6] == 0.9);
}

TEST_CASE("spellings are compared as the definition does") {
    const auto definition = [](const std::string& a, const std::string& b) {
        std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
        for (std::size_t i = 0; i <= a.size(); ++i)
            for (std::size_t j = 0; j <= b.size(); ++j)
                d[i][j] = i == 0 ? j : j == 0 ? i : std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
        return d[a.size()][b.size()];
    };
    Random random(7);
    for (int round = 0; round < 2000; ++round) {
        std::string a(random.below(round % 10 == 0 ? 80 : 12), 'a'), b(random.below(12), 'a');
        for (char& c : a) c = static_cast<char>('a' + random.below(3));
        for (char& c : b) c = static_cast<char>('a' + random.below(3));
        const std::size_t distance = definition(a, b), most = random.below(6);
        REQUIRE(std::min(Spelling(a).distance(b, most), most + 1) == std::min(distance, most + 1));
        REQUIRE(std::min(edit_distance(a, b, most), most + 1) == std::min(distance, most + 1));
        if (distance <= most) REQUIRE(may_be_near(letters_of(a), letters_of(b), most));
    }
}
