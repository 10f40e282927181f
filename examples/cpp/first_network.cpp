// From records to a measure: who lies between whom in three partnerships?
#include <algorithm>
#include <iostream>

#include <tissu/analysis/centrality.hpp>
#include <tissu/network/lens.hpp>
#include <tissu/store/store.hpp>

namespace {

/// A partnership of organisations, each of which is an actor of the batch once.
void add_partnership(tissu::Batch& batch, const std::string& title, const std::vector<std::string>& partners) {
    tissu::Partnership partnership;
    partnership.id = tissu::Code("partnership", title);
    partnership.title = title;
    batch.partnerships.push_back(partnership);
    for (const std::string& name : partners) {
        tissu::Actor actor;
        actor.id = tissu::Code("organisation", name);
        actor.kind = "organisation";
        actor.name = name;
        const auto same = [&](const tissu::Actor& other) { return other.id == actor.id; };
        if (std::ranges::none_of(batch.actors, same)) batch.actors.push_back(actor);

        tissu::Partner partner;
        partner.partnership = partnership.id;
        partner.actor = actor.id;
        batch.partners.push_back(partner);
    }
}

}  // namespace

int main() {
    tissu::Batch batch;
    batch.source = "example";
    add_partnership(batch, "Library network", {"Town hall", "Library", "School"});
    add_partnership(batch, "River contract", {"Town hall", "Water board"});
    add_partnership(batch, "Summer camp", {"School", "Sports club"});

    tissu::Store store = tissu::Store::in_memory();
    store.apply(batch);

    const tissu::Network network = tissu::network(*store.snapshot(), tissu::Lens{});
    const tissu::Table table = tissu::betweenness(network);
    std::cout << network.size() << " organisations, " << network.edges() << " ties\n";
    for (std::size_t row = 0; row < table.rows(); ++row)
        std::cout << network.nodes().labels[row] << ": " << table.column("betweenness").reals()[row] << '\n';
}
