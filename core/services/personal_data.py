"""What the portal knows of a person: told to them on request, and erased, but for what is signed.

Every room registers its rows when it starts; tests/house/test_personal_data.py fails for a row that nobody registered.
"""

import dataclasses
import json
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from allauth.usersessions.models import UserSession
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from core.models import User
from core.services.evidence import append_event

PEOPLE_STREAM = uuid5(NAMESPACE_URL, "ccc:users")
FORMAT = "ccc-personal-data/1"
Guard = Callable[[User], str]
"""Says in words why a person cannot be erased now; empty when nothing speaks against it."""


class Treatment(StrEnum):
    """What becomes of a row when its person is erased."""

    KEEP = "keep"
    """The row stays with its link to an account that has no name any more: evidence, and work for the city."""
    ERASE = "erase"
    """The row goes."""
    PSEUDONYMISE = "pseudonymise"
    """The row stays; its link is cut, or the fields that tell who it was are emptied."""


@dataclasses.dataclass(frozen=True, slots=True)
class PersonalRows:
    """Rows of one model that belong to a person by one field: a link to the account, or an e-mail address.

    A path of links (`signer__person`) is for rows of rows, which are kept with those that they belong to.
    """

    label: str
    field: str
    treatment: Treatment
    reason: str | Promise
    wipe: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    secret: frozenset[str] = frozenset()
    by_address: bool = False

    @property
    def model(self) -> type[Model]:
        """The model of the rows."""
        return apps.get_model(self.label)

    def rows_of(self, user: User) -> QuerySet[Any]:
        """This person's rows."""
        key = {f"{self.field}__iexact": user.email} if self.by_address else {self.field: user}
        found: QuerySet[Any] = self.model._default_manager.filter(**key)  # noqa: SLF001 - as Django documents it
        return found


REGISTRY: dict[tuple[str, str], PersonalRows] = {}
GUARDS: list[Guard] = []


def register_personal(
    label: str,
    name: str,
    *,
    treatment: Treatment,
    reason: str | Promise,
    wipe: Mapping[str, Any] | None = None,
    secret: tuple[str, ...] = (),
    by_address: bool = False,
) -> None:
    """Tell that the field `name` of a model says whose row it is, and what becomes of the row.

    `wipe` are the values that fields get when the person is erased; `secret` are fields that are never told (keys,
    digests); `by_address` is for rows that know the person by e-mail address alone.
    """
    REGISTRY[label, name] = PersonalRows(
        label, name, treatment, reason, wipe or {}, frozenset(secret), by_address
    )


def register_erasure_guard(guard: Guard) -> None:
    """Let a room say why a person cannot be erased yet."""
    GUARDS.append(guard)


def count_personal_rows(user: User) -> list[tuple[PersonalRows, int]]:
    """What is kept of a person: each kind of row that there is, with how many."""
    counted = ((rows, rows.rows_of(user).count()) for rows in REGISTRY.values())
    return [(rows, count) for rows, count in counted if count]


def export_person(user: User) -> dict[str, Any]:
    """Everything the portal keeps of a person, ready to be written as JSON; no keys and no digests."""
    kinds: dict[str, list[dict[str, Any]]] = {}
    for rows in REGISTRY.values():
        told = [_tell(row, rows.secret) for row in rows.rows_of(user).iterator()]
        if told:
            kinds.setdefault(f"{rows.label}.{rows.field}", []).extend(told)
    person = _tell(user, frozenset({"password", "calendar_key"}))
    made = {"format": FORMAT, "made_at": timezone.now(), "person": person, "rows": kinds}
    exported: dict[str, Any] = json.loads(json.dumps(made, cls=DjangoJSONEncoder))
    return exported


def find_erasure_obstacles(user: User) -> list[str]:
    """Why a person cannot be erased now, in words."""
    found = []
    if user.is_superuser:
        found.append(
            _("A platform administrator is not erased: another administrator takes the role away first.")
        )
    return found + [told for guard in GUARDS if (told := guard(user))]


@transaction.atomic
def erase_person(*, user: User, by: User) -> None:
    """Erase a person: name, address, password, sessions, drafts; the nameless account and signed records stay."""
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.erased_at:
        return
    if obstacles := find_erasure_obstacles(user):
        raise ValidationError([ValidationError(told, code="obstacle") for told in obstacles])
    for session in UserSession.objects.filter(user=user):
        session.end()
    for rows in REGISTRY.values():
        _treat(rows, user)
    _empty_account(user)
    payload = {"person": str(user.pk), "by": str(by.pk)}
    append_event(stream=PEOPLE_STREAM, kind="person.erased", payload=payload)


def _treat(rows: PersonalRows, user: User) -> None:
    found = rows.rows_of(user)
    if rows.treatment == Treatment.ERASE:
        found.delete()
    elif rows.wipe:
        found.update(**rows.wipe)
    elif rows.treatment == Treatment.PSEUDONYMISE:
        found.update(**{rows.field: None})


def _empty_account(user: User) -> None:
    user.email, user.name, user.calendar_key = f"{user.pk}@erased.invalid", "", ""
    user.is_active = user.is_staff = user.wants_digest = False
    user.last_login, user.erased_at = None, timezone.now()
    user.set_unusable_password()
    user.groups.clear()
    user.user_permissions.clear()
    user.save()


def _tell(row: Model, secret: frozenset[str]) -> dict[str, Any]:
    return dict(_fields_of(row, secret))


def _fields_of(row: Model, secret: frozenset[str]) -> Iterator[tuple[str, Any]]:
    for one in row._meta.concrete_fields:
        if one.name in secret:
            continue
        value = one.value_from_object(row)
        plain = value is None or isinstance(value, bool | int | float | str | list | dict)
        yield one.name, value if plain else one.value_to_string(row)
