"""How much a benchmark works on."""

from dataclasses import dataclass
from typing import Any

Figures = dict[str, Any]
"""What a benchmark found, by a name that tells its unit; `targets` holds what was asked of it."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """The sizes asked for on the command line."""

    contracts: int = 1000
    actions: int = 150
    quick: bool = False


def target(what: str, *, value: float, asked: float, at_least: bool = False) -> Figures:
    """One promise beside what was measured."""
    holds = value >= asked if at_least else value <= asked
    word = "at least" if at_least else "at most"
    return {"what": what, "measured": value, "asked": f"{word} {asked:g}", "holds": holds}
