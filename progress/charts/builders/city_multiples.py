"""Cities on one scale, one panel each; what may not be compared is told and not drawn."""

from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.quantities import format_number, format_signed_share
from progress.charts.model import Cell, Chart, Column, Panel, PanelPlot, Point, Table
from progress.charts.words import in_sentence

Indicator = Literal["index", "per_resident", "against_trajectory"]
BASELINE_INDEX = 100.0


@dataclass(frozen=True, slots=True, kw_only=True)
class CityPanel:
    """A comparable city: values by year in the indicator's unit, and the target's value where there is one.

    Units: `index` baseline = 100; `per_resident` t CO₂e a person; `against_trajectory` share above (+) or
    below (-) the trajectory.
    """

    city: str
    values: tuple[tuple[int, float], ...]
    baseline_year: int | None = None
    target_year: int | None = None
    target_value: float | None = None

    @property
    def last(self) -> tuple[int, float]:
        """The newest value with its year."""
        return max(self.values)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A city that may not be compared, with what differs in words."""

    city: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CityMultiples:
    """Comparable cities; `ours` is the name of the city in the dark, empty on the page of the network."""

    source: str
    indicator: Indicator
    panels: tuple[CityPanel, ...]
    ours: str = ""
    left_out: tuple[LeftOut, ...] = ()
    key: str = "cities"

    @property
    def ordered_panels(self) -> list[CityPanel]:
        """The cities with values: ours first, the others by name."""
        known = (panel for panel in self.panels if panel.values)
        return sorted(known, key=lambda panel: (panel.city != self.ours, panel.city))


def build_city_multiples(data: CityMultiples) -> Chart:
    """Return the small multiples in the active language."""
    panels = data.ordered_panels
    rows = "; ".join(_last_words(data.indicator, panel) for panel in panels)
    return Chart(
        key=data.key,
        title=_finding(data, panels),
        subtitle=_subtitle(data.indicator),
        source=data.source,
        description=f"{rows}." if rows else _("No city can be compared."),
        table=_table(data, panels),
        plot=_plot(data, panels) if panels else None,
        notes=tuple(_notes(data)),
        span="full",
    )


def _finding(data: CityMultiples, panels: list[CityPanel]) -> str:
    ours = next((panel for panel in panels if panel.city == data.ours), None)
    cities = len(panels) + len(data.left_out)
    values = {"city": data.ours, "count": format_number(len(panels), 0), "cities": format_number(cities, 0)}
    if not panels:
        return _("No two cities can be compared: their figures follow different rules")
    if data.ours and ours is None:
        return _("%(city)s cannot be compared with the others: its figures follow different rules") % values
    if len(panels) == 1:
        return _("No other city can be compared with %(city)s") % {"city": panels[0].city}
    if ours is None:
        return _network_finding(data.indicator, panels, values)
    return _our_finding(data.indicator, ours, panels, values)


def _network_finding(indicator: Indicator, panels: list[CityPanel], values: dict[str, str]) -> str:
    """Return who stands lowest, and how many cities are compared."""
    lowest = min(panels, key=lambda panel: (panel.last[1], panel.city))
    values |= {"lowest": lowest.city, "value": indicator_words(indicator, lowest.last[1])}
    return _("%(count)s of %(cities)s cities can be compared; %(lowest)s stands lowest: %(value)s") % values


def _our_finding(
    indicator: Indicator, ours: CityPanel, panels: list[CityPanel], values: dict[str, str]
) -> str:
    """Return how many of the comparable cities stand lower than ours."""
    lower = sum(panel.last[1] < ours.last[1] for panel in panels)
    others = format_number(len(panels) - 1, 0)
    values |= {"value": indicator_words(indicator, ours.last[1]), "others": others}
    values["lower"] = format_number(lower, 0)
    if not lower:
        return _("%(city)s stands lowest of %(count)s comparable cities: %(value)s") % values
    if lower == len(panels) - 1:
        return _("%(city)s stands highest of %(count)s comparable cities: %(value)s") % values
    text = ngettext(
        "%(city)s: %(value)s; %(lower)s of the %(others)s other comparable cities stands lower",
        "%(city)s: %(value)s; %(lower)s of the %(others)s other comparable cities stand lower",
        lower,
    )
    return text % values


def indicator_words(indicator: Indicator, value: float) -> str:
    """Return a value of the indicator with its unit."""
    if indicator == "index":
        return _("%(value)s (baseline = 100)") % {"value": format_number(value, 0)}
    if indicator == "per_resident":
        return _("%(value)s t CO₂e a resident") % {"value": format_number(value, 1)}
    return _("%(value)s against the trajectory") % {"value": format_signed_share(value, 1)}


def _subtitle(indicator: Indicator) -> str:
    words = {
        "index": _("Emissions, baseline of each city = 100. One scale in all panels. Dashed: to the target."),
        "per_resident": _("Emissions in t CO₂e a resident. One scale in all panels. Dashed: to the target."),
        "against_trajectory": _(
            "Emissions above (+) or below (−) the own trajectory. One scale in all panels."
        ),
    }
    return words[indicator]


def _last_words(indicator: Indicator, panel: CityPanel) -> str:
    year, value = panel.last
    return f"{panel.city} ({year}): {indicator_words(indicator, value)}"


def _plot(data: CityMultiples, panels: list[CityPanel]) -> PanelPlot:
    units = {
        "index": (_("baseline = 100"), BASELINE_INDEX),
        "per_resident": (_("t CO₂e a resident"), None),
        "against_trajectory": (_("percent of the trajectory"), 0.0),
    }
    unit, reference = units[data.indicator]
    return PanelPlot(tuple(_panel(data, panel) for panel in panels), unit, reference)


def _panel(data: CityMultiples, panel: CityPanel) -> Panel:
    """Return one panel: the newest value and the target carry their numbers."""
    newest = panel.last[0]
    points = tuple(
        Point(year, _drawn(data.indicator, value), _label(data.indicator, value) if year == newest else "")
        for year, value in sorted(panel.values)
    )
    target = None
    if panel.target_value is not None and panel.target_year is not None and panel.target_year > newest:
        label = _label(data.indicator, panel.target_value)
        target = Point(panel.target_year, _drawn(data.indicator, panel.target_value), label)
    return Panel(panel.city, points, panel.city == data.ours, target)


def _drawn(indicator: Indicator, value: float) -> float:
    return value * 100 if indicator == "against_trajectory" else value


def _label(indicator: Indicator, value: float) -> str:
    if indicator == "against_trajectory":
        return format_signed_share(value, 0)
    return format_number(value, 0 if indicator == "index" else 1)


def _notes(data: CityMultiples) -> list[str]:
    return [
        _("Not compared: %(city)s (%(reasons)s).")
        % {"city": each.city, "reasons": "; ".join(in_sentence(reason) for reason in each.reasons)}
        for each in sorted(data.left_out, key=lambda each: each.city)
    ]


def _table(data: CityMultiples, panels: list[CityPanel]) -> Table:
    kinds = {
        "index": Column("index_baseline_100", _("Emissions (baseline = 100)"), "number", "–", digits=1),
        "per_resident": Column("tco2e_per_resident", _("t CO₂e a resident"), "number", "–", digits=2),
        "against_trajectory": Column("deviation_share", _("Against the trajectory"), "share", "–"),
    }
    columns = (
        Column("city", _("City")),
        Column("year", _("Year"), "year", "–"),
        kinds[data.indicator],
        Column("kind", _("Kind")),
        Column("baseline_year", _("Baseline"), "year", _("not known")),
    )
    rows: list[tuple[Cell, ...]] = []
    for panel in panels:
        base = panel.baseline_year
        rows += [(panel.city, year, value, _("measured"), base) for year, value in sorted(panel.values)]
        if panel.target_year is not None and panel.target_value is not None:
            rows.append((panel.city, panel.target_year, panel.target_value, _("target"), base))
    for each in sorted(data.left_out, key=lambda each: each.city):
        reason = "; ".join(in_sentence(reason) for reason in each.reasons)
        rows.append((each.city, None, None, _("not compared: %(reasons)s") % {"reasons": reason}, None))
    return Table(columns, tuple(rows))
