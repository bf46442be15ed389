"""Actions by sector and by what is known of their effect."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contracts.enums import Quantification, Sector
from core.quantities import format_number, format_share
from progress.charts.model import Bar, BarGroup, BarPlot, Cell, Chart, Column, Segment, Table
from progress.charts.palette import HEADING, LEAD, RAMP, WHITE, Paint

PAINTS = {
    Quantification.QUANTIFIED: Paint(RAMP[3]),
    Quantification.INCLUDED_IN: Paint(RAMP[2]),
    Quantification.CONFIDENTIAL: Paint(LEAD),
    Quantification.NOT_QUANTIFIABLE: Paint(RAMP[1], stroke=HEADING),
    Quantification.NOT_ESTIMATED: Paint(WHITE, stroke=HEADING),
}
"""Order and look of the kinds, from most to least known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SectorActions:
    """How many actions a sector has of each kind (`contracts.enums.Quantification`)."""

    sector: str
    counts: tuple[tuple[str, int], ...]

    @property
    def name(self) -> str:
        """The sector in the active language."""
        return str(Sector(self.sector).label)

    def count(self, kind: str) -> int:
        """Return the number of actions of a kind."""
        return dict(self.counts).get(kind, 0)

    @property
    def total(self) -> int:
        """Number of actions of the sector."""
        return sum(count for _kind, count in self.counts)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionsSummary:
    """The actions of a contract by sector; an action of several sectors counts in its first."""

    city: str
    source: str
    rows: tuple[SectorActions, ...]
    key: str = "actions-summary"


def build_actions_summary(data: ActionsSummary) -> Chart:
    """Return the chart of the actions in the active language."""
    rows = sorted((row for row in data.rows if row.total), key=lambda row: (-row.total, row.sector))
    kinds = [kind for kind in PAINTS if any(row.count(kind) for row in rows)]
    plot = None
    if rows:
        legend = tuple((_kind_name(kind), PAINTS[kind]) for kind in kinds)
        plot = BarPlot(tuple(_group(row, kinds) for row in rows), _("actions"), legend=legend)
    return Chart(
        key=data.key,
        title=_finding(data.city, rows),
        subtitle=_("Number of actions by sector and by what is known of their effect."),
        source=data.source,
        description="; ".join(f"{row.name}: {row.total}" for row in rows) or _("No actions are published."),
        table=_table(rows, kinds),
        plot=plot,
    )


def _finding(city: str, rows: list[SectorActions]) -> str:
    total = sum(row.total for row in rows)
    known = sum(row.count(Quantification.QUANTIFIED) for row in rows)
    values = {
        "city": city,
        "total": format_number(total, 0),
        "known": format_number(known, 0),
        "share": format_share(known / total if total else None, 0),
    }
    if not total:
        return _("%(city)s has not published any action yet") % values
    if not known:
        return _("None of the %(total)s actions states how many tonnes it saves") % values
    if known == total:
        return _("All %(total)s actions state how many tonnes they save") % values
    text = ngettext(
        "%(known)s action out of %(total)s (%(share)s) states how many tonnes it saves",
        "%(known)s actions out of %(total)s (%(share)s) state how many tonnes they save",
        known,
    )
    return text % values


def _kind_name(kind: Quantification) -> str:
    label = str(kind.label)
    return label[:1].upper() + label[1:]


def _group(row: SectorActions, kinds: list[Quantification]) -> BarGroup:
    segments, reached = [], 0
    for kind in kinds:
        count = row.count(kind)
        if count:
            label = format_number(count, 0)
            segments.append(Segment(reached, reached + count, _kind_name(kind), PAINTS[kind], label))
            reached += count
    return BarGroup(row.name, (Bar(tuple(segments), format_number(row.total, 0)),))


def _table(rows: list[SectorActions], kinds: list[Quantification]) -> Table:
    columns = (
        Column("sector", _("Sector")),
        *(Column(f"{kind.value}_actions", _kind_name(kind), "number") for kind in kinds),
        Column("total_actions", _("Total"), "number"),
    )
    body: list[tuple[Cell, ...]] = [
        (row.name, *(row.count(kind) for kind in kinds), row.total) for row in rows
    ]
    totals = (sum(row.count(kind) for row in rows) for kind in kinds)
    return Table(columns, (*body, (_("Total"), *totals, sum(row.total for row in rows))))
