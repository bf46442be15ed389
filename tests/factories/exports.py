"""Factories of files that leave."""

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from contracts.enums import Visibility
from exchange import models
from exchange.enums import ExportKind, ExportState
from tests.factories.contracts import ContractVersionFactory


class ExportFileFactory(DjangoModelFactory):
    """A JSON file of a version that is ready."""

    class Meta:
        model = models.ExportFile

    version = factory.SubFactory(ContractVersionFactory)
    kind = ExportKind.JSON
    language = "it"
    visibility = Visibility.INTERNAL
    content_sha256 = "0" * 64
    state = ExportState.READY
    file = factory.django.FileField(data=b"{}\n", filename="contract.json")
    sha256 = "1" * 64
    size_bytes = 3
    made_at = factory.LazyFunction(timezone.now)
