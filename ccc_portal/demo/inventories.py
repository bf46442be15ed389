"""Inventory series, each kept apart, and their lines."""

from datetime import UTC, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from ccc_portal.demo.ids import demo_id
from ccc_portal.demo.reading import Row
from ccc_portal.demo.sources import Dataset
from ccc_portal.demo.subsectors import GPC_CODES
from ccc_portal.demo.wording import ENGLISH, cite, texts
from contracts.enums import Flow, InventoryState, NotationKey, Scope
from contracts.models import Inventory, InventoryLine, InventorySeries

BASELINE_TOLERANCE = Decimal("0.5")
SCOPE_COLUMNS = {scope: f"scope{scope.value}_tco2e" for scope in Scope}
PARTS_OF_SECTORS = {"private_buildings": ("buildings", "private buildings")}
SERIES_TITLES = {
    "cdp": ("Inventario comunicato a CDP-ICLEI", "Inventory reported to CDP-ICLEI"),
    "cdp-gpc": ("Inventario GPC comunicato a CDP-ICLEI", "GPC inventory reported to CDP-ICLEI"),
    "pac-co2": ("Piano Aria e Clima, solo CO₂ da energia", "Air and Climate Plan, energy CO₂ only"),
    "paesc": ("Monitoraggio del PAESC", "Monitoring of the SECAP"),
    "secap": ("Inventario del PAES/PAESC", "Inventory of the SEAP/SECAP"),
    "com": ("Patto dei Sindaci", "Covenant of Mayors"),
    "tape": ("Rapporti TAPE", "TAPE reports"),
    "training": ("Inventario di prova, dati inventati", "Training inventory, invented figures"),
    "ccc": ("Inventario del contratto climatico", "Inventory of the climate contract"),
}
"""What the last part of a series' name stands for."""


def baseline_series(data: Dataset) -> dict[str, str]:
    """The series of each city whose inventory of the baseline year is the contract's baseline."""
    baselines = {
        row["city_id"]: (row["baseline_year"], row["baseline_tco2e"]) for row in data.rows("contracts")
    }
    found = {}
    for row in data.rows("series"):
        year, total = baselines.get(row["city_id"], (None, Decimal(0)))
        if row["year"] == year and abs(row["total_tco2e"] - total) <= BASELINE_TOLERANCE:
            found[row["city_id"]] = row["series_id"]
    return found


def series_id(series: str) -> UUID:
    """The id of a series' row."""
    return demo_id(_city_of(series), f"series:{series}")


def inventory_id(series: str, year: int, state: str = InventoryState.PUBLISHED) -> UUID:
    """The id of an inventory's row; an edition that was restated stands beside the one that took its place."""
    edition = "" if state == InventoryState.PUBLISHED else f":{state}"
    return demo_id(_city_of(series), f"inventory:{series}:{year}{edition}")


def _city_of(series: str) -> str:
    return series.split("-", 1)[0]


def build_series(data: Dataset) -> list[InventorySeries]:
    """One row for each series; values of different series are never joined in one line."""
    metadata = series_metadata(data)
    cities = {row["series_id"]: row["city_id"] for row in data.rows("series")}
    return [
        InventorySeries(
            id=series_id(series),
            city_id=demo_id(city, "city"),
            code=series,
            title=_series_title(series),
            **{name: _stated(metadata, series, name) for name in ("method", "approach", "scopes")},
        )
        for series, city in cities.items()
    ]


def series_metadata(data: Dataset) -> dict[str, Row]:
    """What is stated of how a series was made, by series."""
    return {row["series_id"]: row for row in data.rows("series_metadata")}


def _stated(metadata: dict[str, Row], series: str, name: str) -> str:
    """One thing that is stated of a series; what is not stated stays empty."""
    return str(metadata[series][name]) if series in metadata else ""


def _series_title(series: str) -> Any:
    italian, english = SERIES_TITLES.get(series.split("-", 1)[-1], (series, series))
    return texts(it=italian, en=english)


def build_inventories(data: Dataset) -> list[Inventory]:
    """Every published total; one marked "no chart" is shown, but never drawn. Restated editions come first."""
    metadata = series_metadata(data)
    restated = {
        (row["series_id"], row["year"])
        for row in data.rows("series")
        if _state_of(row) == InventoryState.RESTATED
    }
    rows = sorted(data.rows("series"), key=lambda row: _state_of(row) == InventoryState.PUBLISHED)
    return [
        Inventory(
            id=inventory_id(row["series_id"], row["year"], _state_of(row)),
            series_id=series_id(row["series_id"]),
            year=row["year"],
            state=_state_of(row),
            restates_id=_restates(row, restated),
            published_at=_published_at(row),
            source_language=ENGLISH,
            reported_total_tco2e=row["total_tco2e"],
            reported_scope1_tco2e=row["scope1"],
            reported_scope2_tco2e=row["scope2"],
            reported_scope3_tco2e=row["scope3"],
            gases=row["gases"],
            gwp_set=_stated(metadata, row["series_id"], "gwp_set"),
            quality=row["quality"],
            is_plottable=row["chart"],
            source=row["source"],
            note=row["note"],
        )
        for row in rows
    ]


