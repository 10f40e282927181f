#include "catch.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include <tissu/analysis/comparison.hpp>
#include <tissu/base/error.hpp>
#include <tissu/base/random.hpp>

#include "fixture.hpp"

using namespace tissu;
using namespace tissu::test;

namespace {

using Texts = std::vector<std::string>;
using Labels = std::vector<int>;

Groups groups_of(const Labels& labels) {
    Texts texts;
    for (const int label : labels) texts.push_back(std::to_string(label));
    return group(texts);
}

double entropy(const std::map<std::pair<int, int>, double>& counts, double n) {
    double sum = 0;
    for (const auto& [label, count] : counts) sum -= count / n * std::log(count / n);
    return sum;
}

struct Information {
    double a, b, both;
    [[nodiscard]] double mutual() const { return a + b - both; }
};

Information information(const Labels& a, const Labels& b) {
    std::map<std::pair<int, int>, double> in_a, in_b, both;
    for (std::size_t i = 0; i < a.size(); ++i) {
        ++in_a[{a[i], 0}];
        ++in_b[{b[i], 0}];
        ++both[{a[i], b[i]}];
    }
    const auto n = static_cast<double>(a.size());
    return {entropy(in_a, n), entropy(in_b, n), entropy(both, n)};
}

/// Pairs of nodes that are together in both partitions.
double together(const Labels& a, const Labels& b) {
    double pairs = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        for (std::size_t j = i + 1; j < a.size(); ++j) pairs += a[i] == a[j] && b[i] == b[j];
    return pairs;
}

}  // namespace

TEST_CASE("agreement is adjusted by the mean over all orders of one partition") {
    Random random(41);
    for (int round = 0; round < 40; ++round) {
        const std::size_t n = 2 + random.below(5);
        Labels a, b;
        for (std::size_t i = 0; i < n; ++i) {
            a.push_back(static_cast<int>(random.below(3)));
            b.push_back(static_cast<int>(random.below(4)));
        }
        const Comparison found = compare(groups_of(a), groups_of(b));
        const Information seen = information(a, b);
        CHECK(found.vi == Approx(2 * seen.both - seen.a - seen.b).margin(1e-12));
        if (seen.a + seen.b > 0)
            CHECK(found.nmi == Approx(2 * seen.mutual() / (seen.a + seen.b)).margin(1e-12));

        Labels order = b;
        std::vector<std::size_t> index(n);
        for (std::size_t i = 0; i < n; ++i) index[i] = i;
        double pairs = 0, mutual = 0, count = 0;
        do {
            for (std::size_t i = 0; i < n; ++i) order[i] = b[index[i]];
            pairs += together(a, order);
            mutual += information(a, order).mutual();
            ++count;
        } while (std::next_permutation(index.begin(), index.end()));
        pairs /= count;
        mutual /= count;
        const double most = (together(a, a) + together(b, b)) / 2, mean = (seen.a + seen.b) / 2;
        if (std::abs(most - pairs) > 1e-12)
            CHECK(found.ari == Approx((together(a, b) - pairs) / (most - pairs)).margin(1e-9));
        if (std::abs(mean - mutual) > 1e-9)
            CHECK(found.ami == Approx((seen.mutual() - mutual) / (mean - mutual)).margin(1e-6));
        CHECK(compare(groups_of(b), groups_of(a)).ari == Approx(found.ari).margin(1e-12));
    }
}

TEST_CASE("equal partitions agree, whatever their names; nodes without a group are left out") {
    for (const Labels& labels : {Labels{0, 0, 1, 2}, Labels{0, 0, 0}, Labels{0, 1, 2}, Labels{5}}) {
        Labels renamed;
        for (const int label : labels) renamed.push_back(9 - label);
        const Comparison same = compare(groups_of(labels), groups_of(renamed));
        CHECK(same.ari == 1);
        CHECK(same.nmi == 1);
        CHECK(same.ami == 1);
        CHECK(same.vi == 0);
    }
    const Comparison holes = compare(group(Texts{"x", "x", "y", ""}), group(Texts{"1", "1", "2", "2"}));
    CHECK(holes.ari == 1);
    CHECK(holes.compared == 3);
    CHECK(std::isnan(compare(group(Texts{""}), group(Texts{"a"})).ari));
    CHECK(std::isnan(compare(Groups{}, Groups{}).vi));
    CHECK_THROWS_AS(compare(group(Texts{"a"}), Groups{}), Error);
}

TEST_CASE("one group against single nodes share nothing") {
    const Comparison found = compare(groups_of({0, 0, 0, 0}), groups_of({0, 1, 2, 3}));
    CHECK(found.ari == 0);
    CHECK(found.nmi == 0);
    CHECK(found.vi == Approx(std::log(4.0)));
}

TEST_CASE("partition comparison agrees with mclust, igraph and scikit-learn") {
    const auto reference = fixture("partition_comparison_1");
    if (!reference) return;
    const auto& output = reference->at("output");
    const Comparison found = compare(groups_of(reference->at("input").at("a").get<Labels>()),
                                     groups_of(reference->at("input").at("b").get<Labels>()));
    CHECK(found.ari == Approx(number(output.at("ari"))).epsilon(1e-9));
    CHECK(found.nmi == Approx(number(output.at("nmi_arithmetic"))).epsilon(1e-9));
    CHECK(found.ami == Approx(number(output.at("ami_arithmetic"))).epsilon(1e-9));
    CHECK(found.vi == Approx(number(output.at("vi_nats"))).epsilon(1e-9));
}
