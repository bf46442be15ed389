"""Indicators and milestones of a molecule: tied, added at once, untied, with their values; history and rights."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from contracts.enums import IndicatorValueState
from contracts.models import Indicator, IndicatorValue, Milestone
from core.enums import ChangeVerb
from core.fields import Texts
from core.models import Change, FieldChange
from molecules.models import MoleculeIndicator, MoleculeMilestone
from molecules.selectors.ties import (
    list_tied_indicators,
    list_tied_milestones,
    list_untied_indicators,
    list_untied_milestones,
    value_cells,
)
from molecules.services import ties
from molecules.services.indicator_figures import IndicatorFigure, record_indicator_values
from tests.factories import (
    CityMembershipFactory,
    ContractFactory,
    IndicatorFactory,
    IndicatorValueFactory,
    MilestoneFactory,
    MoleculeFactory,
    UserFactory,
)
from tests.refusals import refusals

pytestmark = pytest.mark.django_db


@pytest.fixture
def contract():
    return ContractFactory()


@pytest.fixture
def molecule(contract):
    return MoleculeFactory(city=contract.city)


@pytest.fixture
def officer(contract):
    return CityMembershipFactory(city=contract.city).user


@pytest.fixture
def call(molecule, officer):
    def call(service, **given):
        return service(molecule_id=molecule.pk, by=officer, **given)

    return call


def told(row):
    """Verb and whether the public is told, of each change of a row, oldest first."""
    rows = Change.objects.filter(subject_id=row.pk).order_by("made_at")
    return [(one.verb, one.is_public) for one in rows]


def test_indicator_is_tied_once_and_told(call, contract, molecule):
    indicator = IndicatorFactory(contract=contract)
    tie = call(ties.tie_indicator, indicator=indicator)
    assert call(ties.tie_indicator, indicator=indicator) == tie
    assert list(MoleculeIndicator.objects.values_list("molecule", "indicator")) == [
        (molecule.pk, indicator.pk)
    ]
    assert told(tie) == [(ChangeVerb.CREATED, True)]


def test_ties_of_a_molecule_of_the_team_are_the_teams(call, contract, molecule):
    molecule.published_at = None
    molecule.save()
    tie = call(ties.tie_milestone, milestone=MilestoneFactory(city=contract.city))
    assert told(tie) == [(ChangeVerb.CREATED, False)]


def test_untying_leaves_the_indicator_and_keeps_what_was_there(call, contract):
    tie = call(ties.tie_indicator, indicator=IndicatorFactory(contract=contract))
    pk = tie.pk
    for _time in range(2):
        call(ties.untie_indicator, tie_id=pk)
    assert (MoleculeIndicator.objects.count(), Indicator.objects.count()) == (0, 1)
    assert [verb for verb, _public in told(tie)] == [ChangeVerb.CREATED, ChangeVerb.REMOVED]
    gone = FieldChange.objects.filter(subject_id=pk, change__verb=ChangeVerb.REMOVED)
    assert {one.field for one in gone} == {"molecule", "indicator"}


def test_milestone_is_tied_once_and_untied(call, contract):
    milestone = MilestoneFactory(city=contract.city)
    tie = call(ties.tie_milestone, milestone=milestone)
    assert call(ties.tie_milestone, milestone=milestone) == tie
    for _time in range(2):
        call(ties.untie_milestone, tie_id=tie.pk)
    assert (MoleculeMilestone.objects.count(), Milestone.objects.count()) == (0, 1)
    assert [verb for verb, _public in told(tie)] == [ChangeVerb.CREATED, ChangeVerb.REMOVED]


def test_what_belongs_elsewhere_or_is_archived_is_refused(call, contract):
    archived = IndicatorFactory(contract=contract, archived_at=timezone.now())
    assert refusals(lambda: call(ties.tie_indicator, indicator=archived)) == {"indicator": ["archived"]}
    assert refusals(lambda: call(ties.tie_indicator, indicator=IndicatorFactory())) == {
        "indicator": ["other_city"]
    }
    assert refusals(lambda: call(ties.tie_milestone, milestone=MilestoneFactory())) == {
        "milestone": ["other_city"]
    }
    assert (MoleculeIndicator.objects.count(), MoleculeMilestone.objects.count()) == (0, 0)


def test_new_indicator_is_the_contracts_and_tied_at_once(call, contract, molecule):
    tie = call(ties.add_indicator, code="M1", name=Texts(it="Contatori"))
    assert (tie.molecule, tie.indicator.contract, tie.indicator.code) == (molecule, contract, "M1")


def test_new_milestone_is_the_citys_and_tied_at_once(call, contract, molecule):
    tie = call(ties.add_milestone, title=Texts(it="Tetti solari"), due_on=date(2028, 6, 30))
    assert (tie.molecule, tie.milestone.city) == (molecule, contract.city)


def test_refused_indicator_leaves_nothing(call):
    assert refusals(lambda: call(ties.add_indicator, code="", name=Texts(it="Contatori"))) == {
        "code": ["required"]
    }
    assert (Indicator.objects.count(), MoleculeIndicator.objects.count()) == (0, 0)


def test_strangers_tie_and_untie_nothing(call, contract, molecule):
    indicator, milestone = IndicatorFactory(contract=contract), MilestoneFactory(city=contract.city)
    tie = call(ties.tie_indicator, indicator=indicator)
    given = {"molecule_id": molecule.pk, "by": UserFactory()}
    for attempt in (
        lambda: ties.tie_indicator(indicator=indicator, **given),
        lambda: ties.tie_milestone(milestone=milestone, **given),
        lambda: ties.add_indicator(code="M2", name=Texts(it="X"), **given),
        lambda: ties.add_milestone(title=Texts(it="X"), due_on=date(2028, 1, 1), **given),
        lambda: ties.untie_indicator(tie_id=tie.pk, **given),
        lambda: ties.untie_milestone(tie_id=tie.pk, **given),
        lambda: record_indicator_values(figures=[], **given),
    ):
        with pytest.raises(PermissionDenied):
            attempt()
    assert MoleculeIndicator.objects.count() == 1


def test_lists_hold_what_is_tied_and_offer_the_rest(call, contract, molecule, django_assert_max_num_queries):
    later, sooner, free = (
        MilestoneFactory(city=contract.city, due_on=date(year, 1, 1)) for year in (2030, 2027, 2029)
    )
    second, first, other = (IndicatorFactory(contract=contract, code=code) for code in ("B", "A", "C"))
    IndicatorFactory(contract=contract, archived_at=timezone.now())
    for indicator in (second, first):
        call(ties.tie_indicator, indicator=indicator)
        IndicatorValueFactory(indicator=indicator, year=2024)
        IndicatorValueFactory(indicator=indicator, year=2025)
    for milestone in (later, sooner):
        call(ties.tie_milestone, milestone=milestone)
    with django_assert_max_num_queries(2):
        rows = [(tie.indicator, tie.indicator.values.all()[0].year) for tie in list_tied_indicators(molecule)]
    assert rows == [(first, 2025), (second, 2025)]
    with django_assert_max_num_queries(1):
        assert [tie.milestone for tie in list_tied_milestones(molecule)] == [sooner, later]
    assert list_untied_indicators(molecule) == [other]
    assert list_untied_milestones(molecule) == [free]


@pytest.fixture
def metered(call, contract):
    """The molecule's indicator M1 with a value of 2023 that is published and one of 2024 that is a draft."""
    indicator = IndicatorFactory(contract=contract, code="M1")
    call(ties.tie_indicator, indicator=indicator)
    published = IndicatorValueState.PUBLISHED
    IndicatorValueFactory(indicator=indicator, year=2023, value=10, source="Meters", state=published)
    IndicatorValueFactory(indicator=indicator, year=2024, value=12, source="Meters", state="draft")
    return indicator


