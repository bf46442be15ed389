"""The planner of replications: neighbourhoods ranked, the best choice under a budget, candidates made of it."""

from decimal import Decimal
from math import exp, log
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.utils.translation import override

from core.models import Change
from molecules.frames.replication_inputs import Question, read_replication_inputs
from molecules.models import Molecule
from molecules.selectors.replication import read_replication_plan
from molecules.services.replication import make_candidates
from tests.factories import (
    CityMembershipFactory,
    EmissionsGapRowFactory,
    MoleculeFactory,
    UserFactory,
)
from tests.molecules.replication_samples import START, UNTIL, make_cell
from tests.molecules.test_acceleration import square
from tests.refusals import refusals

pytestmark = pytest.mark.django_db


def ask(package, *, origin=None):
    return Question(package, origin, START, UNTIL)


def plan_of(officer, package, budget=10**9, **values):
    return read_replication_plan(officer.city, ask(package), budget_eur=Decimal(budget), **values)


def adoption(years):
    """The logistic rise that the spread counts with, written out: 40 % in the end, ten years from 10 to 90 %."""
    curve = 1 / (1 + exp(-(log(81) / 10 * years - log(99))))
    return 0.4 * (curve - 0.01) / 0.99 if years > 0 else 0.0


def test_cells_are_what_a_calculation_by_hand_gives(officer, package, django_assert_num_queries):
    asked = ask(officer.city.packages.prefetch_related("parameters").get())
    with django_assert_num_queries(5):
        inputs = read_replication_inputs(officer.city, asked)
    table = inputs.table.reset_index(drop=True)
    assert table["unlikeness"].tolist() == pytest.approx(
        [0.0, 0.25, 1.0]
    )  # 1,000 of the 4,000 between most and least
    assert table["cost_eur"].tolist() == pytest.approx(
        [4e7, 3.6e7, 2.4e7]
    )  # 40 % of the dwellings, 20,000 each
    assert table["full_tco2e"].tolist() == pytest.approx([2_400, 2_160, 1_440])
    late = UNTIL - START
    by_hand = [
        5_000 * 1.2 * adoption(late),
        4_500 * 1.2 * adoption(late - 1),
        3_000 * 1.2 * adoption(late - 4),
    ]
    assert table["saving_tco2e"].tolist() == pytest.approx(by_hand)
    assert table["sum_tco2e"][2] == pytest.approx(sum(3_600 * adoption(year - 4) for year in range(late + 1)))
    assert {origin.code for origin in inputs.origins} == {"m"}


def test_no_neighbourhood_saves_more_than_it_emits(officer, package):
    officer.city.neighbourhoods.filter(code="q1").update(residents=1)
    inputs = read_replication_inputs(officer.city, ask(package))
    first = inputs.table.iloc[0]
    assert first["full_tco2e"] == first["saving_tco2e"] == pytest.approx(90_000 / 15_001)


def test_choice_is_the_best_under_the_budget_and_tells_its_bound(officer, package):
    plan = plan_of(officer, package, 61_000_000)
    assert [row.cell.code for row in plan.rows] == ["q1", "q2", "q3"]
    assert plan.cost_eur <= 61_000_000
    assert plan.is_best
    assert plan.bound_tco2e == pytest.approx(plan.saving_tco2e)
    sums = {
        ("q1",): plan.rows[0].saving_tco2e,
        ("q2", "q3"): plan.rows[1].saving_tco2e + plan.rows[2].saving_tco2e,
    }
    best = max(sums, key=sums.get)
    assert tuple(row.cell.code for row in plan.chosen) == best
    assert plan.saving_tco2e == pytest.approx(sums[best])
    assert (plan.rows[0].fit, plan.rows[0].fit_rank, plan.rows[0].value_rank) == (1.0, 1, 1)
    assert plan.rows[0].tonnes_per_million_eur == pytest.approx(plan.rows[0].saving_tco2e / 40)


def test_every_neighbourhood_says_why_it_is_taken_or_not(officer, package):
    make_cell(officer.city, "q4", dwellings=None)
    make_cell(officer.city, "q5", residents=None)
    make_cell(officer.city, "q6")
    MoleculeFactory(city=officer.city, polygon=square(9.3001, width=0.0098), published_at=None)
    with override("en"):
        plan = plan_of(officer, package, 50_000_000, least_fit=0.2)
    assert {row.cell.code: row.reason for row in plan.rows} == {
        "q1": "taken",
        "q2": "others save more",
        "q3": "less alike than asked for",
        "q4": "nobody knows how much of the stock stands there",
        "q5": "what it emits is not known",
        "q6": "lies in a molecule already",
    }
    assert [row.can_be_chosen for row in plan.rows if row.cell.code in ("q4", "q5", "q6")] == [False] * 3
    assert "Neighbourhoods whose stock is not known: 1." in plan.missing