def _state_of(row: Row) -> str:
    """Where an inventory stands; the published cities list only what is public."""
    return str(row.get("state", InventoryState.PUBLISHED))


def _restates(row: Row, restated: set[tuple[str, int]]) -> UUID | None:
    """The edition whose place a published inventory took."""
    took_a_place = _state_of(row) == InventoryState.PUBLISHED and (row["series_id"], row["year"]) in restated
    return inventory_id(row["series_id"], row["year"], InventoryState.RESTATED) if took_a_place else None


def _published_at(row: Row) -> datetime | None:
    """The day on which an inventory became public, at noon."""
    day = row.get("published_on")
    return datetime.combine(day, time(12), tzinfo=UTC) if day else None


def build_lines(data: Dataset) -> list[InventoryLine]:
    """The lines of the inventories of each contract's own series: sectors by scope, and details of them."""
    series = baseline_series(data)
    years = {(row["series_id"], row["year"]) for row in data.rows("series")}

    def inventory(row: Row) -> str | None:
        """The series whose inventory of that year the row belongs to."""
        name = series.get(row["city_id"])
        return name if name and (name, row["year"]) in years else None

    lines = [
        line
        for row in data.rows("baseline")
        if (name := inventory(row))
        for line in _sector_lines(name, row, in_boundary=_is_in_boundary(data, row))
    ]
    by_scope = {(row["city_id"], row["year"], row["sector"]) for row in data.rows("baseline")}
    lines += [_detail(name, row) for row in data.rows("subsectors") if (name := inventory(row))]
    lines += [
        _sector_total(name, row)
        for row in data.rows("series_by_sector")
        if (name := inventory(row)) and (row["city_id"], row["year"], row["sector"]) not in by_scope
    ]
    return lines


def _is_in_boundary(data: Dataset, row: Row) -> bool:
    """A sector is in the target's boundary when the gap table counts it; a table without sectors counts all."""
    gap = [gap for gap in data.by_city("gap").get(row["city_id"], []) if gap["sector"]]
    counted = {gap["sector"] for gap in gap if gap["baseline_tco2e"] is not None}
    return not counted or row["sector"] in counted


def _sector_lines(series: str, row: Row, *, in_boundary: bool) -> list[InventoryLine]:
    """One line a printed scope; the total where no scope is printed; a notation key where nothing is."""
    printed: dict[Scope | None, Decimal | None] = {
        scope: row[column] for scope, column in SCOPE_COLUMNS.items() if row[column] is not None
    }
    return [
        _line(series, row, scope=scope, value=value, in_target_boundary=in_boundary)
        for scope, value in (printed or {None: row["total_tco2e"]}).items()
    ]


def _sector_total(series: str, row: Row) -> InventoryLine:
    sector, label = PARTS_OF_SECTORS.get(row["sector"], (row["sector"], ""))
    return _line(series, row, value=row["tco2e"], sector=sector, label=label, counts_toward_total=label == "")


def _detail(series: str, row: Row) -> InventoryLine:
    label = row["subsector"]
    return _line(
        series,
        row,
        value=row["tco2e"],
        label=label,
        gpc_code=GPC_CODES.get((row["sector"], label), ""),
        counts_toward_total=False,
    )


def _line(series: str, row: Row, *, value: Decimal | None, scope: Scope | None = None, **fields: Any) -> Any:
    """A line; a negative value is a removal and becomes a sink with its size."""
    sector = fields.pop("sector", row["sector"])
    part = fields.get("label") or f"scope {scope or 'all'}"
    key = "" if value is not None else _notation_key(row["note"])
    return InventoryLine(
        id=demo_id(row["city_id"], f"line:{series}:{row['year']}:{sector}:{part}"),
        inventory_id=inventory_id(series, row["year"]),
        sector=sector,
        scope=scope,
        flow=Flow.SINK if value is not None and value < 0 else Flow.SOURCE,
        value_tco2e=None if value is None else abs(value),
        notation_key=key,
        source=cite(row),
        note=row.get("note", ""),
        **fields,
    )


def _notation_key(note: str) -> str:
    """Why a printed sector has no number: not applicable where the city says so, else not estimated."""
    return NotationKey.NOT_APPLICABLE if note.startswith("Not applicable") else NotationKey.NOT_ESTIMATED
