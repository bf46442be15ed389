"""The public page of the evidence log, its files, and the alarm on officers' pages."""

from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from contracts.models import Contract
from core.models import Checkpoint, EvidenceCheck
from core.services.checkpoints import make_checkpoint, published_note
from core.services.evidence import append_event
from core.services.keys import ensure_keys
from docs.verify import ccc_verify
from tests.factories import CityMembershipFactory, ContractFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def contract() -> Contract:
    """A public contract with an event."""
    contract = ContractFactory()
    append_event(stream=contract.pk, kind="test.step", payload={"n": 1})
    return contract


@pytest.fixture
def checkpoint(contract: Contract) -> Checkpoint:
    """The first checkpoint, which holds it."""
    ensure_keys()
    made = make_checkpoint()
    assert made is not None
    return made


def test_page_without_checkpoints_says_so(client: Client, contract: Contract) -> None:
    page = client.get(reverse("evidence-log")).content.decode()
    bundle = reverse("evidence-bundle", args=[contract.city.slug])
    assert [f'href="{url}"' in page for url in (bundle, reverse("checkpoint-latest"))] == [False, False]
    assert client.get(bundle).status_code == 404
    assert client.get(reverse("checkpoint-latest")).status_code == 404


def test_page_lists_checkpoints_and_files(client: Client, contract: Contract, checkpoint: Checkpoint) -> None:
    hidden = ContractFactory(version__state="draft")
    append_event(stream=hidden.pk, kind="test.step", payload={})
    make_checkpoint()
    page = client.get(reverse("evidence-log")).content.decode()
    wanted = [
        reverse("checkpoint-note", args=[1]),
        reverse("checkpoint-note", args=[2]),
        checkpoint.root_sha256[:16],
        f"--key {checkpoint.key.key_id}",
        reverse("evidence-bundle", args=[contract.city.slug]),
        reverse("evidence-verifier"),
    ]
    assert [words for words in wanted if words not in page] == []
    assert reverse("evidence-bundle", args=[hidden.city.slug]) not in page


def test_page_needs_the_same_queries_for_any_log(
    client: Client, checkpoint: Checkpoint, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(3):
        append_event(stream=ContractFactory().pk, kind="test.step", payload={"n": n})
        make_checkpoint()
    with django_assert_num_queries(4):
        client.get(reverse("evidence-log"))


@pytest.mark.parametrize(("faults", "kind"), [([], "done"), ([{"seq": 1}], "late")])
def test_page_tells_what_the_newest_check_found(client: Client, faults: list[Any], kind: str) -> None:
    EvidenceCheck.objects.create(streams=1, events=2, faults=faults)
    assert f"notice-{kind}" in client.get(reverse("evidence-log")).content.decode()


def test_notes_are_served_as_they_were_signed(client: Client, checkpoint: Checkpoint) -> None:
    newest, first = client.get("/.well-known/ccc-log/latest"), client.get("/.well-known/ccc-log/1")
    assert newest.content.decode() == first.content.decode() == published_note(1)
    assert newest["Content-Type"] == "text/plain; charset=utf-8"
    assert client.get("/.well-known/ccc-log/2").status_code == 404


def test_bundle_and_program_come_from_the_same_portal(
    client: Client, contract: Contract, checkpoint: Checkpoint
) -> None:
    answer = client.get(reverse("evidence-bundle", args=[contract.city.slug]))
    assert answer["Content-Disposition"] == f'attachment; filename="prove-{contract.city.slug}.json"'
    assert ccc_verify.verify(answer.content.decode())[0] is True
    program = client.get(reverse("evidence-verifier"))
    assert program.content.decode().startswith('"""Check an evidence bundle')


def test_officers_see_an_alarm_until_the_log_is_whole(client: Client, contract: Contract) -> None:
    client.force_login(CityMembershipFactory(city=contract.city).user)
    office, public = reverse("officer-home", args=[contract.city.slug]), reverse("home")

    def alarms() -> list[bool]:
        caches["pages"].clear()
        return ['role="alert"' in client.get(url).content.decode() for url in (office, public)]

    assert alarms() == [False, False]
    EvidenceCheck.objects.create(streams=1, events=1, faults=[{"seq": 1}])
    assert alarms() == [True, False]
    EvidenceCheck.objects.create(streams=1, events=1, faults=[])
    assert alarms() == [False, False]


def test_officers_pages_ask_once_a_minute(client: Client, contract: Contract) -> None:
    client.force_login(CityMembershipFactory(city=contract.city).user)
    office = reverse("officer-home", args=[contract.city.slug])
    caches["pages"].clear()
    client.get(office)
    EvidenceCheck.objects.create(streams=1, events=1, faults=[{"seq": 1}])
    assert 'role="alert"' not in client.get(office).content.decode()
