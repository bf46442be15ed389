"""Reading a data set whole: nothing is written before every file was read and checked."""

from pathlib import Path

from ccc_portal.demo.papers import read_papers
from ccc_portal.demo.reading import Reader
from ccc_portal.demo.references import check_references
from ccc_portal.demo.sources import DEMO_FOLDER, Dataset, Source


def read_dataset(source: Source, folder: Path = DEMO_FOLDER) -> Dataset:
    """Read and check every file; raises `BrokenDataError` with all problems."""
    reader = Reader(folder)
    data = Dataset(source)
    data.tables = {name: reader.read_table(table) for name, table in source.tables.items()}
    data.molecules = reader.read_features(source.molecules)
    data.sites = reader.read_features(source.sites)
    data.neighbourhoods = reader.read_features(source.neighbourhoods)
    _name_cities(data)
    for row in data.rows("context"):
        file = source.boundaries.replace("*", row["city_id"])
        for feature in reader.read_features(file):
            data.boundaries[row["city_id"]] = feature["geometry"]
    data.papers = read_papers(reader, source.papers)
    check_references(reader, data)
    reader.finish()
    return data


def _name_cities(data: Dataset) -> None:
    """Give the list of Mission cities the short names of the other files (`milan` is `milano` there)."""
    local_names = {row["name"]: row["city_id"] for row in data.rows("context")}
    for row in data.rows("cities"):
        row["city_id"] = local_names.get(row["name_local"], row["city_id"])
