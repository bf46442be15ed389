"""What differs between any two versions: numbers, effect, texts, tables, clauses and whom they bind."""

from dataclasses import dataclass

from contracts.documents import read_document
from contracts.models import ContractVersion
from contracts.selectors.comparison_of_numbers import (
    ACTIONS,
    Effect,
    NumberChange,
    compare_effect,
    compare_numbers,
)
from contracts.selectors.comparison_of_rows import TableChange, compare_tables
from contracts.selectors.comparison_of_texts import (
    PartyChange,
    TextChange,
    compare_clauses,
    compare_parties,
    compare_texts,
)
from contracts.tables import TABLES


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything in which version `b` differs from version `a`."""

    a: ContractVersion
    b: ContractVersion
    numbers: list[NumberChange]
    effect: Effect | None
    actions_added: list[str]
    actions_removed: list[str]
    texts: list[TextChange]
    clauses: list[TextChange]
    parties: list[PartyChange]
    tables: list[TableChange]

    @property
    def is_same(self) -> bool:
        """Whether the two versions say the same."""
        changed = any(one.is_changed for one in self.numbers)
        return not (changed or self.texts or self.clauses or self.tables)


def compare_versions(a: ContractVersion, b: ContractVersion, language: str) -> Comparison:
    """Compare two versions of a contract, frozen or not, as the city's team may read them."""
    before, after = read_document(a), read_document(b)
    tables = compare_tables(TABLES, before["tables"], after["tables"], language)
    actions = next((one for one in tables if one.spec.key == ACTIONS), None)
    clauses = compare_clauses(before, after)
    signed = a.paper_signatures.select_related("party")
    return Comparison(
        a=a,
        b=b,
        numbers=compare_numbers(before, after),
        effect=compare_effect(before, after),
        actions_added=actions.added if actions else [],
        actions_removed=actions.removed if actions else [],
        texts=compare_texts(before, after),
        clauses=[change for changes in clauses.values() for change in changes],
        parties=compare_parties(clauses, before, after, signed),
        tables=[one for one in tables if one.spec.key != "clauses"],
    )
