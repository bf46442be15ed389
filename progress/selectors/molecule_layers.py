"""The molecules of a city as maps and machines read them: layers, GeoJSON with figures, one table."""

from collections.abc import Iterator, Sequence
from typing import Any

from contracts.models import Contract
from progress.charts.builders.molecule_bars import FIGURES, MoleculeBars, MoleculeValue
from progress.charts.builders.molecule_layer import LayerArea, MoleculeLayer, paint_layer, write_value
from progress.selectors.features import geometry_of, make_feature
from progress.selectors.molecule_figures import MEASURED, MoleculeFigures, read_figures
from progress.selectors.molecule_words import basis_of

Box = tuple[float, float, float, float]
"""West, south, east and north in degrees."""

CSV_COLUMNS = (
    "id",
    "code",
    "name",
    "kind",
    "state",
    "area_km2",
    "residents",
    "official_polygon",
    "illustrative",
    "emissions_year",
    "emissions_tco2e",
    "emissions_basis",
    "emissions_apportioned_by",
    "emissions_illustrative",
    "emissions_per_resident_tco2e",
    "target_year",
    "target_tco2e",
    "actions",
    "actions_left_out",
    "declared_tco2e",
    "credited_tco2e",
    "delivered_tco2e",
    "promised_tco2e",
    "promised_share",
    "source",
)


def list_figures(contract: Contract) -> tuple[MoleculeFigures, ...]:
    """The figures of the published molecules of a city, in the order of their codes."""
    return read_figures(contract, contract.city.molecules.published().order_by("code"))


def csv_rows(rows: Sequence[MoleculeFigures]) -> Iterator[tuple[Any, ...]]:
    """The figures of molecules as one table; what is unknown is empty."""
    for one in rows:
        yield tuple(machine_figures(one).values())


def machine_figures(one: MoleculeFigures) -> dict[str, Any]:
    """The figures of a molecule under the names of `CSV_COLUMNS`."""
    molecule, newest = one.molecule, one.newest
    target = one.targets[-1] if one.targets else None
    values = (
        str(molecule.pk),
        molecule.code,
        str(molecule),
        molecule.kind,
        molecule.state,
        None if molecule.area_km2 is None else float(molecule.area_km2),
        molecule.residents,
        molecule.has_official_polygon,
        molecule.is_illustrative,
        newest.year if newest else None,
        newest.tonnes if newest else None,
        newest.basis if newest else None,
        "; ".join(newest.keys) if newest else None,
        newest.is_illustrative if newest else None,
        _rounded(one.per_resident_tco2e),
        target.year if target else None,
        float(target.emissions_tco2e) if target else None,
        one.actions,
        one.left_out,
        _rounded(one.declared_tco2e),
        _rounded(one.credited_tco2e),
        _rounded(one.delivered_tco2e),
        _rounded(one.promised_tco2e),
        _rounded(one.promised_share),
        molecule.source,
    )
    return dict(zip(CSV_COLUMNS, values, strict=True))


def layer_value(layer: str, one: MoleculeFigures) -> float | None:
    """The value by which a layer or a small multiple shows a molecule."""
    residents = one.molecule.residents
    return {
        "state": None,
        "declared": one.declared_tco2e,
        "residents": None if residents is None else float(residents),
        "per_resident": one.per_resident_tco2e,
        "delivered": one.delivered_tco2e,
        "promised": one.promised_share,
    }[layer]


def layer_data(contract: Contract, rows: Sequence[MoleculeFigures], layer: str) -> MoleculeLayer:
    """The plain data of a layer of the map."""
    city = contract.city
    return MoleculeLayer(
        layer=layer,
        city=str(city),
        source=rows[0].molecule.source if rows else "",
        areas=tuple(
            LayerArea(
                name=str(one.molecule),
                geometry=one.molecule.polygon,
                state=one.molecule.state,
                value=layer_value(layer, one),
            )
            for one in rows
        ),
        boundary=city.boundary,
        are_official=all(one.molecule.has_official_polygon for one in rows),
    )


def comparison_data(contract: Contract, rows: Sequence[MoleculeFigures], source: str) -> list[MoleculeBars]:
    """The plain data of the small multiples, molecules in the same order in each."""
    return [
        MoleculeBars(
            figure=figure,
            city=str(contract.city),
            source=source,
            rows=tuple(
                MoleculeValue(
                    name=str(one.molecule), value=layer_value(figure, one), is_soft=_is_soft(figure, one)
                )
                for one in rows
            ),
        )
        for figure in FIGURES
    ]


def figures_geojson(
    contract: Contract, rows: Sequence[MoleculeFigures], *, layer: str, box: Box | None = None
) -> dict[str, Any]:
    """The molecules that reach into the box, all without one, with their figures and the paint of the layer.

    `label` is the number on the map; it stays the same whatever the box. The city's boundary comes first.
    """
    data = layer_data(contract, rows, layer)
    features = []
    painted = zip(rows, data.areas, paint_layer(data), strict=True)
    for number, (one, area, paint) in enumerate(painted, start=1):
        geometry = geometry_of(one.molecule.polygon)
        if box is None or overlaps(box, geometry):
            figures = machine_figures(one) | {"emissions_words": basis_of(one.newest)}
            shown = {"label": str(number), "note": write_value(layer, area), "fill": paint.fill}
            features.append(make_feature(str(one.molecule.pk), geometry, **figures, **shown))
    if contract.city.boundary:
        named = {"name": str(contract.city), "boundary": True}
        features.insert(0, make_feature("boundary", contract.city.boundary, **named))
    return {"type": "FeatureCollection", "features": features}


def overlaps(box: Box, geometry: dict[str, Any]) -> bool:
    """Whether the smallest box around a geometry reaches into a box."""
    west, south, east, north = box
    places = list(_positions(geometry["coordinates"]))
    longitudes, latitudes = [place[0] for place in places], [place[1] for place in places]
    return (
        min(longitudes) <= east
        and max(longitudes) >= west
        and min(latitudes) <= north
        and max(latitudes) >= south
    )


def _positions(coordinates: Any) -> Iterator[Any]:
    if coordinates and isinstance(coordinates[0], int | float):
        yield coordinates
    else:
        for part in coordinates:
            yield from _positions(part)


def _is_soft(figure: str, one: MoleculeFigures) -> bool:
    """Whether a value is estimated, apportioned or illustrative; residents of molecules are always estimated."""
    if figure == "residents":
        return True
    if figure == "per_resident":
        return one.newest is not None and (one.newest.basis != MEASURED or one.newest.is_illustrative)
    return False


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 6)
