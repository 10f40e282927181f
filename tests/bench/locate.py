"""Points in outlines: tissu beside GeoPandas' spatial join, in the same run, with the answers compared.

    tests/bench/locate [--points N] [--repeat R]

Uses ../shared/data when present, else outlines made up here. Prints seconds (best of R) and the ratio. The times are of
the question alone: both sides have read the outlines and have the points in memory; GeoPandas builds its index inside.
"""

import argparse
import json
import tempfile
import time
from pathlib import Path

import geopandas
import numpy as np
import shapely
import tissu as ts

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data"


def made_up(path: Path) -> Path:
    """A 30 by 30 net of hexagon-like communes of 60 corners each."""
    features = []
    for i in range(30):
        for j in range(30):
            angles = np.linspace(0, 2 * np.pi, 60, endpoint=False)
            radius = 0.045 + 0.005 * np.sin(7 * angles + i)
            ring = np.column_stack([2 + i / 10 + radius * np.cos(angles), 47 + j / 10 + radius * np.sin(angles)]).tolist()
            features.append({"type": "Feature", "properties": {"id": f"zone:{i * 30 + j}", "name": "zone"},
                             "geometry": {"type": "Polygon", "coordinates": [ring + ring[:1]]}})
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    return path


def best(repeat: int, work) -> tuple[float, object]:
    times = []
    for _ in range(repeat):
        start = time.perf_counter()
        result = work()
        times.append(time.perf_counter() - start)
    return min(times), result


def compare(name: str, path: Path, kind: str, code: str, count: int, repeat: int) -> None:
    store = ts.open()
    store.load(path)
    frame = geopandas.read_file(path)
    west, south, east, north = frame.total_bounds
    random = np.random.default_rng(1)
    lon, lat = random.uniform(west, east, count), random.uniform(south, north, count)
    store.territories.locate([(lon[0], lat[0])], kind=kind)  # the index is built once per revision
    ours, found = best(repeat, lambda: store.territories.locate((lon, lat), kind=kind, tolerance_m=0))
    one, _ = best(repeat, lambda: store.territories.locate((lon, lat), kind=kind, tolerance_m=0, threads=1))
    points = geopandas.GeoDataFrame(geometry=geopandas.points_from_xy(lon, lat), crs=frame.crs)
    theirs, joined = best(repeat, lambda: geopandas.sjoin(points, frame, how="left", predicate="within"))
    first = joined[~joined.index.duplicated()][code].fillna("").to_numpy()
    ids = np.array([id.split(":")[-1] for id in found["id"].tolist()])
    differ = np.flatnonzero(ids != first)
    odd = [i for i in differ if shapely.distance(shapely.Point(lon[i], lat[i]), shapely.boundary(frame.union_all())) > 1e-9] if len(differ) < 100 else differ
    print(f"{name}: {count:,} points, {len(frame):,} outlines: tissu {ours:.3f} s ({one:.3f} s on one thread, with metres to "
          f"the edge), GeoPandas {theirs:.3f} s: {theirs / ours:.1f} times ({theirs / one:.1f} on one thread); "
          f"{len(differ)} answers differ, {len(odd)} away from an edge")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--points", type=int, default=1_000_000)
    parser.add_argument("--repeat", type=int, default=3)
    options = parser.parse_args()
    if (DATA / "qpv").exists():
        compare("QPV of Occitanie", DATA / "qpv/hackaviz2021/qp.geojson", "qpv", "code_qp", options.points, options.repeat)
        compare("communes of Île-de-France", DATA / "geo/geometry/communes-ile-de-france.geojson", "commune", "code",
                options.points, options.repeat)
    else:
        print("the data beside the project are not there: made-up outlines")
    with tempfile.TemporaryDirectory() as folder:
        path = made_up(Path(folder) / "zones.geojson")
        frame = path.read_text("utf-8").replace('"id": "zone:', '"code": "').replace('"name": "zone"', '"kind": "zone", "name": "zone"')
        path.write_text(frame, "utf-8")
        compare("made-up zones", path, "zone", "code", options.points, options.repeat)


if __name__ == "__main__":
    main()
