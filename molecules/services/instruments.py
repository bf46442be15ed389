"""Rules, incentives and disincentives: added, changed with a version each, published, archived."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Action, City
from contracts.rules import can_edit_city
from contracts.validators import collect_errors
from core.access import check_revision, require
from core.changes import record_change
from core.enums import ChangeVerb
from core.history import as_json
from core.models import User
from core.validators import refusal
from molecules.models import InstrumentVersion, Molecule, PolicyInstrument

VERSIONED = (
    "code", "names", "plain_words", "kind", "legal_basis", "amount", "amount_unit", "in_force_from", "in_force_until",
    "saturation_points", "rise_factor", "start_shift_years", "effect_source", "budget_eur", "payer", "source", "note",
    "is_illustrative",
)  # fmt: skip
"""What a version keeps of the instrument, besides the molecules and actions it applies to."""


@transaction.atomic
def create_instrument(
    *,
    city: City,
    by: User,
    molecules: Collection[Molecule] = (),
    actions: Collection[Action] = (),
    **fields: Any,
) -> PolicyInstrument:
    """Add an instrument of a city; it is the team's alone until it is published."""
    require(can_edit_city, by, city)
    City.objects.select_for_update().get(pk=city.pk)
    instrument = PolicyInstrument(city=city, **fields)
    _save_checked(instrument, molecules, actions)
    _keep_version(instrument, by, reason="")
    _tell(instrument, ChangeVerb.CREATED, by)
    return instrument


@transaction.atomic
def change_instrument(
    *,
    instrument_id: UUID,
    by: User,
    molecules: Collection[Molecule],
    actions: Collection[Action],
    reason: str,
    revision: int | None = None,
    **fields: Any,
) -> PolicyInstrument:
    """Change an instrument and keep how it stands now as its next version, with the reason.

    Raises `core.access.Conflict` when it changed since `revision`.
    """
    instrument = _lock(instrument_id, by)
    check_revision(instrument, revision)
    for name, value in fields.items():
        setattr(instrument, name, value)
    instrument.revision += 1
    _save_checked(instrument, molecules, actions)
    _keep_version(instrument, by, reason=reason.strip())
    _tell(instrument, ChangeVerb.CHANGED, by)
    return instrument


@transaction.atomic
def publish_instrument(*, instrument_id: UUID, by: User) -> PolicyInstrument:
    """Show an instrument to the public; publishing it twice changes nothing."""
    instrument = _lock(instrument_id, by)
    if instrument.published_at is None:
        _mark(instrument, "published_at")
        _tell(instrument, ChangeVerb.PUBLISHED, by)
    return instrument


@transaction.atomic
def archive_instrument(*, instrument_id: UUID, by: User) -> PolicyInstrument:
    """Take an instrument out of the lists and the workbench; its versions stay."""
    instrument = _lock(instrument_id, by)
    if instrument.archived_at is None:
        _mark(instrument, "archived_at")
        _tell(instrument, ChangeVerb.ARCHIVED, by)
    return instrument


def _lock(instrument_id: UUID, by: User) -> PolicyInstrument:
    rows = PolicyInstrument.objects.select_for_update(of=("self",)).select_related("city")
    instrument = rows.get(pk=instrument_id)
    require(can_edit_city, by, instrument.city)
    return instrument


def _mark(instrument: PolicyInstrument, field: str) -> None:
    setattr(instrument, field, timezone.now())
    instrument.revision += 1
    instrument.save(update_fields=[field, "revision", "changed_at"])


def _save_checked(
    instrument: PolicyInstrument, molecules: Collection[Molecule], actions: Collection[Action]
) -> None:
    collect_errors(
        [
            (_validate_texts, instrument),
            (_validate_code, instrument),
            (_validate_effect, instrument),
            (_validate_days, instrument),
            (_validate_amount, instrument),
            (_validate_places, instrument.city, molecules, actions),
        ]
    )
    instrument.full_clean(validate_unique=False)
    instrument.save()
    instrument.molecules.set(molecules)
    instrument.actions.set(actions)


def _keep_version(instrument: PolicyInstrument, by: User, *, reason: str) -> None:
    """Keep how the instrument stands; its row is locked, or new, so that numbers stay dense."""
    places = {
        "molecules": sorted(str(pk) for pk in instrument.molecules.values_list("pk", flat=True)),
        "actions": sorted(str(pk) for pk in instrument.actions.values_list("pk", flat=True)),
    }
    version = InstrumentVersion(
        instrument=instrument,
        number=instrument.versions.count() + 1,
        values={name: as_json(getattr(instrument, name)) for name in VERSIONED} | places,
        reason=reason,
        made_by=by,
    )
    version.full_clean(exclude=["values"])
    version.save()


def _tell(instrument: PolicyInstrument, verb: ChangeVerb, by: User) -> None:
    """What is not published, or no more, stays in the office's history."""
    is_public = instrument.published_at is not None
    record_change(verb, instrument, city_slug=instrument.city.slug, made_by=by, is_public=is_public)


def _validate_texts(instrument: PolicyInstrument) -> None:
    if not instrument.names:
        raise refusal("names", _("Give the instrument a name."), "required")
    if not instrument.plain_words:
        raise refusal("plain_words", _("Say in plain words what it does: everyone reads it."), "required")


def _validate_code(instrument: PolicyInstrument) -> None:
    same = PolicyInstrument.objects.filter(city=instrument.city_id, code=instrument.code)
    if same.exclude(pk=instrument.pk).exists():
        raise refusal(
            "code",
            _("This city already has an instrument with the code %(code)s.") % {"code": instrument.code},
            "unique",
        )


def _validate_effect(instrument: PolicyInstrument) -> None:
    if not -1 <= instrument.saturation_points <= 1:
        raise refusal("saturation_points", _("Enter a change between −100 and 100 points."), "limits")
    if instrument.rise_factor <= 0:
        raise refusal("rise_factor", _("Enter a factor above 0; 1 changes nothing."), "limits")
    if not instrument.effect_source.strip():
        raise refusal(
            "effect_source", _("Say where the effect comes from, or that it is assumed and why."), "no_source"
        )


def _validate_days(instrument: PolicyInstrument) -> None:
    if instrument.in_force_until and instrument.in_force_until < instrument.in_force_from:
        raise refusal("in_force_until", _("It ends before it begins."), "order")


def _validate_amount(instrument: PolicyInstrument) -> None:
    if instrument.amount is not None and not instrument.amount_unit.strip():
        raise refusal("amount_unit", _("Say the unit of the amount."), "no_unit")


def _validate_places(city: City, molecules: Collection[Molecule], actions: Collection[Action]) -> None:
    if any(one.city_id != city.pk for one in molecules):
        raise refusal("molecules", _("Choose molecules of this city."), "molecule")
    if any(one.contract.city_id != city.pk for one in actions):
        raise refusal("actions", _("Choose actions of this city."), "action")
