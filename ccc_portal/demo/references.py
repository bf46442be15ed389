"""What holds between the files: whoever is named must be there, and places must be possible ones."""

import re
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ccc_portal.demo.figures import check_figures
from ccc_portal.demo.path_references import check_path
from ccc_portal.demo.reading import Reader, Row
from ccc_portal.demo.sources import Dataset
from ccc_portal.demo.spread_references import check_spread
from core.validators import normalise_code
from molecules.validators import validate_polygon
from stakeholders.validators import name_key

ALL_CITIES = "all"
INCLUDED_IN = re.compile(r"Included in (\w+)", re.IGNORECASE)


def check_references(reader: Reader, data: Dataset) -> None:
    """Refuse names of cities, actions, organisations and molecules that are not there, and impossible polygons."""
    _check_cities(reader, data)
    _check_actions(reader, data)
    _check_organisations(reader, data)
    _check_molecules(reader, data)
    _check_neighbourhoods(reader, data)
    check_figures(reader, data)
    check_spread(reader, data)
    check_path(reader, data)


def action_keys(data: Dataset) -> set[tuple[str, str]]:
    """The actions of a data set, by city and normalised code."""
    return {(row["city_id"], normalise_code(row["action_id"])) for row in data.rows("actions")}


def _check_cities(reader: Reader, data: Dataset) -> None:
    cities = {row["city_id"] for row in data.rows("cities")}
    with_contract = {row["city_id"] for row in data.rows("contracts")}
    wider: dict[str, set[str]] = {
        "cities": cities,
        "context": cities,
        "contracts": {row["city_id"] for row in data.rows("context")},
        "milestones": cities | {ALL_CITIES},
        "factors": cities,
    }
    for name, table in data.source.tables.items():
        if "city_id" in table.columns:
            known = wider.get(name, with_contract)
            reader.check_reference(table, data.rows(name), "city_id", known, _("city"))


def _check_actions(reader: Reader, data: Dataset) -> None:
    known = action_keys(data)
    for name, column, row, code in _named_actions(data):
        if (row["city_id"], normalise_code(code)) not in known:
            reason = _("there is no action “%(code)s”.") % {"code": code}
            reader.refuse(data.source.tables[name].file, row.line, column, reason)


def _named_actions(data: Dataset) -> Iterator[tuple[str, str, Row, str]]:
    """Every place where a row names an action: table, column, row, code."""
    for row in data.rows("actions"):
        if included := INCLUDED_IN.match(row["reduction_raw"]):
            yield "actions", "reduction_raw", row, included[1]
    for name in ("reports", "milestones", "planned_milestones", "action_parties"):
        for row in data.rows(name):
            if row.get("action_id"):
                yield name, "action_id", row, row["action_id"]
    for name in ("commitments", "instruments"):
        yield from (
            (name, "actions", row, code) for row in data.rows(name) for code in row["actions"].split()
        )


def _check_organisations(reader: Reader, data: Dataset) -> None:
    listed = {(row["city_id"], name_key(row["organisation"])) for row in data.rows("parties")}
    for name in ("aliases", "reports", "commitments", "action_parties"):
        for row in data.rows(name):
            if row["organisation"] and (row["city_id"], name_key(row["organisation"])) not in listed:
                reason = _("there is no organisation “%(name)s”.") % {"name": row["organisation"]}
                reader.refuse(data.source.tables[name].file, row.line, "organisation", reason)


def _check_molecules(reader: Reader, data: Dataset) -> None:
    file = data.source.molecules
    city, known = data.source.molecules_city, action_keys(data)
    for position, feature in enumerate(data.molecules, start=1):
        properties = feature["properties"]
        place = _("feature %(position)s") % {"position": position}
        for code in properties.get("mol_actions", []):
            if (city, normalise_code(code)) not in known:
                reader.refuse(
                    file, 1, f"{place}, mol_actions", _("there is no action “%(code)s”.") % {"code": code}
                )
        _check_polygon(reader, data, file, feature, f"{place}, geometry")
    molecules = {feature["properties"].get("molecule_id") for feature in data.molecules}
    table = data.source.tables["molecule_figures"]
    reader.check_reference(table, data.rows("molecule_figures"), "molecule_id", molecules, _("molecule"))


def _check_neighbourhoods(reader: Reader, data: Dataset) -> None:
    file = data.source.neighbourhoods
    for position, feature in enumerate(data.neighbourhoods, start=1):
        place = _("feature %(position)s") % {"position": position}
        _check_polygon(reader, data, file, feature, f"{place}, geometry")


def _check_polygon(reader: Reader, data: Dataset, file: str, feature: dict[str, Any], column: str) -> None:
    places = [
        SimpleNamespace(
            boundary=data.boundaries.get(row["city_id"]),
            longitude=float(row["lon"]),
            latitude=float(row["lat"]),
        )
        for row in data.rows("cities")
        if row["city_id"] == data.source.molecules_city
    ]
    try:
        validate_polygon(feature.get("geometry"), near=places)
    except ValidationError as error:
        for message in error.messages:
            reader.refuse(file, 1, column, message)
