"""Action sheets and the files beside a commitment."""

import factory
from django.core.files.base import ContentFile
from factory.django import DjangoModelFactory

from core.fields import Texts
from stakeholders import models
from stakeholders.enums import Cluster, CommitmentState
from tests.factories.stakeholders import CommitmentFactory


class ActionSheetFactory(DjangoModelFactory):
    """An empty sheet of a company in a commitment that is still being written."""

    class Meta:
        model = models.ActionSheet

    commitment = factory.SubFactory(CommitmentFactory, state=CommitmentState.DRAFT, reduction_tco2e=None)
    variant = Cluster.COMPANY
    title = factory.Sequence(lambda n: Texts({"it": f"Progetto {n}", "en": f"Project {n}"}))


class AttachmentFactory(DjangoModelFactory):
    """A map beside a sheet."""

    class Meta:
        model = models.Attachment

    sheet = factory.SubFactory(ActionSheetFactory)
    commitment = factory.SelfAttribute("sheet.commitment")
    file = factory.LazyFunction(lambda: ContentFile(b"%PDF-1.4 a map", "map.pdf"))
    original_name = "mappa.pdf"
    size_bytes = 14
    sha256 = "0" * 64