def test_effect_on_the_printed_gap_is_told_where_there_is_one(officer, package):
    assert plan_of(officer, package).share_of_gap is None
    EmissionsGapRowFactory(version=officer.city.contract.versions.get(), gap_tco2e=Decimal(100_000))
    plan = plan_of(officer, package)
    assert plan.share_of_gap == pytest.approx(plan.saving_tco2e / 100_000)


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        (lambda city, package: city.neighbourhoods.all().delete(), "not cut into neighbourhoods"),
        (lambda city, package: package.parameters.first().delete(), "lacks a parameter"),
        (lambda city, package: city.packages.update(cost_eur=None), "Nobody has stated what a unit"),
        (lambda city, package: city.inventory_series.all().delete(), "no published inventory"),
        (lambda city, package: city.molecules.update(package=None), "No molecule tries this package out"),
    ],
)
def test_what_is_not_stated_is_told_and_nothing_is_chosen(officer, package, change, missing):
    change(officer.city, package)
    fresh = officer.city.packages.get()
    with override("en"):
        plan = plan_of(officer, fresh)
    assert any(missing in sentence for sentence in plan.missing)
    assert plan.chosen == ()
    assert all(row.cost_eur is None or row.saving_tco2e is None or row.fit is None for row in plan.rows)


def test_fit_can_be_measured_against_one_molecule(officer, package):
    origin = MoleculeFactory(
        city=officer.city, code="o", polygon=square(9.5), area_km2=1, residents=6_000, dwellings=3_000
    )
    inputs = read_replication_inputs(officer.city, ask(package, origin=origin))
    assert inputs.table["unlikeness"].tolist() == pytest.approx([1.0, 0.75, 0.0])
    assert set(inputs.origins) == {origin}


def test_many_neighbourhoods_are_planned_with_the_same_questions(
    officer, package, django_assert_max_num_queries
):
    for place in range(30):
        make_cell(officer.city, f"x{place}", residents=5_000 + 37 * place, west=10 + place)
    asked = ask(officer.city.packages.prefetch_related("parameters").get())
    with django_assert_max_num_queries(9):
        plan = read_replication_plan(officer.city, asked, budget_eur=Decimal(10**8))
    assert len(plan.rows) == 33
    assert sum(row.cost_eur for row in plan.chosen) == pytest.approx(plan.cost_eur)


def make(officer, package, *codes, **values):
    ids = [cell.pk for cell in officer.city.neighbourhoods.filter(code__in=codes)]
    given = {"city": officer.city, "by": officer.user, "package_id": package.pk, "neighbourhood_ids": ids}
    return make_candidates(**given | values)


def test_candidates_are_the_teams_alone_and_know_where_they_come_from(officer, package):
    made = make(officer, package, "q1", "q2").made
    one = made[0]
    assert [str(name) for name in (one.names["it"], one.names["en"])] == [
        "Quartiere q1 (Casa)",
        "Quartiere q1 (Home)",
    ]
    assert (one.code, one.state, one.kind, one.published_at) == (
        "casa-q1",
        "candidate",
        "neighbourhood",
        None,
    )
    assert (one.package, one.replicated_from.code) == (package, "m")
    assert (one.residents, one.dwellings, one.jobs) == (10_000, 5_000, None)
    assert one.polygon["type"] == "Polygon"
    assert list(Change.objects.values_list("verb", "is_public")) == [("created", False)] * 2


def test_asking_twice_makes_each_candidate_once(officer, package):
    make(officer, package, "q1")
    Molecule.objects.filter(code="casa-q1").update(code="other")
    done = make(officer, package, "q1", "q2")
    assert ([one.code for one in done.made], done.existing) == (["casa-q2"], 1)
    assert officer.city.molecules.count() == 3


def test_a_candidate_is_no_place_to_repeat_again_and_no_model(officer, package):
    make(officer, package, "q3")
    plan = plan_of(officer, package)
    last = {row.cell.code: row for row in plan.rows}["q3"]
    assert (last.can_be_chosen, last.origin.code, last.fit) == (False, "m", 0.0)


def test_a_code_that_is_taken_gets_a_part_of_the_id(officer, package):
    MoleculeFactory(city=officer.city, code="casa-q1")
    (one,) = make(officer, package, "q1").made
    assert one.code == f"casa-q1-{one.pk.hex[:8]}"
    make_cell(officer.city, "q" * 36 + "7")
    (long,) = make(officer, package, "q" * 36 + "7").made
    assert len(long.code) == 40


@pytest.mark.parametrize(
    ("values", "refused"),
    [
        ({"neighbourhood_ids": []}, {"cells": ["none"]}),
        ({"neighbourhood_ids": [uuid4()]}, {"cells": ["elsewhere"]}),
        ({"package_id": uuid4()}, {"package": ["package"]}),
        ({"origin_id": uuid4()}, {"molecule": ["molecule"]}),
    ],
)
def test_what_is_not_the_citys_is_refused(officer, package, values, refused):
    assert refusals(lambda: make(officer, package, "q1", **values)) == refused


def test_all_or_none_where_an_outline_cannot_be_used(officer, package):
    officer.city.neighbourhoods.filter(code="q2").update(polygon=square(40.0))
    assert refusals(lambda: make(officer, package, "q1", "q2")) == {"cells": ["candidate"]}
    assert officer.city.molecules.count() == 1


def test_candidates_are_made_by_the_citys_officers(officer, package):
    with pytest.raises(PermissionDenied):
        make(officer, package, "q1", by=UserFactory())
    with pytest.raises(PermissionDenied):
        make(officer, package, "q1", by=CityMembershipFactory(city=officer.city, role="reader").user)


def test_candidate_comes_from_the_molecule_that_was_named(officer, package):
    origin = officer.city.molecules.order_by("-code").first()
    (one,) = make(officer, package, "q1", origin_id=origin.pk).made
    assert one.replicated_from == origin
