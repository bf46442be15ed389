"""The words that describe one question of the action sheet; wizard, document and checks all follow them.

An answer is stored as a cell of `contracts.tables.spec`: a quantity as a decimal string, a choice as its stored
value, several as a list, yes or no as a boolean, a year as an integer. What is unknown is absent, never zero.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from contracts.tables import Column, TableSpec
from stakeholders.enums import Cluster
from stakeholders.sheets.words import Step


@dataclass(frozen=True)
class SheetField(Column):
    """One question: `needed` ones are asked for before the commitment is submitted, never while a draft is saved.

    A question without `variants` is asked of every cluster. `area` is the legend under which the page shows it.
    """

    step: Step = Step.CONTEXT
    area: str = ""
    needed: bool = False
    variants: frozenset[Cluster] = frozenset()
    can_be_confidential: bool = False

    def is_asked(self, variant: str) -> bool:
        """Whether sheets of this variant have the question."""
        return not self.variants or variant in self.variants


def as_table(fields: Iterable[SheetField]) -> TableSpec:
    """The questions as columns of a table, so that the checks of cells hold for answers too."""
    return TableSpec("sheet", "", "", {}, (), tuple(fields))
