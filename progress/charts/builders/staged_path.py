"""The staged path as a drawing needs it: lanes of stages, and what each waits for."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date

from progress.charts.model import Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class PathRow:
    """A stage: its day, where it was planned (None: there), and the last day that moves no end (None: unknown)."""

    key: Hashable
    name: str
    words: str
    mark: Mark
    stands_on: date
    planned_on: date | None = None
    latest_on: date | None = None
    is_critical: bool = False


@dataclass(frozen=True, slots=True)
class PathLane:
    """The stages of the contract, of a molecule, or of the actions, in order of their days."""

    title: str
    rows: tuple[PathRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PathData:
    """The path as of a day; `links` are keys of two rows, the first of which comes before the second."""

    title: str
    lanes: tuple[PathLane, ...]
    links: tuple[tuple[Hashable, Hashable], ...]
    today: date
    ends_on: date

    @property
    def rows(self) -> tuple[PathRow, ...]:
        """All stages, lane by lane."""
        return tuple(row for lane in self.lanes for row in lane.rows)
