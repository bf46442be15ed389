"""What a case is: a promise, how the fault is made, what was seen; and the list of all cases."""

import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tools.faults.portal import Portal

BOTH = ("PostgreSQL", "SQLite")
POSTGRESQL = ("PostgreSQL",)


@dataclass
class Sight:
    """What a case saw: each thing beside what was promised."""

    seen: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)

    def see(self, what: str, found: Any, promised: Any) -> None:
        """Note what was found; whatever is not what was promised breaks the case."""
        self.seen.append(f"{what}: {found}")
        if found != promised:
            self.broken.append(f"{what}: {found}, promised {promised}")

    def tell(self, words: str) -> None:
        """Note something that nothing was promised of."""
        self.seen.append(words)


@dataclass(frozen=True)
class Case:
    """One fault of the table in the reference."""

    number: int
    title: str
    promise: str
    injection: str
    databases: tuple[str, ...]
    play: Callable[[Portal, Sight], None]


@dataclass(frozen=True)
class Outcome:
    """How a case ended on one database."""

    number: int
    title: str
    database: str
    promise: str
    injection: str
    observation: list[str]
    broken: list[str]
    seconds: float

    @property
    def verdict(self) -> str:
        """Whether the promise was kept; a case that saw nothing kept none."""
        return "holds" if self.observation and not self.broken else "BROKEN"


CASES: dict[int, Case] = {}


def fault(
    number: int, title: str, *, promise: str, injection: str, on: tuple[str, ...] = BOTH
) -> Callable[[Callable[[Portal, Sight], None]], Callable[[Portal, Sight], None]]:
    """Enter a function as the case of this number."""

    def enter(play: Callable[[Portal, Sight], None]) -> Callable[[Portal, Sight], None]:
        CASES[number] = Case(number, title, promise, injection, on, play)
        return play

    return enter


def play_case(case: Case, portal: Portal) -> Outcome:
    """Make the fault and look; an error of the case itself breaks it too."""
    sight, begun = Sight(), time.monotonic()
    try:
        case.play(portal, sight)
    except Exception as error:  # noqa: BLE001 - whatever went wrong, the promise was not shown to hold
        traceback.print_exc(limit=-4, chain=False)
        sight.broken.append(f"{type(error).__name__}: {error}")
    finally:
        portal.mend()
    return Outcome(
        number=case.number,
        title=case.title,
        database=portal.database,
        promise=case.promise,
        injection=case.injection,
        observation=sight.seen,
        broken=sight.broken,
        seconds=round(time.monotonic() - begun, 1),
    )
