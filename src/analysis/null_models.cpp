#include <tissu/analysis/null_models.hpp>

#include <string>

#include <tissu/base/error.hpp>
#include <tissu/base/text.hpp>

#include "analysis/brokerage_parts.hpp"
#include "analysis/curveball.hpp"
#include "analysis/describe.hpp"

namespace tissu {

NullModel null_model_named(std::string_view name) {
    if (name == "edges") return NullModel::edges;
    if (name == "degree") return NullModel::degree;
    throw Error(Errc::invalid_argument, "expected a null of edges, degree, found \"" + shortened(name) + "\"");
}

Network random_network(const Network& network, NullModel model, std::uint64_t seed, const Csr* eligible) {
    if (eligible != nullptr && eligible->rows() != network.size())
        throw Error(Errc::invalid_argument, "expected an opportunity set of " + std::to_string(network.size()) +
                                                " nodes, found " + std::to_string(eligible->rows()));
    const std::vector<Index> all(network.size(), 0);
    const bool symmetric = !network.directed();
    Random random(seed);
    Csr ties;
    if (model == NullModel::degree) {
        ties = brokerage_parts::swapped_ties(network.ties(), symmetric, all, eligible, random);
    } else {
        brokerage_parts::PairList places;
        if (eligible != nullptr) places = brokerage_parts::eligible_pairs(*eligible, symmetric, all);
        std::size_t many = 0;
        for (Index row = 0; row < network.size(); ++row)
            for (const Index target : network.ties().targets(row)) many += symmetric ? row < target : row != target;
        if (eligible != nullptr && many > places.size())
            throw Error(Errc::invalid_argument, "expected at least as many pairs in the opportunity set as ties, found " +
                                                    std::to_string(places.size()) + " for " + std::to_string(many));
        ties = brokerage_parts::random_ties(network.ties(), symmetric, all, eligible != nullptr ? &places : nullptr, random);
    }
    const std::string kept = model == NullModel::degree ? "the same degrees" : "as many ties";
    return Network(network.nodes(), std::move(ties), network.directed(),
                   note_of(network, "Drawn at random with " + kept + (eligible != nullptr ? " in the opportunity set" : "") +
                                        ", seed " + std::to_string(seed) + "."));
}

TwoMode random_incidence(const TwoMode& incidence, std::uint64_t seed) {
    Curveball chain(incidence.incidence, seed, 0);
    chain.trade(5 * static_cast<std::int64_t>(incidence.incidence.rows()));
    std::vector<std::int64_t> offsets{0};
    std::vector<Index> targets;
    for (const auto& columns : chain.rows()) {
        targets.insert(targets.end(), columns.begin(), columns.end());
        offsets.push_back(static_cast<std::int64_t>(targets.size()));
    }
    TwoMode drawn = incidence;
    drawn.incidence = Csr(incidence.incidence.rows(), incidence.incidence.columns(), std::move(offsets), std::move(targets));
    drawn.grouped = false;
    drawn.splits.clear();
    drawn.column_lead.assign(drawn.columns.size(), no_index);
    drawn.note = "Drawn at random with the same degrees, seed " + std::to_string(seed) + ". Two-mode network: " + incidence.note;
    return drawn;
}

}  // namespace tissu
