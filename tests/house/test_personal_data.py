"""Personal data: every row of a person is registered with what becomes of it; every form that asks for them says so."""

from collections.abc import Iterator
from importlib import import_module

import pytest
from django import forms
from django.apps import apps
from django.db.models import EmailField, Field
from django.test import Client

from core.models import User
from core.services.personal_data import REGISTRY, Treatment
from tests.factories import ContractFactory
from tests.house.sources import ROOMS, python_files

RIGHTS = {"core.User_groups.user", "core.User_user_permissions.user"}
"""Rows that hold no data: they go with the account's groups and rights."""
ADDRESSES_OF_ORGANISATIONS: set[str] = set()
ACCOUNT = {"core.User.email": "the account itself, which erasing empties"}
PAGES = ("account_login", "account_request_login_code", "account_reset_password", "correction-send")
PERSONAL_FIELDS = {"email", "contact_email", "name_of_person", "contact_name", "phone", "full_name"}
FORMS_OF_PEOPLE = {
    "AcceptForm", "OwnReportForm", "StatementForm", "AttachmentForm", "CommitmentReportForm", "PaperForm",
    "SignedFileForm",
}  # fmt: skip
"""Forms that ask a person for more than an address: a name, an answer that is theirs, a file that may hold names."""


def links_to_people() -> Iterator[str]:
    """Every field of every model that points at a person."""
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.get_fields():
            if isinstance(field, Field) and field.related_model is User and not field.many_to_many:
                yield f"{model._meta.label}.{field.name}"


def addresses_of_people() -> Iterator[str]:
    """Every e-mail address in a row of ours."""
    for model in apps.get_models():
        if model._meta.app_label in ROOMS:
            for field in model._meta.concrete_fields:
                if isinstance(field, EmailField):
                    yield f"{model._meta.label}.{field.name}"


def forms_of_the_house() -> dict[str, type[forms.BaseForm]]:
    """Every class of forms in a room's web part."""
    names = [".".join(path.with_suffix("").parts) for path in python_files(*ROOMS) if "forms" in str(path)]
    modules = [import_module(name.removesuffix(".__init__")) for name in names if ".web." in name]
    return {
        value.__name__: value
        for module in modules
        for value in vars(module).values()
        if isinstance(value, type)
        and issubclass(value, forms.BaseForm)
        and value.__module__ == module.__name__
    }


def asks_for_people(form: type[forms.BaseForm]) -> bool:
    """Whether a form has a field for a person's address or name."""
    fields = getattr(form, "base_fields", {})
    return bool(PERSONAL_FIELDS & fields.keys()) or any(
        isinstance(field, forms.EmailField) for field in fields.values()
    )


def test_every_link_to_a_person_is_registered() -> None:
    registered = {f"{label}.{name}" for label, name in REGISTRY}
    assert set(links_to_people()) - RIGHTS - registered == set()


def test_every_address_of_a_person_is_registered() -> None:
    registered = {f"{label}.{name}" for label, name in REGISTRY}
    assert set(addresses_of_people()) - ACCOUNT.keys() - ADDRESSES_OF_ORGANISATIONS - registered == set()


def test_registered_fields_exist_and_give_a_reason() -> None:
    for (label, name), rows in REGISTRY.items():
        first = name.split("__")[0]
        assert rows.model._meta.get_field(first).name == first, label
        assert "__" not in name or rows.treatment == Treatment.KEEP, label
        assert str(rows.reason).endswith("."), label


def test_a_link_that_is_cut_may_be_empty() -> None:
    cut = [rows for rows in REGISTRY.values() if rows.treatment == Treatment.PSEUDONYMISE and not rows.wipe]
    assert [rows.label for rows in cut if not rows.model._meta.get_field(rows.field).null] == []


def test_every_form_that_asks_for_people_says_so() -> None:
    found = forms_of_the_house()
    silent = {
        name
        for name, form in found.items()
        if (asks_for_people(form) or name in FORMS_OF_PEOPLE)
        and not getattr(form, "collects_personal_data", False)
    }
    assert (silent, FORMS_OF_PEOPLE - found.keys()) == (set(), set())


@pytest.mark.django_db
@pytest.mark.parametrize("name", PAGES)
def test_page_shows_the_privacy_notice(name: str, client: Client) -> None:
    path = {
        "account_login": "/it/conto/login/",
        "account_request_login_code": "/it/conto/login/code/",
        "account_reset_password": "/it/conto/password/reset/",
    }.get(name) or f"/it/c/{ContractFactory().city.slug}/segnala/"
    page = client.get(path).content.decode()
    assert page.count('class="privacy-notice"') == 1
