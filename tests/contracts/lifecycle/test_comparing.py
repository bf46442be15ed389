from datetime import date
from decimal import Decimal

import pytest
from django.utils.translation import gettext
from pytest_django import DjangoAssertNumQueries

from contracts.enums import PartyRole, Quantification, VersionState
from contracts.models import ContractVersion
from contracts.selectors.comparison_of_numbers import portfolio_tco2e
from contracts.selectors.comparison_of_rows import MOST_ROWS
from contracts.selectors.comparison_of_texts import compare_texts
from contracts.selectors.comparison_of_versions import Comparison, compare_versions
from contracts.services.actions import archive_action, update_action
from contracts.services.clauses import save_clause
from contracts.services.lifecycle import start_revision
from contracts.services.paper_signatures import record_signature
from core.models import User
from tests.contracts.lifecycle.conftest import Bring
from tests.factories import ActionFactory, ClauseFactory, ContractPartyFactory, TableRowFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def first(version: ContractVersion, bring: Bring) -> ContractVersion:
    """A frozen version in revision, with a clause for one party alone."""
    alba = ContractPartyFactory(contract=version.contract, organisation_name="Cooperativa Alba")
    ContractPartyFactory(contract=version.contract, role=PartyRole.SUPPORTER, organisation_name="Amici")
    ClauseFactory(version=version, key="alba", party=alba)
    return bring(version, VersionState.IN_REVISION)


@pytest.fixture
def second(first: ContractVersion, officer: User) -> ContractVersion:
    """The next version, not changed yet."""
    return start_revision(version_id=first.pk, by=officer)


def compare(a: ContractVersion, b: ContractVersion) -> Comparison:
    return compare_versions(a, ContractVersion.objects.select_related("contract__city").get(pk=b.pk), "it")


def test_a_copy_says_the_same(first: ContractVersion, second: ContractVersion) -> None:
    comparison = compare(first, second)
    assert (comparison.is_same, comparison.parties, comparison.actions_added) == (True, [], [])


def test_numbers_that_changed_are_told_with_their_difference(
    first: ContractVersion, second: ContractVersion
) -> None:
    ContractVersion.objects.filter(pk=second.pk).update(
        target_reduction_tco2e=Decimal(3_700_000), baseline_year=2022, residual_tco2e=None
    )
    second.gap_rows.update(gap_tco2e=Decimal(2_000_000))
    numbers = compare(first, second).numbers
    found = [(one.before, one.after, one.difference) for one in numbers if one.is_changed]
    assert found == [
        ("2021", "2022", "1"),
        ("3.654.402\xa0t\xa0CO₂e", "3.700.000\xa0t\xa0CO₂e", "+45.598\xa0t\xa0CO₂e"),
        ("913.000\xa0t\xa0CO₂e", gettext("not stated"), ""),
        ("2.080.303\xa0t\xa0CO₂e", "2.000.000\xa0t\xa0CO₂e", "−80.303\xa0t\xa0CO₂e"),
    ]


def test_actions_and_their_effect(first: ContractVersion, second: ContractVersion, officer: User) -> None:
    contract = second.contract
    old = contract.actions.get()
    ActionFactory(contract=contract, code="NEW1", title={"it": "Nuova"}, reduction_tco2e=Decimal(22_203))
    ActionFactory(contract=contract, code="SINK", reduction_tco2e=Decimal(500), flow="sink")
    ActionFactory(
        contract=contract,
        code="IN",
        reduction_tco2e=None,
        quantification=Quantification.INCLUDED_IN,
        included_in=old,
    )
    archive_action(action_id=old.pk, by=officer)
    comparison = compare(first, second)
    assert sorted(comparison.actions_added) == ["IN", "NEW1", "SINK"]
    assert comparison.actions_removed == [old.code]
    assert (comparison.effect.tonnes, comparison.effect.gap_share) == ("+20.803\xa0t\xa0CO₂e", "+1%")


def test_changed_cells_are_told_in_words(
    first: ContractVersion, second: ContractVersion, officer: User
) -> None:
    action = second.contract.actions.get()
    title = {"it": "Altro titolo", "en": str(action.title["en"])}
    update_action(action_id=action.pk, by=officer, title=title, end_year=2029)
    table = next(one for one in compare(first, second).tables if one.spec.key == "action_portfolio")
    (row,) = table.changed
    cells = [(cell.before, cell.after) for cell in row.cells]
    assert (row.name, cells) == (action.code, [(f"Azione {action.code}", "Altro titolo"), ("2030", "2029")])


