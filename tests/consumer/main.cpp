// Three actors, two partnerships, one network: from records to a table through the installed library.
#include <iostream>

#include <tissu/network/lens.hpp>
#include <tissu/store/store.hpp>

int main() {
    tissu::Batch batch;
    batch.source = "consumer";
    for (const char* name : {"A", "B", "C"}) {
        tissu::Actor actor;
        actor.id = tissu::Code("x", name);
        actor.kind = "organisation";
        actor.name = name;
        batch.actors.push_back(actor);
    }
    for (const char* other : {"A", "C"}) {
        tissu::Partnership partnership;
        partnership.id = tissu::Code("p", std::string("B") + other);
        partnership.title = partnership.id.text();
        batch.partnerships.push_back(partnership);
        for (const char* name : {"B", other}) {
            tissu::Partner partner;
            partner.partnership = partnership.id;
            partner.actor = tissu::Code("x", name);
            batch.partners.push_back(partner);
        }
    }
    tissu::Store store = tissu::Store::in_memory();
    store.apply(batch);
    const tissu::Network network = tissu::network(*store.snapshot(), tissu::Lens{});
    std::cout << network.size() << " actors, " << network.edges() << " ties\n";
}
