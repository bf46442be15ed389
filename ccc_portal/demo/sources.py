"""The two data sets of the demonstration: which files make them, and what they hold once read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings

from ccc_portal.demo.reading import Row, Table
from ccc_portal.demo.tables.published import PUBLISHED_TABLES
from ccc_portal.demo.tables.training import TRAINING_TABLES

DEMO_FOLDER = settings.BASE_DIR / "demo"
EDITION = 5
"""Raise it when the same files must be loaded again because the loader makes more out of them."""


@dataclass(frozen=True)
class Source:
    """Which files make one data set."""

    name: str
    tables: Mapping[str, Table]
    molecules: str
    sites: str
    neighbourhoods: str
    boundaries: str
    molecules_city: str
    papers: tuple[str, ...] = ()
    """Cities whose texts, tables and clauses stand in `contracts/`."""
    is_illustrative: bool = False

    @property
    def places(self) -> tuple[str, str, str]:
        """The files of areas and points besides the boundaries."""
        return self.molecules, self.sites, self.neighbourhoods

    def fingerprint(self, folder: Path) -> str:
        """The SHA-256 of all its files; a missing one counts as empty and is refused by `read_dataset`."""
        digest = sha256(f"{self.name} {EDITION}".encode())
        tables = [table.file for table in self.tables.values()]
        boundaries = sorted(file.relative_to(folder).as_posix() for file in folder.glob(self.boundaries))
        papers = [f"contracts/{city}{end}" for city in self.papers for end in (".it.md", ".en.md", ".json")]
        for name in [*tables, *self.places, *boundaries, *papers]:
            file = folder / name
            content = file.read_bytes() if file.exists() else b""
            digest.update(f"{name} {len(content)}\n".encode() + content)
        return digest.hexdigest()


PUBLISHED = Source(
    "published cities",
    PUBLISHED_TABLES,
    molecules="molecules.geojson",
    sites="milano_mol_sites.geojson",
    neighbourhoods="milano_nil.geojson",
    boundaries="boundaries/*.geojson",
    molecules_city="milano",
    papers=("milano",),
)
TRAINING = Source(
    "training city",
    TRAINING_TABLES,
    molecules="training/molecules.geojson",
    sites="training/sites.geojson",
    neighbourhoods="training/neighbourhoods.geojson",
    boundaries="training/boundaries/*.geojson",
    molecules_city="valdoria",
    papers=("valdoria",),
    is_illustrative=True,
)


@dataclass(frozen=True)
class Paper:
    """What a contract says beside its figures: texts by language and section, and everything else as read."""

    texts: Mapping[str, Mapping[str, str]]
    content: Mapping[str, Any]


@dataclass
class Dataset:
    """Everything of one source, as values."""

    source: Source
    tables: dict[str, list[Row]] = field(default_factory=dict)
    molecules: list[dict[str, Any]] = field(default_factory=list)
    sites: list[dict[str, Any]] = field(default_factory=list)
    neighbourhoods: list[dict[str, Any]] = field(default_factory=list)
    boundaries: dict[str, dict[str, Any]] = field(default_factory=dict)
    papers: dict[str, Paper] = field(default_factory=dict)

    def rows(self, name: str) -> list[Row]:
        """The rows of a table; none where this source has no such table."""
        return self.tables.get(name, [])

    def by_city(self, name: str) -> dict[str, list[Row]]:
        """The rows of a table, grouped by city."""
        groups: dict[str, list[Row]] = {}
        for row in self.rows(name):
            groups.setdefault(row["city_id"], []).append(row)
        return groups
