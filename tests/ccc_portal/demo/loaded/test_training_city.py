"""Valdoria shows what no real city publishes, and never passes for a real one."""

import pytest
from django.db.models import Count

from contracts.enums import MissionGroup
from contracts.models import Action, ActionReport, City, Finding, FundingLine, Inventory, Milestone
from molecules.models import Molecule
from stakeholders.models import Commitment, Organisation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]


def test_valdoria_is_flagged_and_wholly_illustrative() -> None:
    city = City.objects.get(slug="valdoria")
    assert (city.is_training, city.mission_group) == (True, MissionGroup.TRAINING)
    for rows in (
        Action.objects.filter(contract__city=city),
        Inventory.objects.filter(series__city=city),
        FundingLine.objects.filter(contract__city=city),
        Milestone.objects.filter(city=city),
        Molecule.objects.filter(city=city),
        Commitment.objects.filter(contract__city=city),
        Organisation.objects.filter(listings__contract__city=city),
    ):
        assert set(rows.values_list("is_illustrative", flat=True)) == {True}


def test_valdoria_shows_every_typology_and_kind_of_knowledge() -> None:
    actions = Action.objects.filter(contract__city__slug="valdoria")
    assert actions.count() == 24
    assert set(actions.values_list("typology", flat=True)) == {"MOL", "NET", "PRJ", "STR", "ENB"}
    assert set(actions.values_list("quantification", flat=True)) == {
        "quantified",
        "not_estimated",
        "not_quantifiable",
        "included_in",
    }
    assert set(actions.values_list("health", flat=True)) == {"on_time", "late", "unknown"}


def test_valdoria_reports_progress_with_every_level_of_evidence() -> None:
    reports = ActionReport.objects.filter(action__contract__city__slug="valdoria")
    assert dict(reports.order_by().values_list("evidence_level").annotate(n=Count("pk"))) == {
        "declared": 5,
        "documented": 13,
        "verified": 4,
    }


def test_valdoria_milestones_are_reached_missed_moved_and_planned() -> None:
    milestones = Milestone.objects.filter(city__slug="valdoria")
    assert dict(milestones.order_by().values_list("state").annotate(n=Count("pk"))) == {
        "reached": 4,
        "missed": 2,
        "moved": 1,
        "planned": 3,
    }
    move = milestones.get(state="moved").moves.get()
    assert (str(move.from_date), str(move.to_date)) == ("2026-12-31", "2027-12-31")


def test_valdoria_has_six_comparable_inventories_and_no_finding() -> None:
    inventories = Inventory.objects.filter(series__city__slug="valdoria")
    assert list(inventories.order_by("year").values_list("year", flat=True)) == list(range(2019, 2025))
    assert inventories.values("series").distinct().count() == 1
    assert Finding.objects.filter(city__slug="valdoria").count() == 0


def test_valdoria_commitments_cover_actions_in_several_states() -> None:
    commitments = Commitment.objects.filter(contract__city__slug="valdoria")
    assert commitments.count() == 11
    assert commitments.filter(actions=None).count() == 0
    assert len(set(commitments.values_list("state", flat=True))) == 9
