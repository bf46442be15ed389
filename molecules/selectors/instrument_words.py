"""Policy instruments in words: amount, validity, effect on a spread, and what a version changed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.fields import Texts
from core.quantities import format_date, format_money, format_number, format_share
from molecules.enums import InstrumentKind, Payer
from molecules.models import PolicyInstrument

LABELS: dict[str, Promise] = {
    "code": gettext_lazy("Code"),
    "names": gettext_lazy("Name"),
    "plain_words": gettext_lazy("In plain words"),
    "kind": gettext_lazy("Kind"),
    "legal_basis": gettext_lazy("Legal basis"),
    "amount": gettext_lazy("Amount or rate"),
    "amount_unit": gettext_lazy("Unit of the amount"),
    "in_force_from": gettext_lazy("In force from"),
    "in_force_until": gettext_lazy("In force until"),
    "saturation_points": gettext_lazy("Effect on the saturation"),
    "rise_factor": gettext_lazy("Factor of the years of the rise"),
    "start_shift_years": gettext_lazy("Years added to the start"),
    "effect_source": gettext_lazy("Source of the effect"),
    "budget_eur": gettext_lazy("Effect on the city's budget, € a year"),
    "payer": gettext_lazy("Who pays"),
    "source": gettext_lazy("Source of the other values"),
    "note": gettext_lazy("Note"),
    "is_illustrative": gettext_lazy("Illustrative"),
    "molecules": gettext_lazy("Molecules it applies to"),
    "actions": gettext_lazy("Actions it applies to"),
}
"""What a version keeps, in the order in which pages show it."""
NOTHING = gettext_lazy("nothing")
Writer = Callable[[Any], str]


def _write_number(value: str) -> str:
    return format_number(Decimal(value))


def _write_day(value: str) -> str:
    return format_date(date.fromisoformat(value))


WRITERS: dict[str, Writer] = {
    "names": lambda value: str(Texts(value)),
    "plain_words": lambda value: str(Texts(value)),
    "kind": lambda value: str(InstrumentKind(value).label),
    "payer": lambda value: str(Payer(value).label),
    "is_illustrative": lambda _flag: _("yes"),
    "in_force_from": _write_day,
    "in_force_until": _write_day,
    "amount": _write_number,
    "rise_factor": _write_number,
    "start_shift_years": _write_number,
    "saturation_points": lambda value: format_share(Decimal(value)),
    "budget_eur": lambda value: format_money(Decimal(value), "eur"),
}
"""How a value that is no text is written; it comes as the version keeps it, as JSON."""


@dataclass(frozen=True, slots=True)
class ChangedValue:
    """One value of an instrument before and after a change, in words."""

    label: str
    before: str
    after: str


def tell_amount(instrument: PolicyInstrument) -> str:
    """The amount or rate with its unit, empty where there is none."""
    if instrument.amount is None:
        return ""
    return f"{format_number(instrument.amount)} {instrument.amount_unit}"


def tell_validity(instrument: PolicyInstrument) -> str:
    """From when until when it is in force."""
    days = {"start": format_date(instrument.in_force_from), "end": format_date(instrument.in_force_until)}
    if instrument.in_force_until is None:
        return _("from %(start)s, without an end") % days
    return _("from %(start)s to %(end)s") % days


def tell_budget(instrument: PolicyInstrument) -> str:
    """What the city's budget pays or gains in a year, in words; nothing is said to be known that is not."""
    value = instrument.budget_eur
    if value is None:
        return _("Nobody has said what it means for the city's budget.")
    if not value:
        return _("It costs the city's budget nothing and brings it nothing.")
    said = {"amount": format_money(abs(value), "eur")}
    return (
        _("The city's budget pays %(amount)s a year.")
        if value < 0
        else _("The city's budget gains %(amount)s a year.")
    ) % said


def has_effect(instrument: PolicyInstrument) -> bool:
    """Whether it is stated to change anything of a spread."""
    return bool(instrument.saturation_points or instrument.rise_factor != 1 or instrument.start_shift_years)


def tell_effect(instrument: PolicyInstrument) -> tuple[str, ...]:
    """What it is expected to change in the spread of packages, sentence by sentence; empty where it is nothing."""
    told = []
    points, factor, shift = (
        Decimal(instrument.saturation_points),
        Decimal(instrument.rise_factor),
        Decimal(instrument.start_shift_years),
    )
    if points:
        said = {"points": format_number(abs(points) * 100)}
        told.append(
            (
                _("Of every hundred that could adopt a package, %(points)s more do so in the end.")
                if points > 0
                else _("Of every hundred that could adopt a package, %(points)s fewer do so in the end.")
            )
            % said
        )
    if factor != 1:
        change = {"share": format_share(abs(1 - factor))}
        told.append(
            (
                _("The years from the first adopters to nearly all become fewer by %(share)s.")
                if factor < 1
                else _("The years from the first adopters to nearly all become more by %(share)s.")
            )
            % change
        )
    if shift:
        told.append(_tell_shift(shift))
    return tuple(told)


def tell_changes(
    before: Mapping[str, Any], after: Mapping[str, Any], names: Mapping[str, str]
) -> tuple[ChangedValue, ...]:
    """What differs between the values of two versions; `names` are those of molecules and actions by their id."""
    return tuple(
        ChangedValue(
            str(label), tell_value(name, before.get(name), names), tell_value(name, after.get(name), names)
        )
        for name, label in LABELS.items()
        if before.get(name) != after.get(name)
    )


def tell_value(name: str, value: Any, names: Mapping[str, str]) -> str:
    """One value of a version as people read it."""
    if value in (None, "", [], {}):
        return str(NOTHING)
    if name in ("molecules", "actions"):
        return ", ".join(sorted(names.get(one, str(_("one that is gone"))) for one in value))
    return WRITERS[name](value) if name in WRITERS else str(value)


def _tell_shift(shift: Decimal) -> str:
    number = {"number": format_number(abs(shift))}
    if shift < 0:
        return (
            ngettext(
                "Packages begin to spread %(number)s year earlier.",
                "Packages begin to spread %(number)s years earlier.",
                1 if abs(shift) == 1 else 2,
            )
            % number
        )
    return (
        ngettext(
            "Packages begin to spread %(number)s year later.",
            "Packages begin to spread %(number)s years later.",
            1 if abs(shift) == 1 else 2,
        )
        % number
    )
