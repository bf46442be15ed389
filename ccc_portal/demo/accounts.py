"""The accounts of the demonstration; passwords and API credential are made at the first load and kept in its folder."""

import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ccc_portal.demo.credentials import DemoCredential, ensure_credential
from ccc_portal.demo.first_people import give_first_people
from ccc_portal.demo.first_promise import give_first_promise
from ccc_portal.demo.first_work import give_first_work
from ccc_portal.demo.ids import demo_id
from ccc_portal.demo.parties import organisation_id
from contracts.enums import CityRole
from contracts.models import City, CityMembership, ContractVersion
from core.enums import GrantRole
from core.models import AccessGrant, User
from stakeholders.enums import OrganisationRole
from stakeholders.models import Organisation, OrganisationMembership
from stakeholders.validators import name_key

OFFICER, SIGNATORY = "ufficio@milano.example", "firma@azienda.example"
REVIEWER, ADMIN = "revisore@portale.example", "admin@portale.example"
NAMES = {
    OFFICER: "Ufficio clima (dimostrazione)",
    SIGNATORY: "Firma aziendale (dimostrazione)",
    REVIEWER: "Revisione (dimostrazione)",
    ADMIN: "Amministrazione (dimostrazione)",
}
ROLES: dict[str, Promise] = {
    OFFICER: _("city lead of Milano and of the training city"),
    SIGNATORY: _("authorised signatory of an organisation of the training city"),
    REVIEWER: _("reviewer"),
    ADMIN: _("platform administrator"),
}
OFFICER_CITIES = ["milano", "valdoria"]
SIGNATORY_ORGANISATION = "Forno Esempio"


@dataclass(frozen=True)
class Account:
    """One account; `user_id` tells whether the password belongs to the account of this database."""

    email: str
    password: str
    user_id: str = ""


def accounts_file() -> Path:
    """Where the passwords are kept, readable by the owner only."""
    return settings.DATA_DIR / "demo_accounts.json"


def read_accounts() -> list[Account]:
    """The accounts of this installation; none before the demonstration data were loaded."""
    if not accounts_file().exists():
        return []
    return [Account(**entry) for entry in json.loads(accounts_file().read_text())["accounts"]]


def read_credential() -> DemoCredential | None:
    """The API credential of this installation; None before the demonstration data were loaded."""
    stored = json.loads(accounts_file().read_text()) if accounts_file().exists() else {}
    return DemoCredential(**stored["credential"]) if stored.get("credential") else None


@transaction.atomic
def ensure_accounts() -> list[Account]:
    """Make what is missing: people, passwords, rights. A password that is there stays."""
    known = {account.email: account for account in read_accounts()}
    users = {email: _ensure_user(email) for email in NAMES}
    accounts = [_ensure_password(users[email], known.get(email)) for email in NAMES]
    _ensure_rights(users)
    give_first_work(officer=users[OFFICER], colleague=users[REVIEWER])
    kept = read_credential()
    credential = ensure_credential(by=users[OFFICER], kept=kept)
    if accounts != list(known.values()) or credential != kept:
        _store(accounts, credential)
    return accounts


def _ensure_user(email: str) -> User:
    user = User.objects.filter(email=email).first()
    if user is None:
        make = User.objects.create_superuser if email == ADMIN else User.objects.create_user
        user = make(email, None, name=NAMES[email])
    EmailAddress.objects.get_or_create(user=user, email=email, defaults={"verified": True, "primary": True})
    return user


def _ensure_password(user: User, account: Account | None) -> Account:
    """The kept password, or a new one; it is set again where the database was made anew."""
    if account is not None and account.user_id == str(user.pk):
        return account
    password = account.password if account else "-".join(secrets.token_hex(2) for _part in range(4))
    user.set_password(password)
    user.save()
    return Account(user.email, password, str(user.pk))


def _ensure_rights(users: dict[str, User]) -> None:
    for city in City.objects.filter(slug__in=OFFICER_CITIES):
        CityMembership.objects.get_or_create(city=city, user=users[OFFICER], defaults={"role": CityRole.LEAD})
    key = name_key(SIGNATORY_ORGANISATION)
    for organisation in Organisation.objects.filter(pk=organisation_id(key)):
        OrganisationMembership.objects.get_or_create(
            organisation=organisation, user=users[SIGNATORY], role=OrganisationRole.SIGNATORY
        )
        signatory, officer = users[SIGNATORY], users[OFFICER]
        give_first_people(organisation=organisation, signatory=signatory, officer=officer)
        give_first_promise(organisation=organisation, signatory=signatory, officer=officer)
    for slug in OFFICER_CITIES:
        for version in ContractVersion.objects.filter(pk=demo_id(slug, "version:1")):
            AccessGrant.objects.get_or_create(
                user=users[REVIEWER],
                role=GrantRole.REVIEWER,
                subject_kind=ContractVersion._meta.label_lower,
                subject_id=version.pk,
            )


def _store(accounts: list[Account], credential: DemoCredential | None) -> None:
    """Write the file as a whole, never readable by others, not even for a moment."""
    file = accounts_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_suffix(".draft")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as stream:
        told = {
            "accounts": [asdict(account) for account in accounts],
            "credential": asdict(credential) if credential else None,
        }
        json.dump(told, stream, indent=2)
    draft.replace(file)
