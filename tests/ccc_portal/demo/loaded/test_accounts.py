"""The demonstration accounts are made once and kept."""

import stat
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone, translation

from ccc_portal.demo import accounts
from contracts.models import CityMembership
from core.models import AccessGrant, User
from exchange.enums import ApiScope
from exchange.models import ApiCredential
from exchange.services.credential_use import open_credential
from stakeholders.models import Commitment, CommitmentVersion, Invitation, Mandate, OrganisationMembership
from tests.append_only import without_triggers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]


@pytest.fixture(autouse=True)
def data_folder(settings: Any, tmp_path: Path) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path


def test_accounts_hold_their_rights() -> None:
    accounts.ensure_accounts()
    cities = CityMembership.objects.filter(user__email=accounts.OFFICER)
    signatory = OrganisationMembership.objects.get(user__email=accounts.SIGNATORY)
    assert dict(cities.values_list("city__slug", "role")) == {"milano": "lead", "valdoria": "lead"}
    assert (signatory.organisation.name, signatory.role) == ("Forno Esempio S.r.l.", "signatory")
    assert AccessGrant.objects.filter(user__email=accounts.REVIEWER, role="reviewer").count() == 2
    assert User.objects.get(email=accounts.ADMIN).is_superuser is True


def test_passwords_open_the_accounts_and_are_kept(data_folder: Path) -> None:
    first = accounts.ensure_accounts()
    assert accounts.ensure_accounts() == first
    for account in first:
        assert User.objects.get(email=account.email).check_password(account.password)
    mode = stat.S_IMODE((data_folder / "demo_accounts.json").stat().st_mode)
    assert mode == 0o600


def test_new_database_gets_the_kept_passwords() -> None:
    first = accounts.ensure_accounts()
    with without_triggers("stakeholders_commitmentversion"):
        CommitmentVersion.objects.all().delete()
    Commitment.objects.filter(number__isnull=False).delete()
    Mandate.objects.all().delete()
    Invitation.objects.all().delete()
    User.objects.all().delete()
    second = accounts.ensure_accounts()
    assert [account.password for account in second] == [account.password for account in first]
    assert User.objects.get(email=accounts.OFFICER).check_password(first[0].password)


def test_demo_accounts_prints_addresses_and_passwords() -> None:
    made = accounts.ensure_accounts()
    output = StringIO()
    call_command("demo_accounts", stdout=output)
    lines = output.getvalue().splitlines()
    *people, _caption, token = lines
    assert [line.split()[:2] for line in people] == [[account.email, account.password] for account in made]
    found = open_credential(token=token.strip(), address=None)
    assert found is not None
    assert (found.city.slug, set(found.scopes)) == ("milano", {scope.value for scope in ApiScope.reading()})


def test_the_credential_is_kept_while_it_works() -> None:
    accounts.ensure_accounts()
    first = accounts.read_credential()
    accounts.ensure_accounts()
    assert (accounts.read_credential(), ApiCredential.objects.count()) == (first, 1)
    ApiCredential.objects.update(expires_at=timezone.now())
    accounts.ensure_accounts()
    second = accounts.read_credential()
    assert second is not None
    assert (second != first, ApiCredential.objects.filter(revoked_at=None).count()) == (True, 1)


def test_demo_accounts_says_when_there_are_none() -> None:
    output = StringIO()
    with translation.override("en"):
        call_command("demo_accounts", stdout=output)
    assert output.getvalue() == "There are no demonstration accounts: run load_demo first.\n"


def test_the_training_city_negotiates_a_commitment() -> None:
    for _time in range(2):  # the second time finds it there
        accounts.ensure_accounts()
    commitment = Commitment.objects.get(number=1)
    assert (commitment.organisation.name, commitment.state) == ("Forno Esempio S.r.l.", "submitted")
    assert (commitment.versions.count(), commitment.notes.count()) == (2, 4)
    assert commitment.reduction_tco2e > 0
