#include <map>

#include <tissu/base/random.hpp>
#include <tissu/catalogue/hierarchy.hpp>

#include "catch.hpp"
#include "small_base.hpp"

using namespace tissu;

namespace {

std::map<Index, double> row_of(const Csr& csr, Index row) {
    std::map<Index, double> result;
    for (std::size_t i = 0; i < csr.targets(row).size(); ++i)
        result[csr.targets(row)[i]] = csr.weight(row, i);
    return result;
}

}  // namespace

TEST_CASE("closure agrees with shortest distances by Floyd and Warshall") {
    Random random(2);
    for (int round = 0; round < 50; ++round) {
        const auto n = static_cast<Index>(1 + random.below(12));
        std::vector<Index> from, to;
        std::vector<std::vector<double>> d(n, std::vector<double>(n, 1e9));
        for (Index i = 0; i < n; ++i) d[i][i] = 0;
        for (auto m = random.below(20); m > 0; --m) {
            from.push_back(static_cast<Index>(random.below(n)));
            to.push_back(static_cast<Index>(random.below(n)));
            if (from.back() != to.back()) d[from.back()][to.back()] = 1;
        }
        for (Index k = 0; k < n; ++k)
            for (Index i = 0; i < n; ++i)
                for (Index j = 0; j < n; ++j) d[i][j] = std::min(d[i][j], d[i][k] + d[k][j]);
        const Csr result = closure(build_csr(n, n, from, to, {}, false, Repeated::merge));
        for (Index i = 0; i < n; ++i) {
            std::map<Index, double> expected;
            for (Index j = 0; j < n; ++j)
                if (d[i][j] < 1e9) expected[j] = d[i][j];
            CHECK(row_of(result, i) == expected);
        }
    }
    CHECK(closure(Csr()).rows() == 0);
}

TEST_CASE("a commune of an intercommunality that straddles lies in one departement") {
    small::Base base;
    const Index essonne = base.territory("departement:91", "Essonne");
    const Index seine_et_marne = base.territory("departement:77", "Seine-et-Marne");
    const Index epci = base.territory("epci:1", "Grand Paris Sud", {essonne, seine_et_marne}, 0.5);
    const Index evry = base.territory("commune:91228", "Évry-Courcouronnes", {epci, essonne});
    const Index moissy = base.territory("commune:77296", "Moissy-Cramayel", {epci, seine_et_marne});
    const Index quarter = base.territory("qpv:1", "Quartier", {evry, moissy}, 0.5);
    const Csr wider = wider_territories(*base.snapshot());
    CHECK(row_of(wider, evry) == std::map<Index, double>{{evry, 0}, {epci, 1}, {essonne, 1}});
    CHECK(row_of(wider, epci) == std::map<Index, double>{{epci, 0}, {essonne, 1}, {seine_et_marne, 1}});
    CHECK(row_of(wider, quarter) ==
          std::map<Index, double>{
              {quarter, 0}, {evry, 1}, {moissy, 1}, {epci, 2}, {essonne, 2}, {seine_et_marne, 2}});
}

TEST_CASE("a link that has ended counts only for a territory that has ended with it") {
    small::Base base;
    const Index before = base.territory("epci:old", "Avant");
    const Index now = base.territory("epci:new", "Maintenant");
    const Index alive = base.territory("commune:1", "Vivante", {before, now});
    const Index gone = base.territory("commune:2", "Disparue", {before});
    const Date end = std::chrono::year(2016) / 1 / 1;
    base.s.parts[0].period.until = end;
    base.s.parts[2].period.until = end;
    base.s.territories[gone].valid.until = end;
    const Csr wider = wider_territories(*base.snapshot());
    CHECK(row_of(wider, alive) == std::map<Index, double>{{now, 1}, {alive, 0}});
    CHECK(row_of(wider, gone) == std::map<Index, double>{{before, 1}, {gone, 0}});
}
