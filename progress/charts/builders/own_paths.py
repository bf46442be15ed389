"""Cities whose levels may not be compared, each read against its own baseline."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.quantities import format_number
from progress.charts.builders.city_multiples import BASELINE_INDEX, CityPanel
from progress.charts.model import Cell, Chart, Column, Panel, PanelPlot, Point, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPath:
    """A city by one of its series; values with their own baseline as 100."""

    panel: CityPanel
    series: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPaths:
    """Cities beside each other that are not to be ranked: each follows rules of its own."""

    source: str
    paths: tuple[OwnPath, ...]
    key: str = "own-paths"

    @property
    def ordered(self) -> list[OwnPath]:
        """The cities with values, by name."""
        return sorted((path for path in self.paths if path.panel.values), key=lambda path: path.panel.city)


def build_own_paths(data: OwnPaths) -> Chart:
    """Return the small multiples in the active language."""
    paths = data.ordered
    rows = "; ".join(
        f"{path.panel.city} ({path.panel.last[0]}): {format_number(path.panel.last[1], 0)}" for path in paths
    )
    return Chart(
        key=data.key,
        title=_finding(paths),
        subtitle=_(
            "Emissions, baseline of each city = 100. Dashed: to the promise. Read each panel by itself: "
            "whether a city moves can be seen, which of two cities emits less cannot."
        ),
        source=data.source,
        description=f"{rows}." if rows else _("No city can be shown."),
        table=_table(paths),
        plot=PanelPlot(tuple(map(_panel, paths)), _("baseline = 100"), BASELINE_INDEX) if paths else None,
        span="full",
    )


def _finding(paths: list[OwnPath]) -> str:
    moved = [path.panel for path in paths if _moves(path.panel)]
    fell = sum(panel.last[1] < BASELINE_INDEX for panel in moved)
    if not moved:
        return _("None of these cities has an inventory after its baseline in the same series")
    values = {"fell": format_number(fell, 0), "count": format_number(len(moved), 0)}
    text = ngettext(
        "%(fell)s of %(count)s city with a later inventory emits less than in its own baseline year",
        "%(fell)s of %(count)s cities with a later inventory emit less than in their own baseline year",
        len(moved),
    )
    return text % values


def _moves(panel: CityPanel) -> bool:
    """Whether the newest value is later than the baseline."""
    return panel.baseline_year is not None and panel.last[0] > panel.baseline_year


def _panel(path: OwnPath) -> Panel:
    panel, newest = path.panel, path.panel.last[0]
    points = tuple(
        Point(year, value, format_number(value, 0) if year == newest else "")
        for year, value in sorted(panel.values)
    )
    target = None
    if panel.target_value is not None and panel.target_year is not None and panel.target_year > newest:
        target = Point(panel.target_year, panel.target_value, format_number(panel.target_value, 0))
    return Panel(panel.city, points, is_ours=False, target=target)


def _table(paths: list[OwnPath]) -> Table:
    columns = (
        Column("city", _("City")),
        Column("series", _("Series")),
        Column("year", _("Year"), "year"),
        Column("index_baseline_100", _("Emissions (baseline = 100)"), "number", "–", digits=1),
        Column("kind", _("Kind")),
        Column("baseline_year", _("Baseline"), "year", _("not known")),
    )
    rows: list[tuple[Cell, ...]] = []
    for path in paths:
        panel = path.panel
        start = (panel.city, path.series)
        rows += [
            (*start, year, value, _("measured"), panel.baseline_year) for year, value in sorted(panel.values)
        ]
        if panel.target_year is not None and panel.target_value is not None:
            rows.append((*start, panel.target_year, panel.target_value, _("target"), panel.baseline_year))
    return Table(columns, tuple(rows))
