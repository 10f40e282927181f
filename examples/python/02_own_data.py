"""Your own files: load a folder of CSV files, read what is said about it, and write tables.

    python 02_own_data.py [FOLDER]
"""

import sys
from pathlib import Path

import tissu as ts

folder = sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parents[1] / "data" / "neighbours"

with ts.open("own.tissu") as store:
    report = store.load(folder, source="own files")
    print(report)
    print("\nA second time:", store.load(folder, source="own files"))

    network = store.network("organisation", via="partnership")
    measures = ts.graph.degree(network)
    print(f"\n{measures.sort('degree', descending=True)}")

    measures.to_csv("degree.csv")
    store.export("package")  # a folder of CSV files with everything in it
    print("\nwritten:", ", ".join(sorted(path.name for path in Path("package").iterdir())))
