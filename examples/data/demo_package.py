"""The data package being filled: tables of rows, each with its source, written as CSV and as a zip."""

import csv
import io
import json
import zipfile

PAGE = "page publique de questions-réponses de Ressources Urbaines, bilan 2020"
GENERATOR = "générateur de démonstration de tissu"
TITLE = "tissu demo: the cooperation around a French urban-policy resource centre"

TABLES = {
    "territories": "id name parts_of population lon lat valid_from valid_to identifiers aliases position_source",
    "successions": "from to date kind share",
    "actors": "id kind name type aliases territory themes field since until lon lat identifiers note",
    "affiliations": "actor in role since until",
    "partnerships": "id title type description since until signed amount currency themes territories parent "
    "member_category",
    "partners": "partnership actor role amount since until territory",
    "events": "id title type description start end half_days mode themes territories organisers parent mission "
    "capacity state rhythm",
    "participations": "event actor status category on_behalf_of mode date",
    "resources": "id title type description text issued language access url creators themes territories event "
    "identifiers",
    "uses": "resource actor date count kind",
    "needs": "id theme territory actor date wave text",
    "feedback": "event actor score comment consent",
    "observations": "indicator period value subject channel note",
}
COLUMNS = {table: (*columns.split(), "source", "source_kind") for table, columns in TABLES.items()}
NUMBERS = frozenset("population lon lat share amount half_days capacity count score value".split())
LICENCES = [
    {"name": "MIT", "title": "invented rows (source_kind SYNTH and CALCULE) and the package itself"},
    {
        "name": "etalab-2.0",
        "title": "territories: INSEE, DGCL; Licence Ouverte 2.0",
        "path": "https://www.etalab.gouv.fr/licence-ouverte-open-licence",
    },
    {
        "name": "CC-BY-4.0",
        "title": "positions of communes: GeoNames",
        "path": "https://creativecommons.org/licenses/by/4.0/",
    },
]


def cell(value):
    if value is None:
        return ""
    if isinstance(value, (list, tuple)):
        return "|".join(value)
    return str(value)


class Package:
    def __init__(self):
        self.rows = {table: [] for table in COLUMNS}

    def add(self, table, source_kind="SYNTH", source=None, **values):
        """Adds one row. Without a source, it follows from the kind: the page, or this generator."""
        if source is None:
            source = PAGE if source_kind in ("REEL_SEED", "ESTIME") else GENERATOR
        values = {name.rstrip("_"): value for name, value in values.items()}
        values.update(source=source, source_kind=source_kind)
        unknown = [name for name in values if name not in COLUMNS[table]]
        if unknown:
            raise KeyError(f"expected columns of {table}, found {unknown}")
        self.rows[table].append([cell(values.get(name)) for name in COLUMNS[table]])

    def files(self):
        """File name → bytes, in the order of the package."""
        result = {f"{table}.csv": self._csv(table) for table in COLUMNS}
        result["datapackage.json"] = (
            json.dumps(self._descriptor(), ensure_ascii=False, indent=2) + "\n"
        ).encode()
        return result

    def _csv(self, table):
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow(COLUMNS[table])
        writer.writerows(self.rows[table])
        return text.getvalue().encode()

    def _descriptor(self):
        return {
            "profile": "tabular-data-package",
            "name": "tissu-demo",
            "title": TITLE,
            "description": "Real territories and the public facts of one centre; every person, attendance, "
            "organisation named fictive, resource, need and score is invented. See source_kind on "
            "each row: REEL_SEED, REEL_OUVERT, CALCULE, ESTIME, SYNTH.",
            "licenses": LICENCES,
            "resources": [self._resource(table) for table in COLUMNS],
        }

    @staticmethod
    def _resource(table):
        fields = [
            {"name": name, "type": "number" if name in NUMBERS else "string"} for name in COLUMNS[table]
        ]
        return {
            "name": table,
            "path": f"{table}.csv",
            "encoding": "utf-8",
            "dialect": {"delimiter": ","},
            "profile": "tabular-data-resource",
            "schema": {"fields": fields},
        }


def write_zip(files, path):
    """Writes the files with fixed dates, so that equal content gives an equal archive."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, date_time=(2020, 2, 5, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content, compresslevel=9)
