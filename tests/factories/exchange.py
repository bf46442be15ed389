"""Factories of imports and API credentials."""

from datetime import timedelta
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from exchange.enums import ApiScope, ImportState
from exchange.models import ApiCredential, ImportedRows, ImportedTable, ImportRun
from exchange.tokens import Token, digest_secret
from tests.factories.contracts import CityMembershipFactory, ContractVersionFactory

SECRET = "s" * 43


class ApiCredentialFactory(DjangoModelFactory):
    """A key of a city with all scopes that read, for whom one of its officers answers."""

    class Meta:
        model = ApiCredential

    class Params:
        member = factory.SubFactory(CityMembershipFactory)

    city = factory.SelfAttribute("member.city")
    responsible = factory.SelfAttribute("member.user")
    created_by = factory.SelfAttribute("responsible")
    public_id = factory.Sequence(
        lambda number: "".join("abcdefghij"[int(digit)] for digit in f"{number:08d}")
    )
    secret_sha256 = digest_secret(SECRET)
    label = factory.Sequence(lambda number: f"System {number}")
    scopes = factory.LazyFunction(lambda: [scope.value for scope in ApiScope.reading()])
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=90))


def token_of(credential: ApiCredential, **changed: Any) -> str:
    """The token of a key of the factory; `changed` parts make it a wrong one."""
    return str(
        Token(**{"environment": "test", "public_id": credential.public_id, "secret": SECRET} | changed)
    )


class ImportRunFactory(DjangoModelFactory):
    """A file that was read and waits for a choice."""

    class Meta:
        model = ImportRun

    version = factory.SubFactory(ContractVersionFactory)
    original_name = factory.Sequence(lambda number: f"tables-{number}.csv")
    file = factory.django.FileField(data=b"Policy;Level\nAir plan;local\n", filename="tables.bin")
    size_bytes = 1
    sha256 = "0" * 64
    language = "en"
    state = ImportState.RECOGNISED


class ImportedTableFactory(DjangoModelFactory):
    """A table of barriers with one column."""

    class Meta:
        model = ImportedTable

    run = factory.SubFactory(ImportRunFactory)
    position = factory.Sequence(int)
    place = "tables!A1:B3"
    table = "policies"
    header = factory.LazyAttribute(
        lambda _table: [{"key": "0", "text": "Name", "column": "name", "letter": "A"}]
    )


class ImportedRowsFactory(DjangoModelFactory):
    """A chunk with one row."""

    class Meta:
        model = ImportedRows

    table = factory.SubFactory(ImportedTableFactory)
    number = 0
    rows = factory.LazyAttribute(
        lambda _chunk: [
            {
                "number": 1,
                "place": "tables!2",
                "cells": {"name": {"en": "Air plan"}},
                "errors": {},
                "places": {},
            }
        ]
    )
