"""What a chart is: plain data from which figure, SVG, table and CSV are all made."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal

from progress.charts.palette import Paint

Cell = str | int | float | date | None
ColumnKind = Literal["text", "tonnes", "share", "number", "year", "date"]
Span = Literal["full", "half"]
LineRole = Literal[
    "target", "measured", "other", "nowcast", "projected", "scenario", "nothing_more", "edge", "budget"
]
Mark = Literal["reached", "planned", "missed", "moved", "on_track", "at_risk", "off_track", "not_measured"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table behind a chart: machine name with its unit, heading, kind, word for unknown."""

    key: str
    label: str
    kind: ColumnKind = "text"
    unknown: str = ""
    digits: int = 0

    @property
    def is_numeric(self) -> bool:
        """Whether the column is set right-aligned with tabular figures."""
        return self.kind not in ("text", "date")


@dataclass(frozen=True, slots=True)
class Table:
    """The numbers of a chart, unrounded; None is unknown."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Point:
    """A point of a line in display units, with the words written beside it."""

    x: int
    y: float
    label: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A series of comparable values; two series are never joined."""

    name: str
    role: LineRole
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """An area between two lines, as (year, low, high); the label is written at its end."""

    name: str
    points: tuple[tuple[int, float, float], ...]
    paint: Paint
    label: str = ""


@dataclass(frozen=True, slots=True)
class Distance:
    """How far the measured value of a year lies from the trajectory, with its words."""

    x: int
    expected: float
    observed: float
    label: str


@dataclass(frozen=True, slots=True)
class LinePlot:
    """Lines and the bands behind them over years, y axis from zero."""

    lines: tuple[Line, ...]
    unit: str
    distance: Distance | None = None
    bands: tuple[Band, ...] = ()

    @property
    def _years(self) -> list[int]:
        drawn = [point.x for line in self.lines for point in line.points]
        return drawn + [year for band in self.bands for year, _low, _high in band.points]

    @property
    def first_year(self) -> int:
        """The first year with a value."""
        return min(self._years)

    @property
    def last_year(self) -> int:
        """The last year with a value."""
        return max(self._years)

    @property
    def value_range(self) -> tuple[float, float]:
        """The lowest and the highest value of all lines and bands."""
        values = [point.y for line in self.lines for point in line.points]
        values += [edge for band in self.bands for _year, *edges in band.points for edge in edges]
        return min(values), max(values)


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a bar from one value to another, in display units."""

    start: float
    end: float
    name: str
    paint: Paint
    label: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of one or more segments with the value written at its end; `carry` starts the next connector."""

    segments: tuple[Segment, ...]
    label: str
    carry: float | None = None


@dataclass(frozen=True, slots=True)
class BarGroup:
    """Bars that share one name on the category axis."""

    name: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class TargetLine:
    """The value that the bars have to meet, with its words."""

    value: float
    label: str


@dataclass(frozen=True, slots=True)
class BarPlot:
    """Horizontal bars from zero, in groups."""

    groups: tuple[BarGroup, ...]
    unit: str
    legend: tuple[tuple[str, Paint], ...] = ()
    target: TargetLine | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened or should happen; `old_when` is where a moved date stood before."""

    when: date
    when_text: str
    name: str
    mark: Mark
    word: str
    old_when: date | None = None
    old_text: str = ""


@dataclass(frozen=True, slots=True)
class EventPlot:
    """Events on a calendar, in order of date."""

    events: tuple[Event, ...]
    today: date
    today_label: str


@dataclass(frozen=True, slots=True)
class Block:
    """A numbered block: width from `start` to `end` on the x axis, height from zero, in display units."""

    number: str
    name: str
    start: float
    end: float
    height: float
    paint: Paint


@dataclass(frozen=True, slots=True)
class BlockPlot:
    """Blocks beside each other; what rises above `ceiling` is cut there and says its height."""

    blocks: tuple[Block, ...]
    x_unit: str
    y_unit: str
    legend: tuple[tuple[str, Paint], ...] = ()
    ceiling: float | None = None


@dataclass(frozen=True, slots=True)
class Panel:
    """One small drawing of a line with its name; the target is the last point of the dashed line."""

    name: str
    points: tuple[Point, ...]
    is_ours: bool = False
    target: Point | None = None


@dataclass(frozen=True, slots=True)
class PanelPlot:
    """Small drawings on one scale; `reference` is a value that all of them are read against."""

    panels: tuple[Panel, ...]
    unit: str
    reference: float | None = None
    reference_label: str = ""

    @property
    def points(self) -> tuple[Point, ...]:
        """Every point of every panel, the targets with them."""
        return tuple(
            point for panel in self.panels for point in (*panel.points, *filter(None, (panel.target,)))
        )

    @property
    def years(self) -> tuple[int, int]:
        """The first and the last year of all panels."""
        found = [point.x for point in self.points]
        return min(found), max(found)


Ring = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class MapShape:
    """An area (rings) or a place (one position) in longitude and latitude; the label is written on it."""

    label: str
    rings: tuple[Ring, ...] = ()
    position: tuple[float, float] | None = None
    paint: Paint | None = None
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class MapPlot:
    """Areas and places over an optional outline, which is shown whole, or over land, which goes on around it."""

    outline: tuple[Ring, ...]
    shapes: tuple[MapShape, ...]
    legend: tuple[tuple[str, Paint], ...] = ()
    marks: tuple[tuple[str, Mark], ...] = ()
    land: tuple[Ring, ...] = ()


Plot = LinePlot | BarPlot | EventPlot | MapPlot | BlockPlot | PanelPlot


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """One chart in one language; without a plot there is nothing to draw and only words are shown."""

    key: str
    title: str
    subtitle: str
    source: str
    description: str
    table: Table
    plot: Plot | None
    notes: tuple[str, ...] = ()
    span: Span = "half"


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderedChart:
    """A chart as stored and served: strings and lists only; empty strings where there is nothing to draw."""

    key: str
    language: str
    span: Span
    title: str
    subtitle: str
    source: str
    notes: list[str]
    svg_wide: str
    svg_narrow: str
    figure_json: str
    table_headers: list[str]
    table_numeric: list[bool]
    table_rows: list[list[str]]
    csv: str

    def as_dict(self) -> dict[str, Any]:
        """Return the chart as a JSON-serialisable mapping."""
        return asdict(self)
