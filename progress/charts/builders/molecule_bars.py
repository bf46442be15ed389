"""Molecules beside each other by one figure: one of the small multiples of their comparison."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.quantities import format_number, format_share, format_tonnes
from progress.charts.model import Bar, BarGroup, BarPlot, Cell, Chart, Column, ColumnKind, Segment, Table
from progress.charts.palette import HEADING, RAMP, Paint

FIRM, SOFT = Paint(RAMP[3]), Paint(RAMP[3], stroke=HEADING, hatch="diagonal")
FIGURES = ("residents", "per_resident", "delivered", "promised")
"""What molecules are compared by, in the order of the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MoleculeValue:
    """A molecule with its value, None where unknown; a soft one is estimated, apportioned or illustrative."""

    name: str
    value: float | None
    is_soft: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MoleculeBars:
    """The molecules of a city by one of `FIGURES`.

    Units: persons; t CO2e a person and year; t CO2e a year; share of what the actions declare.
    """

    figure: str
    city: str
    source: str
    rows: tuple[MoleculeValue, ...]

    @property
    def key(self) -> str:
        """The name of the chart in its page."""
        return f"molecules-{self.figure.replace('_', '-')}"


def build_molecule_bars(data: MoleculeBars) -> Chart:
    """Return the bars of a figure in the active language, molecules in the order of the page, on one scale."""
    known = [row for row in data.rows if row.value is not None]
    return Chart(
        key=data.key,
        title=_titles()[data.figure],
        subtitle=_finding(data, known),
        source=data.source,
        description="; ".join(f"{row.name}: {_words(data.figure, row.value)}" for row in data.rows),
        table=_table(data),
        plot=BarPlot(
            tuple(_group(data.figure, row) for row in data.rows), _unit(data.figure), legend=_legend(known)
        )
        if known
        else None,
    )


def _titles() -> dict[str, str]:
    return {
        "residents": _("Residents"),
        "per_resident": _("Emissions per resident"),
        "delivered": _("Cut delivered"),
        "promised": _("Under a signed promise"),
    }


def _unit(figure: str) -> str:
    return {
        "residents": _("residents"),
        "per_resident": _("t CO₂e per resident"),
        "delivered": _("t CO₂e a year"),
        "promised": _("percent of what the actions declare"),
    }[figure]


def _finding(data: MoleculeBars, known: list[MoleculeValue]) -> str:
    count = len(data.rows)
    if not known:
        return _("Not known for any molecule of %(city)s.") % {"city": data.city}
    missing = count - len(known)
    if not missing:
        return ngettext(
            "Known for the %(count)s molecule of %(city)s.",
            "Known for all %(count)s molecules of %(city)s.",
            count,
        ) % {"count": format_number(count), "city": data.city}
    return _("Known for %(known)s of the %(count)s molecules of %(city)s.") % {
        "known": format_number(len(known)),
        "count": format_number(count),
        "city": data.city,
    }


def _words(figure: str, value: float | None) -> str:
    if value is None:
        return _("not known")
    if figure == "promised":
        return format_share(value, 0)
    if figure == "residents":
        return format_number(value, 0)
    return format_number(value, 2) + "\u00a0t" if figure == "per_resident" else format_tonnes(value, "t")


def _group(figure: str, row: MoleculeValue) -> BarGroup:
    label = _words(figure, row.value)
    if row.value is None:
        return BarGroup(row.name, (Bar((), label),))
    end = row.value * 100 if figure == "promised" else row.value
    name, paint = (_soft(), SOFT) if row.is_soft else (_firm(), FIRM)
    return BarGroup(row.name, (Bar((Segment(0.0, end, name, paint),), label),))


def _legend(known: list[MoleculeValue]) -> tuple[tuple[str, Paint], ...]:
    """Told only where some of the values are soft."""
    if not any(row.is_soft for row in known):
        return ()
    firm = ((_firm(), FIRM),) if not all(row.is_soft for row in known) else ()
    return (*firm, (_soft(), SOFT))


def _firm() -> str:
    return _("measured or reported")


def _soft() -> str:
    return _("estimated, apportioned or illustrative")


def _table(data: MoleculeBars) -> Table:
    kind: ColumnKind = "share" if data.figure == "promised" else "number"
    digits = 2 if data.figure == "per_resident" else 0
    columns = (
        Column("molecule", _("Molecule")),
        Column(data.figure, _titles()[data.figure], kind, _("not known"), digits=digits),
        Column("kind", _("Kind")),
    )
    rows: list[tuple[Cell, ...]] = [
        (row.name, row.value, "" if row.value is None else _soft() if row.is_soft else _firm())
        for row in data.rows
    ]
    return Table(columns, tuple(rows))
