"""Facilitators and cooperation on the example base: who joins the others, and which places work together?"""

import tissu as ts

store = ts.demo()

organisations = store.network("organisation", via="partnership", since=2015)
print(organisations)
print("\nWho lies between the others most often:")
facilitators = ts.graph.betweenness(organisations).sort("betweenness", descending=True)
for row in facilitators.head(5):
    print(f"  {row['betweenness']:8,.0f}  {store.actors[row['node']]['name']}")

places = store.cooperation("epci", since=2015)
name = dict(zip(places.ids, places.labels))
print("\nWhich intercommunalities work together; each partnership weighs 1:")
pairs = ts.cooperation.matrix(places, "fractional")
pairs = pairs.filter(pairs["a"] != pairs["b"]).sort("weight", descending=True)
for row in pairs.head(5):
    print(f"  {row['weight']:6.1f}  {name[row['a']]} – {name[row['b']]}")

borders = organisations.group("departement")
communities = ts.graph.leiden(organisations, seed=1, runs=10)
agreement = ts.cooperation.compare(communities["community"].tolist(), borders)
index = ts.cooperation.e_i_index(organisations, borders)
print(f"\nCommunities against départements: adjusted Rand index {agreement.ari:.2f}")
print(f"Ties across départements: E-I index {index.value:.2f}, {index.expected:.2f} by chance")
