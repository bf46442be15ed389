"""The page "How we compute this": formulas in words, each with a worked example that the engine computes."""

from dataclasses import dataclass

from emissions.version import ENGINE_VERSION
from progress.selectors.method_assumptions import AssumptionRow, list_adjustments, list_rung_assumptions
from progress.selectors.method_example_texts import write_examples
from progress.selectors.method_texts import FORMULAS, Formula

NOT_A_SECTION = ("printed",)
"""Formulas that only receipts name."""


@dataclass(frozen=True, slots=True)
class MethodSection:
    """A formula with its worked example in words."""

    formula: Formula
    example: str


@dataclass(frozen=True, slots=True)
class MethodPage:
    """What the page shows; nothing of it depends on a city."""

    sections: tuple[MethodSection, ...]
    rungs: tuple[AssumptionRow, ...]
    adjustments: tuple[AssumptionRow, ...]
    engine_version: str


def read_method() -> MethodPage:
    """The page in the active language, without a query."""
    examples = write_examples()
    return MethodPage(
        sections=tuple(
            MethodSection(formula=formula, example=examples[anchor])
            for anchor, formula in FORMULAS.items()
            if anchor not in NOT_A_SECTION
        ),
        rungs=list_rung_assumptions(),
        adjustments=list_adjustments(),
        engine_version=ENGINE_VERSION,
    )
