"""Policy instruments of a city: lists, what they apply to, how they came to stand as they do."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from contracts.models import Action, City
from molecules.models import InstrumentVersion, Molecule, PolicyInstrument
from molecules.selectors.instrument_words import ChangedValue, tell_amount, tell_changes, tell_validity

WHICH = ("", "public", "own", "archived")


@dataclass(frozen=True, slots=True)
class Places:
    """Molecules and actions that an instrument applies to, as a reader may see them, and how many they may not.

    Where it names no molecule at all it holds in the whole city.
    """

    molecules: tuple[Molecule, ...]
    actions: tuple[Action, ...]
    hidden_molecules: int
    hidden_actions: int

    @property
    def is_whole_city(self) -> bool:
        """Whether it names no molecule."""
        return not self.molecules and not self.hidden_molecules


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version as people read it: its number, day, reason, and what differs from the one before."""

    number: int
    made_at: datetime
    made_by: str
    reason: str
    changes: tuple[ChangedValue, ...]


def list_office_instruments(city: City, *, which: str = "") -> QuerySet[PolicyInstrument]:
    """Instruments of a city with `molecule_count`, `action_count` and `version_count`, in one query.

    `which` is "public", "own" (of the team alone), "archived", or "" for all that are not archived.
    """
    rows = city.instruments.filter(archived_at__isnull=which != "archived")
    if which in ("public", "own"):
        rows = rows.filter(published_at__isnull=which == "own")
    return _counted(rows)


def list_public_instruments(city: City) -> QuerySet[PolicyInstrument]:
    """What everyone may read of, in one query."""
    return _counted(city.instruments.published())


def list_usable_instruments(city: City) -> list[PolicyInstrument]:
    """What the team can choose in the workbench, with the molecules each applies to, in two queries."""
    rows = city.instruments.filter(archived_at=None).prefetch_related("molecules")
    return list(rows.order_by("code"))


def list_instruments_of(molecule: Molecule) -> QuerySet[PolicyInstrument]:
    """Published instruments that hold in a molecule: those that name it, and those that name none."""
    rows = PolicyInstrument.objects.filter(city=molecule.city_id).published()
    return rows.filter(Q(molecules=molecule) | Q(molecules=None)).distinct().order_by("code")


def read_places(instrument: PolicyInstrument, user: Any) -> Places:
    """What an instrument applies to, in four queries."""
    molecules = instrument.molecules.all()
    actions = instrument.actions.all()
    seen_molecules = tuple(molecules.visible_to(user).select_related("city").order_by("code"))
    seen_actions = tuple(
        actions.visible_to(user)
        .filter(archived_at=None)
        .select_related("contract__city")
        .order_by("code_key")
    )
    return Places(
        molecules=seen_molecules,
        actions=seen_actions,
        hidden_molecules=molecules.count() - len(seen_molecules),
        hidden_actions=actions.count() - len(seen_actions),
    )


def read_facts(instrument: PolicyInstrument) -> list[dict[str, str]]:
    """What is stated of an instrument, but for its effect and places, as terms and texts."""
    rows = [
        (_("Kind"), instrument.get_kind_display()),
        (_("Legal basis"), instrument.legal_basis),
        (_("Amount or rate"), tell_amount(instrument) or _("No amount is stated.")),
        (_("In force"), tell_validity(instrument)),
        (_("Who pays"), instrument.get_payer_display()),
    ]
    return [{"term": term, "text": str(text)} for term, text in rows]


def list_versions(instrument: PolicyInstrument) -> list[VersionRow]:
    """Every version, newest first, with what differs from the one before, in three queries."""
    versions = list(instrument.versions.select_related("made_by").order_by("number"))
    names = _names_of(versions)
    before: list[dict[str, Any]] = [{}, *(one.values for one in versions)]
    rows = [
        VersionRow(
            number=one.number,
            made_at=one.made_at,
            made_by=str(one.made_by or _("the portal")),
            reason=one.reason,
            changes=tell_changes(old, one.values, names) if old else (),
        )
        for one, old in zip(versions, before, strict=False)
    ]
    return rows[::-1]


def list_public_versions(instrument: PolicyInstrument) -> list[InstrumentVersion]:
    """The version that was published and those after it, newest first: drafts before it are the team's alone."""
    if instrument.published_at is None:
        return []
    versions = list(instrument.versions.order_by("-number"))
    after = [one for one in versions if one.made_at > instrument.published_at]
    return versions[: len(after) + 1]


def _counted(rows: QuerySet[PolicyInstrument]) -> QuerySet[PolicyInstrument]:
    return rows.annotate(
        molecule_count=Count("molecules", distinct=True),
        action_count=Count("actions", distinct=True),
        version_count=Count("versions", distinct=True),
    ).order_by("code")


def _names_of(versions: Sequence[InstrumentVersion]) -> dict[str, str]:
    def ids(kind: str) -> Iterable[str]:
        return {pk for one in versions for pk in one.values.get(kind, ())}

    molecules = Molecule.objects.filter(pk__in=ids("molecules")).defer("polygon")
    actions = Action.objects.filter(pk__in=ids("actions"))
    return {str(one.pk): str(one) for one in molecules} | {str(one.pk): one.code for one in actions}
