"""The staged path: whose milestones everyone sees, on which days, and what is said of them."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from django.utils.translation import override

from contracts.enums import IndicatorDirection, MilestoneState, PassRule
from contracts.models import MilestoneDependency, MilestoneMove
from core.fields import Texts
from molecules.models import MoleculeMilestone
from progress.selectors.ledger import read_ledger
from progress.selectors.snapshots import snapshot_with_ledger
from progress.selectors.staged_path import read_path
from progress.selectors.staged_path_words import path_headline, slack_words, stage_words
from progress.services.snapshots import record_progress
from tests import factories

TODAY = timezone.localdate()
END = date(2030, 12, 31)
QUERIES = 12


def in_days(number):
    return TODAY + timedelta(days=number)


@pytest.fixture
def city(db):
    return factories.ContractFactory(city__slug="milano").city


def milestone(city, title, **fields):
    return factories.MilestoneFactory(city=city, title=Texts({"en": title}), **fields)


def wait(before, after, days=0):
    return MilestoneDependency.objects.create(before=before, after=after, least_days=days, reason="permit")


def read(city, user=None):
    with override("en"):
        return read_path(city.contract, user or AnonymousUser())


def by_title(page):
    return {str(one.title): one for one in page.stages}


def test_what_comes_before_moves_what_waits_for_it(city):
    permit = milestone(city, "Permit", due_on=in_days(10), expected_on=in_days(50))
    works = milestone(city, "Works", due_on=in_days(60))
    milestone(city, "Survey", due_on=in_days(20))
    wait(permit, works, days=30)
    page = read(city)
    stages = by_title(page)
    slack = (END - in_days(80)).days
    assert [
        (one.late_days, one.forecast_on, one.slack_days, one.is_critical)
        for one in (stages["Permit"], stages["Works"], stages["Survey"])
    ] == [
        (40, in_days(50), slack, True),
        (20, in_days(80), slack, True),
        (0, in_days(20), (END - in_days(20)).days, False),
    ]
    assert [(tie.title.text, tie.least_days, tie.reason) for tie in stages["Works"].waits_for] == [
        ("Permit", 30, "permit")
    ]
    assert [tie.title.text for tie in stages["Permit"].followers] == ["Works"]


def test_moved_milestone_is_late_against_its_first_day(city):
    moved = milestone(city, "Tram", due_on=in_days(100), state=MilestoneState.MOVED)
    for old, new in ((in_days(40), in_days(70)), (in_days(70), in_days(100))):
        MilestoneMove.objects.create(milestone=moved, from_date=old, to_date=new, reason="no train")
    one = by_title(read(city))["Tram"]
    with override("en"):
        words = stage_words(one)
    assert (one.planned_on, one.forecast_on, one.late_days) == (in_days(40), in_days(100), 60)
    assert words.endswith("60 days late")


def test_date_printed_as_a_year_is_not_late_before_its_last_day(city):
    year = TODAY.year
    milestone(city, "Roughly", due_on=date(year, 1, 1), due_note=str(year))
    one = by_title(read(city))["Roughly"]
    assert (one.late_days, one.planned_text, one.forecast_on) == (0, str(year), date(year, 12, 31))


def test_milestone_reached_on_a_day_nobody_wrote_down_is_told_as_printed(city):
    milestone(city, "Done", due_on=date(2022, 1, 1), due_note="2022", state=MilestoneState.REACHED)
    one = by_title(read(city))["Done"]
    with override("en"):
        words = stage_words(one)
    assert (one.reached_on, one.late_days, words) == (None, 0, "reached, 2022")


def test_missed_milestone_holds_up_nobody_and_says_so(city):
    missed = milestone(city, "Missed", due_on=in_days(-400), state=MilestoneState.MISSED)
    works = milestone(city, "Works", due_on=in_days(60))
    wait(missed, works, days=900)
    stages = by_title(read(city))
    assert (stages["Works"].forecast_on, [tie.is_missed for tie in stages["Works"].waits_for]) == (
        in_days(60),
        [True],
    )
    assert (stages["Missed"].forecast_on, stages["Missed"].slack_days, stages["Missed"].is_critical) == (
        None,
        None,
        False,
    )


def test_circle_leaves_the_days_of_each_and_no_slack(city):
    one, other = milestone(city, "One", due_on=in_days(10)), milestone(city, "Other", due_on=in_days(20))
    wait(one, other)
    wait(other, one)
    page = read(city)
    assert page.is_circular
    assert [(stage.forecast_on, stage.slack_days, stage.is_critical) for stage in page.stages] == [
        (in_days(10), None, False),
        (in_days(20), None, False),
    ]


def test_slack_says_when_the_end_is_missed_already(city):
    milestone(city, "Late", due_on=date(2031, 1, 10))
    with override("en"):
        words = slack_words(read(city).stages[0])
    assert words == "None: the end is missed by 10 days already"


@pytest.mark.parametrize(
    ("state", "counts"),
    [(MilestoneState.MISSED, "0 reached, 1 missed"), (MilestoneState.REACHED, "1 reached")],
)
def test_headline_of_a_path_without_open_milestones(city, state, counts):
    milestone(city, "Only", due_on=in_days(-30), state=state)
    with override("en"):
        words = path_headline(read(city))
    assert words == f"1 milestone on the way to 2030, {counts}; no further one is open; none is late"


def test_headline_counts_the_late_ones_and_names_the_next(city):
    milestone(city, "Overdue", due_on=in_days(-30))
    milestone(city, "Later", due_on=in_days(400))
    with override("en"):
        words = path_headline(read(city))
    assert words.startswith("2 milestones on the way to 2030, 0 reached; next: Overdue (")
    assert words.endswith("; 1 is late, by 30 days at most")


def test_headline_of_a_city_without_milestones(city):
    with override("en"):
        assert path_headline(read(city)) == f"{city} has not published any milestone of its path yet"


def test_milestones_of_archived_actions_and_of_hidden_molecules_are_left_out(city):
    open_action = factories.ActionFactory(contract=city.contract)
    gone = factories.ActionFactory(contract=city.contract, archived_at=timezone.now())
    milestone(city, "Of an action", action=open_action)
    milestone(city, "Of an archived action", action=gone)
    for name, published in (("shown", timezone.now()), ("hidden", None)):
        molecule = factories.MoleculeFactory(city=city, code=name, published_at=published)
        MoleculeMilestone.objects.create(
            molecule=molecule, milestone=milestone(city, f"Of a {name} molecule")
        )
    both = milestone(city, "Of both")
    for molecule in city.molecules.all():
        MoleculeMilestone.objects.create(molecule=molecule, milestone=both)
    officer = factories.CityMembershipFactory(city=city).user
    seen = {str(one.title): (one.scope, [tie.code for tie in one.molecules]) for one in read(city).stages}
    assert seen == {
        "Of an action": ("action", []),
        "Of a shown molecule": ("molecule", ["shown"]),
        "Of both": ("molecule", ["shown"]),
    }
    assert {str(one.title) for one in read(city, officer).stages} == seen.keys()


def test_what_waits_for_a_hidden_milestone_is_computed_without_it(city):
    gone = factories.ActionFactory(contract=city.contract, archived_at=timezone.now())
    before = milestone(city, "Hidden", action=gone, due_on=in_days(900))
    after = milestone(city, "Shown", due_on=in_days(50))
    wait(before, after)
    page = read(city)
    assert [(str(one.title), one.forecast_on, one.waits_for) for one in page.stages] == [
        ("Shown", in_days(50), ())
    ]


def test_indicator_that_readers_may_not_see_is_not_named(city):
    contract = city.contract
    indicator = factories.IndicatorFactory(
        contract=contract, name=Texts({"en": "Secret share"}), direction=IndicatorDirection.INCREASE
    )
    proof = {"pass_rule": PassRule.INDICATOR, "pass_indicator": indicator, "pass_value": Decimal(5)}
    milestone(city, "Proven", **proof)
    named = read(city).stages[0].rule
    contract.field_visibility = {"indicator.name": "internal"}
    contract.save()
    hidden = read(city).stages[0].rule
    assert ("Secret share" in named, hidden) == (
        True,
        "Reached when an indicator that is not public comes to its value.",
    )


def test_cost_of_delay_is_that_of_the_ledger_and_unknown_where_there_is_none(borgo):
    factories.MilestoneFactory(city=borgo.city, title=Texts({"en": "No action"}), due_on=in_days(-10))
    record_progress(contract_ids=[borgo.pk])
    page = read(borgo.city)
    costs = {one.scope: one.delay for one in page.stages}
    assert costs["contract"] is None
    assert costs["action"] == read_ledger(snapshot_with_ledger(borgo)).delayed_milestones[0]
    assert costs["action"].tco2e > 0


def test_path_needs_the_same_queries_for_one_milestone_and_for_many(city, django_assert_max_num_queries):
    action = factories.ActionFactory(contract=city.contract)
    factories.InterventionFactory(molecule__city=city, action=action)
    rows = [milestone(city, f"M{n}", action=action, due_on=in_days(n)) for n in range(30)]
    for before, after in pairwise(rows):
        wait(before, after)
        MilestoneMove.objects.create(milestone=before, from_date=TODAY, to_date=before.due_on, reason="x")
    with django_assert_max_num_queries(QUERIES):
        page = read(city)
    assert len(page.stages) == len(rows)
