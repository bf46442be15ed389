from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser

from contracts.enums import Visibility
from contracts.models import Contract
from contracts.tables import TABLES
from contracts.visibility import (
    MONEY,
    FieldMask,
    field_level,
    mask_for,
    may_read,
    reader_level,
    strictest,
)
from core.enums import Withheld
from core.models import User
from stakeholders.enums import CommitmentState
from stakeholders.models import Organisation
from tests.factories import (
    ActionFactory,
    ActionPartyFactory,
    CommitmentFactory,
    ContractPartyFactory,
    OrganisationFactory,
    OrganisationMembershipFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

PUBLIC, PARTNERS, INTERNAL = Visibility.PUBLIC.value, Visibility.PARTNERS.value, Visibility.INTERNAL.value
LEVELS = [PUBLIC, PARTNERS, INTERNAL]


@pytest.mark.parametrize("reader", LEVELS)
@pytest.mark.parametrize("needed", LEVELS)
def test_readers_read_their_own_level_and_all_wider_ones(reader: str, needed: str) -> None:
    assert may_read(reader, needed) == (LEVELS.index(reader) >= LEVELS.index(needed))


def test_level_that_is_none_of_ours_counts_as_internal() -> None:
    assert [may_read(level, "secret") for level in LEVELS] == [False, False, True]


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ((), PUBLIC),
        ((None, ""), PUBLIC),
        ((PUBLIC, PARTNERS), PARTNERS),
        ((INTERNAL, PARTNERS), INTERNAL),
        ((PARTNERS, "secret"), "secret"),
    ],
)
def test_strictest_level_holds(levels: tuple[str | None, ...], expected: str) -> None:
    assert strictest(*levels) == expected


@pytest.mark.parametrize(
    ("of_contract", "of_action", "name", "expected"),
    [
        ({}, {}, "cost_eur", PUBLIC),
        ({"action.cost_eur": PARTNERS}, {}, "cost_eur", PARTNERS),
        ({"action_portfolio.cost_eur": INTERNAL}, {}, "cost_eur", INTERNAL),
        ({"action.cost_eur": PARTNERS}, {"cost_eur": INTERNAL}, "cost_eur", INTERNAL),
        ({"action.cost_eur": INTERNAL}, {"cost_eur": PUBLIC}, "cost_eur", INTERNAL),
        ({"action.cost_eur": INTERNAL}, {}, "saving_eur", PUBLIC),
        ({"action.cost_eur": INTERNAL}, {}, "cost_note", INTERNAL),
        ({"action.cost_eur": INTERNAL}, {}, "spent_eur", INTERNAL),
        ({}, {"removed_energy_mwh": PARTNERS}, "removed_energy_note", PARTNERS),
        ({}, {}, "contact_email", INTERNAL),
    ],
)
def test_field_level_is_the_strictest_of_table_contract_and_action(
    of_contract: dict[str, str], of_action: dict[str, str], name: str, expected: str
) -> None:
    contract = Contract(field_visibility=of_contract)
    action = ActionFactory.build(contract=contract, field_visibility=of_action)
    assert field_level(contract, action, name) == expected


def test_mask_shows_a_value_or_the_words_in_its_place() -> None:
    action = ActionFactory.build(
        contract=Contract(), cost_eur=Decimal(5), field_visibility={"cost_eur": PARTNERS}
    )
    shown = [FieldMask(level, {}).show(action, "cost_eur") for level in LEVELS]
    assert shown == [Withheld.NOT_PUBLIC, Decimal(5), Decimal(5)]


def test_mask_hides_what_follows_from_a_hidden_field() -> None:
    mask = FieldMask(PUBLIC, {"action.saving_eur": PARTNERS})
    assert (mask.hides_any(MONEY), mask.hides_any(("cost_eur", "running_cost_eur"))) == (True, False)


def test_mask_answers_the_same_each_time_it_is_asked() -> None:
    mask = FieldMask(PUBLIC, {"action.cost_eur": PARTNERS})
    asked = [
        mask.hides(name, own) for name in ("cost_eur", "saving_eur") for own in (None, {}, {"x": PUBLIC}) * 2
    ]
    assert asked == [True] * 6 + [False] * 6


def test_mask_hides_figures_of_the_contract() -> None:
    mask = FieldMask(PARTNERS, {"version.investment_eur": INTERNAL})
    assert (mask.hides_of_contract("version.investment_eur"), mask.hides_of_contract("x")) == (True, False)


def test_no_table_of_actions_is_unknown_to_the_masks() -> None:
    closed = {
        column.key
        for table in TABLES
        if table.store == "actions"
        for column in table.columns
        if column.visibility != PUBLIC
    }
    assert {name for name in closed if FieldMask(PUBLIC, {}).hides(name)} == closed == {"contact_email"}


@pytest.fixture
def person(db: None) -> User:
    return UserFactory()


def join(person: User) -> Organisation:
    """An organisation that the person belongs to."""
    organisation: Organisation = OrganisationFactory()
    OrganisationMembershipFactory(organisation=organisation, user=person)
    return organisation


def test_team_reads_at_the_internal_level(contract: Contract, reader: User, stranger: User) -> None:
    left = UserFactory(is_active=False)
    people = (AnonymousUser(), stranger, left, reader, UserFactory(is_superuser=True))
    assert [reader_level(user, contract) for user in people] == [PUBLIC, PUBLIC, PUBLIC, INTERNAL, INTERNAL]


def test_members_of_listed_organisations_are_partners(contract: Contract, person: User) -> None:
    join(person).listings.add(ContractPartyFactory(contract=contract))
    assert reader_level(person, contract) == PARTNERS


def test_members_of_organisations_that_carry_an_action_are_partners(contract: Contract, person: User) -> None:
    ActionPartyFactory(action=ActionFactory(contract=contract), organisation=join(person))
    assert reader_level(person, contract) == PARTNERS


@pytest.mark.parametrize(
    ("state", "expected"), [(CommitmentState.DRAFT, PUBLIC), (CommitmentState.SIGNED, PARTNERS)]
)
def test_members_of_organisations_that_signed_are_partners(
    state: str, expected: str, contract: Contract, person: User
) -> None:
    CommitmentFactory(contract=contract, organisation=join(person), state=state)
    assert reader_level(person, contract) == expected


def test_mask_of_someone_signed_out_needs_no_query(contract: Contract, django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        mask = mask_for(AnonymousUser(), contract)
    assert mask == FieldMask(PUBLIC, {})
