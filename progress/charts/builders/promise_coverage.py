"""What organisations promised in each sector, molecule by molecule."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contracts.enums import Sector
from core.quantities import format_number, format_share
from progress.charts.model import Bar, BarGroup, BarPlot, Cell, Chart, Column, Segment, Table
from progress.charts.palette import GRID, HEADING, LEAD, RAMP, Paint
from progress.charts.words import DisplayUnit, display_unit, in_tonnes

PAINTS = (
    Paint(RAMP[3]),
    Paint(RAMP[2]),
    Paint(RAMP[1], stroke=HEADING),
    Paint(RAMP[3], stroke=RAMP[3], hatch="diagonal"),
    Paint(RAMP[2], stroke=HEADING, hatch="back"),
    Paint(HEADING, stroke=HEADING, hatch="dots"),
)
OTHERS_PAINT = Paint(LEAD)
CITY_PAINT = Paint(HEADING)
NOTHING_PAINT = Paint(GRID)


@dataclass(frozen=True, slots=True, kw_only=True)
class PromisedPart:
    """What is promised in one sector and one molecule; tonnes are None where nobody stated them.

    `area` is empty for actions that are in no molecule.
    """

    sector: str
    area: str
    tonnes: float | None
    share_of_cut: float | None = None
    organisations: int = 1
    not_stated: int = 0
    herfindahl: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PromisedSectors:
    """Sectors of a contract in their order, and the parts of them that lie under a promise."""

    city: str
    source: str
    sectors: tuple[str, ...]
    parts: tuple[PromisedPart, ...]
    key: str = "promise-coverage"


def build_promise_coverage(data: PromisedSectors) -> Chart:
    """Return the chart of the promises in the active language."""
    unit = display_unit(*(part.tonnes for part in data.parts))
    paints = _paints(data)
    return Chart(
        key=data.key,
        title=_finding(data),
        subtitle=_("Tonnes promised by sector, divided by molecule, %(unit)s a year.") % {"unit": unit.name},
        source=data.source,
        description=_description(data),
        table=_table(data),
        plot=BarPlot(
            tuple(_group(sector, data, unit, paints) for sector in data.sectors),
            unit.name,
            legend=tuple(dict(_legend(paints)).items()),
        )
        if any(part.tonnes for part in data.parts)
        else None,
        span="full",
    )


def area_name(area: str) -> str:
    """The name of a column of the map."""
    return area or _("in no molecule")


def _paints(data: PromisedSectors) -> dict[str, Paint]:
    """A look for each molecule under a promise; the seventh and later ones share one."""
    areas = list(dict.fromkeys(part.area for part in data.parts if part.area and part.tonnes))
    looks = {area: PAINTS[place] if place < len(PAINTS) else OTHERS_PAINT for place, area in enumerate(areas)}
    return looks | ({"": CITY_PAINT} if any(not part.area and part.tonnes for part in data.parts) else {})


def _legend(paints: dict[str, Paint]) -> list[tuple[str, Paint]]:
    return [
        (_("other molecules") if paint == OTHERS_PAINT else area_name(area), paint)
        for area, paint in paints.items()
    ]


def _group(sector: str, data: PromisedSectors, unit: DisplayUnit, paints: dict[str, Paint]) -> BarGroup:
    own = [part for part in data.parts if part.sector == sector]
    segments, end = [], 0.0
    for part in own:
        if part.tonnes:
            start, end = end, end + unit.convert(part.tonnes)
            segments.append(Segment(start, end, area_name(part.area), paints[part.area]))
    if not segments:  # a sector without a bar keeps its place in the live chart too
        segments.append(Segment(0.0, 0.0, _label(own, unit), NOTHING_PAINT))
    return BarGroup(str(Sector(sector).label), (Bar(tuple(segments), _label(own, unit)),))


def _label(own: list[PromisedPart], unit: DisplayUnit) -> str:
    known = [part.tonnes for part in own if part.tonnes is not None]
    if not own:
        return _("no promise")
    if not known:
        return _("not stated")
    shares = [part.share_of_cut for part in own if part.tonnes is not None]
    amount = unit.amount(sum(known))
    if any(share is None for share in shares):
        return amount
    share = format_share(sum(share for share in shares if share is not None))
    return _("%(amount)s, %(share)s of the cut") % {"amount": amount, "share": share}


def _finding(data: PromisedSectors) -> str:
    under = {part.sector for part in data.parts}
    known = [part.tonnes for part in data.parts if part.tonnes is not None]
    if not data.parts:
        return _("No sector of %(city)s lies under a signed promise yet") % {"city": data.city}
    values = {"count": format_number(len(under), 0), "total": format_number(len(data.sectors), 0)}
    if not known:
        text = ngettext(
            "%(count)s sector out of %(total)s lies under a promise; nobody states how many tonnes",
            "%(count)s sectors out of %(total)s lie under a promise; nobody states how many tonnes",
            len(under),
        )
        return text % values
    text = ngettext(
        "%(count)s sector out of %(total)s lies under a promise, of %(amount)s a year",
        "%(count)s sectors out of %(total)s lie under a promise, of %(amount)s a year",
        len(under),
    )
    return text % (values | {"amount": in_tonnes(sum(known))})


def _description(data: PromisedSectors) -> str:
    words = [f"{Sector(sector).label}: {_words(sector, data)}" for sector in data.sectors]
    return "; ".join(words) or _("No figures are published.")


def _words(sector: str, data: PromisedSectors) -> str:
    own = [part for part in data.parts if part.sector == sector]
    known = [part.tonnes for part in own if part.tonnes is not None]
    if not own:
        return _("no promise")
    return in_tonnes(sum(known)) if known else _("not stated")


def _table(data: PromisedSectors) -> Table:
    unknown = _("none stated")
    columns = (
        Column("sector", _("Sector")),
        Column("molecule", _("Molecule")),
        Column("promise", _("Promise")),
        Column("promised_tco2e", _("Promised (t CO₂e a year)"), "tonnes", unknown),
        Column("share_of_cut", _("Share of the sector's cut"), "share", unknown, digits=1),
        Column("organisations", _("Organisations"), "number", "0"),
        Column("promises_without_tonnes", _("Promises without tonnes"), "number", "0"),
        Column("herfindahl", _("Concentration (Herfindahl, 0–1)"), "number", unknown, digits=2),
    )
    rows: list[tuple[Cell, ...]] = []
    for sector in data.sectors:
        name = str(Sector(sector).label)
        own = [part for part in data.parts if part.sector == sector]
        rows += [(name, area_name(part.area), _promise(part), *_numbers(part)) for part in own]
        if not own:
            rows.append((name, "", _("no promise"), None, None, 0, 0, None))
    return Table(columns, tuple(rows))


def _numbers(part: PromisedPart) -> tuple[Cell, ...]:
    return (part.tonnes, part.share_of_cut, part.organisations, part.not_stated, part.herfindahl)


def _promise(part: PromisedPart) -> str:
    return _("signed, tonnes not stated") if part.tonnes is None else _("signed")
