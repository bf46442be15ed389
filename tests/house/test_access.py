"""Row filters and rules agree: a list shows exactly the rows that the rule lets one open, for every kind of person."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db.models import Model

from contracts import rules
from contracts.models import Action, City, Contract, Milestone
from molecules.models import Molecule, PolicyInstrument
from molecules.rules import can_see_published
from stakeholders.models import Commitment
from stakeholders.rules import can_see_commitment
from tests.house.sources import ROOMS
from tests.house.world import World, make_world

Rule = Callable[[Any, Any], bool]


def is_public(user: Any, city: City) -> bool:
    """Every city is everyone's."""
    return True


PAIRS: dict[tuple[type[Model], str], Rule] = {
    (City, "visible_to"): is_public,
    (City, "editable_by"): rules.can_edit_city,
    (City, "with_office_for"): rules.can_enter_office,
    (Contract, "visible_to"): rules.can_see_contract,
    (Action, "visible_to"): rules.can_see_action,
    (Milestone, "visible_to"): rules.can_see_milestone,
    (Commitment, "visible_to"): can_see_commitment,
    (Molecule, "visible_to"): can_see_published,
    (PolicyInstrument, "visible_to"): can_see_published,
}
FILTERS = ("visible_to", "editable_by", "with_office_for")


def filters_of_the_house() -> Iterator[tuple[type[Model], str]]:
    """Every filter by person that a model of ours offers."""
    models = [model for model in apps.get_models() if model._meta.app_label in ROOMS]
    return ((model, name) for model in models for name in FILTERS if hasattr(model._default_manager, name))


@pytest.fixture
def world(db: None) -> World:
    """Every state and every kind of person."""
    return make_world()


def test_every_filter_by_person_has_its_rule() -> None:
    assert set(filters_of_the_house()) == set(PAIRS)


@pytest.mark.parametrize(("model", "name"), PAIRS, ids=lambda part: getattr(part, "__name__", part))
def test_filter_and_rule_agree(model: type[Model], name: str, world: World) -> None:
    rule, everything = PAIRS[model, name], model._default_manager.all()
    shown = {who: sorted(getattr(everything, name)(user), key=str) for who, user in world.people.items()}
    allowed = {
        who: sorted((row for row in everything if rule(user, row)), key=str)
        for who, user in world.people.items()
    }
    assert shown == allowed
