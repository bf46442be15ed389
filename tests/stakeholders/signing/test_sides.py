"""Nobody acts for both sides: the city's officers sign for no organisation."""

import pytest

from contracts.enums import CityRole
from tests.factories import CityMembershipFactory
from tests.refusals import refusals
from tests.stakeholders.signing.stage import Stage

pytestmark = pytest.mark.django_db


def join_team(stage: Stage) -> None:
    CityMembershipFactory(city=stage.commitment.contract.city, role=CityRole.OFFICER, user=stage.first)


def test_an_officer_is_not_asked_to_sign_for_an_organisation(stage: Stage) -> None:
    join_team(stage)
    assert refusals(stage.open) == {"signers": ["officer"]}


def test_who_became_an_officer_since_signs_for_no_organisation(stage: Stage) -> None:
    slot = stage.slot(stage.open(), stage.first)
    told = stage.prepare(slot)
    join_team(stage)
    assert refusals(lambda: stage.sign(slot, **told)) == {"signers": ["officer"]}
