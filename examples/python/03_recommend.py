"""Two answers, a theme and a territory: what is there, how far had we to look, and why this?"""

import tissu as ts

store = ts.demo()

hits = store.search("santé mentale des jeunes", kinds=["resource", "event"], limit=3)
print(f"{hits.total} resources and events speak of it, for instance:")
for hit in hits:
    print(f"  {hit.title}")

recommendation = store.recommend(theme="santé mentale", territory="Évry-Courcouronnes",
                                 kinds=("resource", "event", "partnership"), limit=5)
print("\nFor mental health in Évry-Courcouronnes:")
for row in recommendation:
    print(f"  {row['rank']}. [{row['kind']}] {row['title']}")
    print(f"     {recommendation.explain(row['id'], lang='en')}")

print("\nHow far we looked:")
for step in recommendation.scopes:
    print(f"  {step['name'] or step['kind']}: {step['items']} fitting items" + ("" if step["needed"] else " (not needed)"))
