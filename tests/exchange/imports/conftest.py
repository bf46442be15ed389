"""A draft of a contract, its officer, and a way to send a file and carry out its work."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation

from contracts.enums import VersionState
from contracts.models import ContractVersion
from core.enums import JobName
from core.models import Job, User
from exchange import tasks
from exchange.models import ImportRun
from tests.browsers import sign_in
from tests.factories import (
    CityMembershipFactory,
    ContractFactory,
    ContractVersionFactory,
    InventorySeriesFactory,
)

WORK = {JobName.READ_IMPORT: tasks.read_import, JobName.APPLY_IMPORT: tasks.apply_import}
Send = Callable[..., ImportRun]


@pytest.fixture
def version(db: None) -> ContractVersion:
    """The draft of a contract whose baseline is told by an inventory series."""
    contract = ContractFactory(version=None)
    series = InventorySeriesFactory(city=contract.city)
    return ContractVersionFactory(
        contract=contract, state=VersionState.DRAFT, baseline_series=series, baseline_year=2021
    )


@pytest.fixture
def officer(version: ContractVersion) -> User:
    """An officer of the city."""
    return CityMembershipFactory(city=version.contract.city).user


@pytest.fixture
def office(officer: User) -> Client:
    """The officer's browser, in English."""
    with translation.override("en"):
        yield sign_in(officer)


@pytest.fixture
def list_url(version: ContractVersion, office: Client) -> str:
    """The page of imports."""
    return reverse("import-list", args=[version.contract.city.slug])


def post_file(office: Client, url: str, name: str, content: bytes, **fields: Any) -> Any:
    data = {"file": SimpleUploadedFile(name, content), "number_format": "auto", "language": "en", **fields}
    return office.post(url, data)


def work(name: JobName) -> None:
    """Carry out all waiting work of a name."""
    for job in Job.objects.filter(name=name, state="pending"):
        WORK[name](str(job.pk))


@pytest.fixture
def send(office: Client, list_url: str) -> Send:
    """Send a file through the page and read it."""

    def send_file(content: bytes | str, name: str = "tables.csv", **fields: Any) -> ImportRun:
        content = content.encode() if isinstance(content, str) else content
        response = post_file(office, list_url, name, content, **fields)
        assert response.status_code == 302, response.context["form"].errors
        work(JobName.READ_IMPORT)
        return ImportRun.objects.latest("created_at")

    return send_file
