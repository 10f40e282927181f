#include "catch.hpp"

#include <algorithm>
#include <cmath>

#include <tissu/analysis/segregation.hpp>
#include <tissu/base/error.hpp>
#include <tissu/base/random.hpp>

#include "fixture.hpp"

using namespace tissu;
using namespace tissu::test;

namespace {

using Texts = std::vector<std::string>;

Texts names(std::size_t n) {
    Texts ids;
    for (std::size_t i = 0; i < n; ++i) ids.push_back(std::to_string(i));
    return ids;
}

Network random_network(Random& random, std::size_t n, std::size_t ties, bool directed) {
    Texts source, target;
    std::vector<double> weight;
    for (std::size_t k = 0; k < ties; ++k) {
        source.push_back(std::to_string(random.below(n)));
        target.push_back(std::to_string(random.below(n)));
        weight.push_back(static_cast<double>(1 + random.below(4)));
    }
    return from_edges(source, target, weight, directed, names(n));
}

/// By definition, from the table of edges.
double naive_index(const Network& net, const std::vector<Index>& of, bool weighted) {
    double internal = 0, external = 0;
    const Table edges = edges_table(net);
    for (std::size_t i = 0; i < edges.rows(); ++i) {
        const auto a = static_cast<std::size_t>(std::stoi(std::string(edges.column("source").text()[i])));
        const auto b = static_cast<std::size_t>(std::stoi(std::string(edges.column("target").text()[i])));
        if (a != b)
            (of[a] == of[b] ? internal : external) += weighted ? edges.column("weight").reals()[i] : 1;
    }
    return (external - internal) / (external + internal);
}

}  // namespace

TEST_CASE("the index and its moments are those of all orders of the labels") {
    Random random(31);
    for (int round = 0; round < 40; ++round) {
        const bool directed = round % 2, weighted = round % 3 == 0;
        const std::size_t n = 2 + random.below(5);
        const Network net = random_network(random, n, 1 + random.below(12), directed);
        Texts labels;
        for (std::size_t i = 0; i < n; ++i)
            labels.push_back(std::string(1, static_cast<char>('a' + random.below(3))));
        const Groups groups = group(labels);
        const EIIndex found = e_i_index(net, groups, {weighted});
        const double value = naive_index(net, groups.of, weighted);
        if (std::isnan(value)) {
            CHECK(std::isnan(found.value));
            CHECK(std::isnan(found.expected));
            continue;
        }
        CHECK(found.value == Approx(value).margin(1e-12));
        std::vector<std::size_t> order(n);
        for (std::size_t i = 0; i < n; ++i) order[i] = i;
        double sum = 0, squares = 0, count = 0, low = 2, high = -2;
        do {
            std::vector<Index> shuffled(n);
            for (std::size_t i = 0; i < n; ++i) shuffled[i] = groups.of[order[i]];
            const double drawn = naive_index(net, shuffled, weighted);
            sum += drawn;
            squares += drawn * drawn;
            low = std::min(low, drawn);
            high = std::max(high, drawn);
            ++count;
        } while (std::next_permutation(order.begin(), order.end()));
        CHECK(found.expected == Approx(sum / count).margin(1e-9));
        CHECK(found.sd ==
              Approx(std::sqrt(std::max(0.0, squares / count - sum / count * sum / count))).margin(1e-6));
        if (!weighted) {
            CHECK(found.lowest <= low + 1e-12);
            CHECK(found.highest >= high - 1e-12);
        }
    }
}

TEST_CASE("p-values are the same at any number of threads and near the exact share") {
    Random random(32);
    const Network net = random_network(random, 6, 9, false);
    const Groups groups = group(Texts{"a", "a", "a", "b", "b", "c"});
    const EIIndex one = e_i_index(net, groups, {false, 20000, 5, 1});
    const EIIndex two = e_i_index(net, groups, {false, 20000, 5, 2});
    CHECK(one.p_low == two.p_low);
    CHECK(one.p_high == two.p_high);
    CHECK(e_i_index(net, groups, {false, 20000, 6, 2}).p_low != one.p_low);
    std::vector<std::size_t> order{0, 1, 2, 3, 4, 5};
    double low = 0, count = 0;
    do {
        std::vector<Index> shuffled;
        for (const std::size_t i : order) shuffled.push_back(groups.of[i]);
        low += naive_index(net, shuffled, false) <= one.value + 1e-12;
        ++count;
    } while (std::next_permutation(order.begin(), order.end()));
    CHECK(one.p_low == Approx(low / count).margin(0.015));
    CHECK(e_i_index(net, groups, {false, 9}).p >= 0.1);  // never 0
}

