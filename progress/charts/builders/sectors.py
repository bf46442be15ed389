"""Baseline, target reduction and residual of each sector, as the gap table prints them."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from contracts.enums import Sector
from core.quantities import format_share
from progress.charts.model import Bar, BarGroup, BarPlot, Cell, Chart, Column, Segment, Table
from progress.charts.palette import HEADING, WHITE, Paint, sector_colour
from progress.charts.words import DisplayUnit, display_unit, in_tonnes, within_sentence

ROUNDING_TCO2E = 1.0
REDUCTION_OPACITY = 0.45


@dataclass(frozen=True, slots=True, kw_only=True)
class SectorRow:
    """One row of the printed gap table; None where the cell is empty."""

    sector: str
    baseline_tco2e: float | None = None
    target_reduction_tco2e: float | None = None
    residual_tco2e: float | None = None

    @property
    def name(self) -> str:
        """The sector in the active language."""
        return str(Sector(self.sector).label)

    @property
    def amounts_tco2e(self) -> tuple[float | None, float | None, float | None]:
        """Baseline, target reduction and residual."""
        return self.baseline_tco2e, self.target_reduction_tco2e, self.residual_tco2e


@dataclass(frozen=True, slots=True, kw_only=True)
class SectorsBars:
    """The gap table by sector with its printed total row."""

    city: str
    source: str
    baseline_year: int
    target_year: int
    rows: tuple[SectorRow, ...]
    total_baseline_tco2e: float | None = None
    total_target_reduction_tco2e: float | None = None
    total_residual_tco2e: float | None = None
    key: str = "sectors"


def build_sectors(data: SectorsBars) -> Chart:
    """Return the chart of the sectors in the active language."""
    unit = display_unit(*(amount for row in data.rows for amount in row.amounts_tco2e))
    groups = tuple(
        _group(row, unit, data) for row in data.rows if any(a is not None for a in row.amounts_tco2e)
    )
    return Chart(
        key=data.key,
        title=_finding(data),
        subtitle=_(
            "Emissions of %(year)s, reduction and residual planned for %(target_year)s, %(unit)s a year."
        )
        % {"year": data.baseline_year, "target_year": data.target_year, "unit": unit.name},
        source=data.source,
        description=_description(data),
        table=_table(data),
        plot=BarPlot(groups, unit.name, legend=_legend(data)) if groups else None,
        notes=tuple(_notes(data)),
    )


def _finding(data: SectorsBars) -> str:
    known = [(row.baseline_tco2e, row) for row in data.rows if row.baseline_tco2e is not None]
    if not known:
        return _("%(city)s publishes no baseline by sector") % {"city": data.city}
    largest, row = max(known, key=lambda pair: pair[0])
    values = {"sector": within_sentence(row.name), "amount": in_tonnes(largest), "year": data.baseline_year}
    total = data.total_baseline_tco2e
    if total is None or total <= 0 or largest <= 0:
        return _("The largest source of %(year)s is %(sector)s, with %(amount)s") % values
    total_text = {"share": format_share(largest / total, 1), "total": in_tonnes(total)}
    return _("%(share)s of the %(total)s of %(year)s comes from one sector: %(sector)s") % {
        **values,
        **total_text,
    }


def _legend_words(data: SectorsBars) -> tuple[str, str, str]:
    return (
        _("Baseline %(year)s") % {"year": data.baseline_year},
        _("Reduction planned"),
        _("Residual %(year)s") % {"year": data.target_year},
    )


def _paints(colour: str) -> tuple[Paint, Paint, Paint]:
    return Paint(colour), Paint(colour, opacity=REDUCTION_OPACITY), Paint(WHITE, stroke=colour)


def _legend(data: SectorsBars) -> tuple[tuple[str, Paint], ...]:
    return tuple(zip(_legend_words(data), _paints(HEADING), strict=True))


def _group(row: SectorRow, unit: DisplayUnit, data: SectorsBars) -> BarGroup:
    parts = zip(row.amounts_tco2e, _legend_words(data), _paints(sector_colour(row.sector)), strict=True)
    bars = tuple(
        Bar((Segment(0.0, unit.convert(amount), name, paint),), unit.label(amount))
        for amount, name, paint in parts
        if amount is not None
    )
    return BarGroup(row.name, bars)


def _notes(data: SectorsBars) -> list[str]:
    notes = [note for row in data.rows for note in _row_notes(row)]
    baselines = [row.baseline_tco2e for row in data.rows if row.baseline_tco2e is not None]
    total = data.total_baseline_tco2e
    if baselines and total is not None and abs(sum(baselines) - total) > ROUNDING_TCO2E:
        notes.append(
            _("As printed, the sectors add up to %(sum)s and the total says %(total)s.")
            % {"sum": in_tonnes(sum(baselines)), "total": in_tonnes(total)}
        )
    return notes


def _row_notes(row: SectorRow) -> list[str]:
    notes = []
    baseline, target, residual = row.amounts_tco2e
    if baseline is not None and baseline < 0:
        notes.append(
            _("%(sector)s: a sink of %(amount)s; the total of the baseline is net of it.")
            % {"sector": row.name, "amount": in_tonnes(-baseline)}
        )
    elif residual is not None and residual < 0:
        notes.append(
            _("%(sector)s: the residual is printed as negative (%(amount)s) and shown so.")
            % {"sector": row.name, "amount": in_tonnes(residual)}
        )
    if baseline is not None and target is not None and target > max(baseline, 0):
        notes.append(
            _("%(sector)s: the reduction printed (%(target)s) is larger than the baseline (%(baseline)s).")
            % {"sector": row.name, "target": in_tonnes(target), "baseline": in_tonnes(baseline)}
        )
    return notes


def _description(data: SectorsBars) -> str:
    rows = [
        f"{row.name}: {in_tonnes(row.baseline_tco2e)}" for row in data.rows if row.baseline_tco2e is not None
    ]
    if not rows:
        return _("No figures are published.")
    return _("Baseline by sector: %(rows)s.") % {"rows": "; ".join(rows)}


def _table(data: SectorsBars) -> Table:
    unknown = _("not published")
    columns = (
        Column("sector", _("Sector")),
        Column(
            "baseline_tco2e",
            _("Baseline %(year)s (t CO₂e)") % {"year": data.baseline_year},
            "tonnes",
            unknown,
        ),
        Column("target_reduction_tco2e", _("Reduction planned (t CO₂e)"), "tonnes", unknown),
        Column(
            "residual_tco2e", _("Residual %(year)s (t CO₂e)") % {"year": data.target_year}, "tonnes", unknown
        ),
    )
    rows: list[tuple[Cell, ...]] = [(row.name, *row.amounts_tco2e) for row in data.rows]
    totals = (data.total_baseline_tco2e, data.total_target_reduction_tco2e, data.total_residual_tco2e)
    rows.append((_("Total as printed"), *totals))
    return Table(columns, tuple(rows))
