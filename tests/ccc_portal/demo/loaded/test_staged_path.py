"""The staged path: what is planned, what proves it, and what waits for what."""

import pytest

from contracts.models import City, Milestone, MilestoneDependency
from contracts.selectors.staged_path import rule_words
from molecules.models import Molecule

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]


def test_planned_milestones_of_milano_come_from_the_contract() -> None:
    planned = Milestone.objects.filter(city__slug="milano", state="planned")
    assert planned.count() == 14
    assert set(planned.values_list("expected_on", "is_illustrative")) == {(None, False)}
    assert not planned.exclude(source__startswith="Milan's Climate City Contract, March 2024, table").exists()
    innesto = planned.get(action__code="REDOEB1")
    assert (str(innesto.due_on), innesto.pass_rule) == ("2027-12-31", "report")
    assert list(innesto.molecule_links.values_list("molecule__code", flat=True)) == ["mol-13"]


def test_targets_of_indicators_prove_milestones_of_milano() -> None:
    row = Milestone.objects.get(city__slug="milano", pass_indicator__code="5", due_on__year=2030)
    assert row.pass_indicator is not None
    assert row.pass_value == row.pass_indicator.target_2030
    assert rule_words(row)


@pytest.mark.parametrize(("slug", "links"), [("milano", 9), ("valdoria", 6)])
def test_milestones_wait_for_earlier_ones_of_their_city(slug: str, links: int) -> None:
    city = City.objects.get(slug=slug)
    rows = MilestoneDependency.objects.filter(after__city=city).select_related("before", "after")
    assert rows.count() == links
    for row in rows:
        assert row.before.city_id == row.after.city_id
        assert row.before.due_on <= row.after.due_on
        assert row.reason.startswith(("Our reading: ", "Invented for training: "))


def test_valdoria_expects_its_tram_late_and_its_molecules_have_milestones() -> None:
    tram = Milestone.objects.get(city__slug="valdoria", action__code="VALMOBI2")
    assert tram.expected_on is not None
    assert (tram.expected_on - tram.due_on).days == 182
    shipyard = Molecule.objects.get(code="val-01")
    assert shipyard.milestone_links.count() == 3
    assert [str(link.indicator.code) for link in shipyard.indicator_links.all()] == ["3"]