TEST_CASE("indices by node and by group count each tie where it ends") {
    const Network net = from_edges(Texts{"a", "a", "b", "d"}, Texts{"b", "c", "c", "d"}, {}, false,
                                   Texts{"a", "b", "c", "d", "e"});
    const Groups groups = group(Texts{"x", "x", "y", "y", ""});
    const Table nodes = e_i_by_node(net, groups);
    const auto index = nodes.column("e_i").reals();
    CHECK(index[0] == 0);
    CHECK(index[2] == 1);
    CHECK(std::isnan(index[3]));  // its loop is no tie
    CHECK(std::isnan(index[4]));
    const Table by_group = e_i_by_group(net, groups);
    CHECK(by_group.column("e_i").reals()[0] == Approx(1.0 / 3));
    CHECK(by_group.column("internal").reals()[0] == 1);
    CHECK(by_group.column("external").reals()[1] == 2);
    CHECK(by_group.column("nodes").integers()[0] == 2);
}

TEST_CASE("networks without ties, groups or sense") {
    const EIIndex nothing = e_i_index(Network(), Groups{}, {false, 10});
    CHECK(std::isnan(nothing.value));
    CHECK(std::isnan(nothing.p));
    CHECK(std::isnan(nothing.rescaled));
    const Network net = from_edges(Texts{"a"}, Texts{"b"});
    const EIIndex one_group = e_i_index(net, group(Texts{"x", "x"}));
    CHECK(one_group.value == -1);
    CHECK(one_group.expected == -1);
    CHECK(one_group.sd == 0);
    CHECK(std::isnan(one_group.z));
    CHECK(one_group.rescaled == -1);
    CHECK_THROWS_AS(e_i_index(net, group(Texts{"x"})), Error);
    CHECK_THROWS_AS(e_i_index(net, group(Texts{"x", "y"}), {false, -1}), Error);
    const Progress stop([](double) { return false; });
    CHECK_THROWS_AS(e_i_index(net, group(Texts{"x", "y"}), {false, 1000}, stop), Error);
}

TEST_CASE("the E-I index of the Texas emergency network agrees with the reference") {
    const auto reference = fixture("ei_index_permutation_texas");
    if (!reference) return;
    const auto& input = reference->at("input");
    const auto& output = reference->at("output");
    Texts source, target;
    for (const auto& edge : input.at("edges_1based")) {
        source.push_back(std::to_string(edge[0].get<int>() - 1));
        target.push_back(std::to_string(edge[1].get<int>() - 1));
    }
    const Network net = from_edges(source, target, {}, false, names(input.at("n").get<std::size_t>()));
    const Groups groups = group(input.at("group").get<Texts>());
    const EIIndex found = e_i_index(net, groups, {false, 20000, 1});
    CHECK(found.value == Approx(number(output.at("ei"))).epsilon(1e-9));
    CHECK(found.internal == number(output.at("internal")));
    CHECK(found.external == number(output.at("external")));
    CHECK(found.expected == Approx(number(output.at("expected_exact"))).epsilon(1e-9));
    CHECK(found.sd == Approx(number(output.at("sd_exact_label_permutation"))).epsilon(1e-9));
    CHECK(found.lowest == Approx(number(output.at("min_possible"))).epsilon(1e-9));
    CHECK(found.highest == number(output.at("max_possible")));
    CHECK(found.rescaled == Approx(number(output.at("rescaled"))).epsilon(1e-9));
    CHECK(found.p_low == Approx(number(output.at("p_le"))).margin(0.015));
    CHECK(found.p_high == Approx(number(output.at("p_ge"))).margin(0.015));
    const Table nodes = e_i_by_node(net, groups);
    for (std::size_t i = 0; i < nodes.rows(); ++i)
        CHECK(nodes.column("e_i").reals()[i] == Approx(number(output.at("ei_by_node")[i])).margin(1e-9));
    const Table by_group = e_i_by_group(net, groups);
    for (std::size_t i = 0; i < by_group.rows(); ++i)
        CHECK(by_group.column("e_i").reals()[i] ==
              Approx(number(output.at("ei_by_group").at(std::string(by_group.column("group").text()[i]))))
                  .margin(1e-9));
}