def test_rows_that_came_and_went(first: ContractVersion, second: ContractVersion) -> None:
    second.table_rows.filter(table="barriers").delete()
    for number in range(MOST_ROWS + 2):
        TableRowFactory(version=second, table="barriers", cells={"system": f"S{number}"})
    TableRowFactory(version=second, table="barriers", cells={"system": "S0"})
    table = next(one for one in compare(first, second).tables if one.spec.key == "barriers")
    assert (len(table.added), len(table.shown_added), len(table.removed), table.unnamed) == (103, 100, 1, 3)
    assert (table.shown_removed, table.shown_changed) == (table.removed, [])


def test_texts_are_compared_word_by_word(first: ContractVersion, second: ContractVersion) -> None:
    second.sections.filter(key="commitments.goal").update(
        body={"it": "Il nuovo traguardo.", "en": "The goal."}
    )
    ContractVersion.objects.filter(pk=second.pk).update(vision={"it": "Una città."})
    texts = compare(first, second).texts
    assert [(one.language, one.pieces) for one in texts] == [
        ("it", [("added", "Una città.")]),
        ("it", [("same", "Il"), ("added", " nuovo"), ("same", " traguardo.")]),
        ("en", [("added", "The goal.")]),
    ]


def test_long_passages_that_are_the_same_are_shortened() -> None:
    long = "parola " * 100
    old, new = (
        {"version": {}, "sections": [{"key": "commitments.goal", "body": {"it": f"{start}{long}{end}"}}]}
        for start, end in [("Uno\n", "\ndue"), ("Tre\n", "\nquattro")]
    )
    (change,) = compare_texts(old, new)
    same = [text for kind, text in change.pieces if kind == "same" and text.strip()]
    assert [(len(text) < len(long), " […] " in text) for text in same] == [(True, True)]


def test_changed_clauses_name_the_parties_they_bind(
    first: ContractVersion, second: ContractVersion, officer: User
) -> None:
    alba = first.contract.parties.get(organisation_name="Cooperativa Alba")
    record_signature(
        version_id=first.pk, by=officer, party=alba, person="Il presidente", signed_on=date(2026, 7, 1)
    )
    own = second.clauses.get(key="alba")
    save_clause(
        version_id=second.pk, by=officer, clause_id=own.pk, key="alba", text={"it": "Di più."}, party=alba
    )
    comparison = compare(first, second)
    assert [(one.name, one.clauses, one.signed_by) for one in comparison.parties] == [
        ("Cooperativa Alba", ["alba"], ["Il presidente"])
    ]
    assert [(one.title, one.language) for one in comparison.clauses] == [("alba", "it")]


def test_a_clause_for_all_concerns_all_who_sign(
    first: ContractVersion, second: ContractVersion, officer: User
) -> None:
    save_clause(version_id=second.pk, by=officer, key="art-2", text={"it": "Anche questo."})
    comparison = compare(first, second)
    assert [(one.name, one.clauses, one.signed_by) for one in comparison.parties] == [
        ("Università della Valle", ["art-2"], []),
        ("Cooperativa Alba", ["art-2"], []),
    ]


def test_an_effect_needs_tonnes_on_both_sides(first: ContractVersion, second: ContractVersion) -> None:
    second.gap_rows.all().delete()
    known = compare(first, second).effect
    assert (known.tonnes, known.gap_share) == ("0\xa0t\xa0CO₂e", "")
    second.contract.actions.update(reduction_tco2e=None, quantification=Quantification.NOT_ESTIMATED)
    assert compare(first, second).effect is None


@pytest.mark.parametrize(("tonnes", "total"), [("NE", None), (None, None), ("1.5", Decimal("1.5"))])
def test_notation_keys_are_no_tonnes(tonnes: str | None, total: Decimal | None) -> None:
    rows = [{"cells": {"reduction_tco2e": tonnes}}]
    assert portfolio_tco2e({"tables": {"action_portfolio": rows}}) == total


@pytest.mark.parametrize("rows", [1, 30])
def test_comparing_takes_a_fixed_number_of_queries(
    first: ContractVersion,
    second: ContractVersion,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    rows: int,
) -> None:
    for _row in range(rows):
        ActionFactory(contract=second.contract)
        TableRowFactory(version=second)
        ClauseFactory(version=second)
    again = ContractVersion.objects.select_related("contract__city").get(pk=second.pk)
    with django_assert_max_num_queries(18):
        compare_versions(first, again, "it")