def test_values_are_written_as_drafts_many_at_once(call, molecule, metered):
    figures = [
        IndicatorFigure("m1", 2023, Decimal(10), "Meters"),
        IndicatorFigure("M1", 2024, Decimal("12.5"), "Meters"),
        IndicatorFigure("M1", 2025, Decimal(0), " Meters "),
    ]
    assert call(record_indicator_values, figures=figures) == (1, 1, 1)
    assert list(value_cells(molecule)) == [
        ("M1", 2025, Decimal(0), "Meters"),
        ("M1", 2024, Decimal("12.5"), "Meters"),
        ("M1", 2023, Decimal(10), "Meters"),
    ]
    assert set(metered.values.filter(year__gt=2023).values_list("state", flat=True)) == {"draft"}


def test_one_bad_row_writes_none_and_every_error_has_its_row(call, contract, metered):
    IndicatorFactory(contract=contract, code="C1")
    figures = [
        IndicatorFigure("M1", 2025, Decimal(13)),
        IndicatorFigure("C1", 2025, Decimal(13)),
        IndicatorFigure("M1", 2025, Decimal(14)),
        IndicatorFigure("M1", 2023, Decimal(99)),
        IndicatorFigure("M1", 999, Decimal(1)),
    ]
    assert refusals(lambda: call(record_indicator_values, figures=figures)) == {
        "rows-1-code": ["unknown"],
        "rows-2-year": ["repeated"],
        "rows-3-year": ["state"],
        "rows-4-year": ["year"],
    }
    assert IndicatorValue.objects.count() == 2
