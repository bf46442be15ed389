"""Models: each says its name in words, prints itself, and an editable one can be seen in the admin."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.db.models import Model
from django.utils.functional import Promise

from core.models import Revised
from tests.house.sources import ROOMS

MODELS = [model for model in apps.get_models() if model._meta.app_label in ROOMS]
IDS = [model._meta.label for model in MODELS]


@pytest.mark.parametrize("model", MODELS, ids=IDS)
def test_model_has_translated_names(model: type[Model]) -> None:
    names = (model._meta.verbose_name, model._meta.verbose_name_plural)
    assert [isinstance(name, Promise) for name in names] == [True, True]


@pytest.mark.parametrize("model", MODELS, ids=IDS)
def test_model_prints_itself(model: type[Model]) -> None:
    assert model.__str__ is not Model.__str__


@pytest.mark.parametrize("model", MODELS, ids=IDS)
def test_model_has_an_order(model: type[Model]) -> None:
    assert model._meta.ordering


def test_editable_models_are_in_the_admin() -> None:
    editable = {model for model in MODELS if issubclass(model, Revised)}
    assert {model._meta.label for model in editable if not admin.site.is_registered(model)} == set()
