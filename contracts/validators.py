"""What must hold in a form, in a service and in an import alike; each function checks one thing."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from contracts.enums import NotationKey, ProxyKind, Quantification, Scope, Sector, Visibility
from core.validators import refusal

EARLIEST_YEAR, LATEST_YEAR = 1990, 2100
LONGEST_LIFETIME_YEARS = 100
MONEY_FIELDS = (
    "cost_eur",
    "funding_secured_eur",
    "funding_requested_eur",
    "running_cost_eur",
    "saving_eur",
)
NOT_NEGATIVE = (
    "reduction_tco2e",
    *MONEY_FIELDS,
    "renewable_mwh",
    "removed_energy_mwh",
    "compensated_tco2e",
)
ACTION_FIELDS = (
    "sector",
    "start_year",
    "end_year",
    *NOT_NEGATIVE,
    "lifetime_years",
    "source_group",
    "cut_share",
    "quantification",
    "included_in",
    "field_visibility",
)
"""What `validate_action` looks at."""
PROXY_UNITS: Mapping[str, tuple[str, ...]] = {
    ProxyKind.GRID_FACTOR: ("t/MWh",),
    ProxyKind.ELECTRICITY_SOLD: ("MWh", "GWh"),
    ProxyKind.GAS_SOLD: ("MWh", "GWh", "Sm3"),
    ProxyKind.TRAFFIC: ("vehicle-km", "million vkm"),
    ProxyKind.HEATING_DEGREE_DAYS: ("degree days",),
    ProxyKind.WASTE_COLLECTED: ("t",),
}
"""Units in which a leading indicator of each kind is written."""


def validate_editable(version: Any) -> None:
    """Refuse to change texts and tables of a version that parties sign or reviewers read already."""
    if not version.is_editable:
        raise ValidationError(
            _(
                "Version %(number)s is %(state)s: its texts and tables do not change any more. "
                "Comments remain possible, and a revision opens the next version."
            )
            % {"number": version.number, "state": version.get_state_display()},
            code="not_editable",
        )


def validate_not_negative(value: Decimal | None, field: str) -> None:
    """Refuse a negative reduction, cost or emission."""
    if value is not None and value < 0:
        raise refusal(field, _("Enter a number that is not negative."), "negative")


def validate_year(value: int | None, field: str) -> None:
    """Refuse a year outside 1990-2100, nearly always a slip of the keyboard."""
    if value is not None and not EARLIEST_YEAR <= value <= LATEST_YEAR:
        raise refusal(
            field,
            _("Enter a year between %(first)s and %(last)s.") % {"first": EARLIEST_YEAR, "last": LATEST_YEAR},
            "year",
        )


def validate_year_order(start_year: int | None, end_year: int | None) -> None:
    """Refuse an end before the start."""
    if start_year is not None and end_year is not None and end_year < start_year:
        raise refusal(
            "end_year",
            _("The end year %(end)s is before the start year %(start)s.")
            % {"end": end_year, "start": start_year},
            "year_order",
        )


def validate_share(value: Decimal | None, field: str) -> None:
    """Refuse a share below 0 or above 100 %."""
    if value is not None and not 0 <= value <= 1:
        raise refusal(field, _("Enter a percentage between 0 and 100."), "share")


def validate_sector(value: str, field: str = "sector") -> None:
    """Refuse a sector that is none of ours."""
    if value not in Sector.values:
        raise refusal(field, _("“%(value)s” is not a sector.") % {"value": value}, "sector")


def validate_scope(value: int | None, field: str = "scope") -> None:
    """Refuse a scope other than 1, 2 and 3; a line may have none."""
    if value is not None and value not in Scope.values:
        raise refusal(field, _("“%(value)s” is not a scope: 1, 2 or 3.") % {"value": value}, "scope")


def validate_notation_key(value: str, field: str = "notation_key") -> None:
    """Refuse a notation key that is none of IE, NE, NO, C, NA."""
    if value and value not in NotationKey.values:
        raise refusal(field, _("“%(value)s” is not a notation key.") % {"value": value}, "notation_key")


def validate_target_share(value: Decimal | None, field: str = "target_reduction_share") -> None:
    """Refuse a target above 100 % of the baseline."""
    if value is not None and not 0 <= value <= 1:
        raise refusal(field, _("A target reduction lies between 0 and the whole baseline (100 %)."), "target")


def validate_target_reduction(target: Decimal | None, baseline: Decimal | None) -> None:
    """Refuse a target reduction larger than the baseline."""
    if target is not None and baseline is not None and target > baseline:
        raise refusal(
            "target_reduction_tco2e",
            _("The target reduction is larger than the baseline (above 100 %)."),
            "target",
        )


def validate_line(value: Decimal | None, notation_key: str, *, field: str = "value_tco2e") -> None:
    """An inventory line has a value or a notation key: never both, never neither, never a negative value."""
    if value is not None and notation_key:
        raise refusal(field, _("Enter a value or choose a notation key, not both."), "value_and_key")
    if value is None and not notation_key:
        raise refusal(
            field, _("Enter a value, or choose the notation key that says why there is none."), "no_value"
        )
    validate_not_negative(value, field)


def validate_quantification(quantification: str, reduction: Decimal | None, included_in: Any) -> None:
    """Tonnes need `quantified`, `quantified` needs tonnes, and "included in" must name the action."""
    if quantification == Quantification.QUANTIFIED and reduction is None:
        raise refusal("reduction_tco2e", _("A quantified action needs its reduction in tonnes."), "no_tonnes")
    if quantification != Quantification.QUANTIFIED and reduction is not None:
        raise refusal("reduction_tco2e", _("Leave this empty unless the action is “quantified”."), "tonnes")
    if quantification == Quantification.INCLUDED_IN and included_in is None:
        raise refusal("included_in", _("Choose the action that includes this one."), "included_in")


def validate_field_visibility(levels: Mapping[str, str], field: str = "field_visibility") -> None:
    """Refuse a level of visibility that is none of ours: nobody could say who reads the figure."""
    if any(level not in Visibility.values for level in levels.values()):
        raise refusal(field, _("Choose who may read this."), "visibility")


def validate_lifetime(years: int | None, field: str = "lifetime_years") -> None:
    """Refuse a lifetime outside 1-100 years."""
    if years is not None and not 1 <= years <= LONGEST_LIFETIME_YEARS:
        raise refusal(
            field,
            _("Enter a number of years between 1 and %(last)s.") % {"last": LONGEST_LIFETIME_YEARS},
            "lifetime",
        )


def validate_cut_share(cut_share: Decimal | None, source_group: str) -> None:
    """A cut is a share, and the share of a source that is named."""
    validate_share(cut_share, "cut_share")
    if cut_share is not None and not source_group:
        raise refusal(
            "source_group", _("Name the source of which the action cuts this percentage."), "no_source_group"
        )


def validate_effect_share(effect_share: Decimal | None, action: Any) -> None:
    """A milestone's share of the effect is a share, and the share of an action's effect."""
    validate_share(effect_share, "effect_share")
    if effect_share is not None and action is None:
        raise refusal(
            "action",
            _("Choose the action of whose effect the milestone reaches this percentage."),
            "no_action",
        )


def validate_proxy_unit(kind: str, unit: str) -> None:
    """Refuse a kind of leading indicator that is none of ours, and a unit that its kind is not written in."""
    if kind not in PROXY_UNITS:
        raise refusal("kind", _("“%(value)s” is not a kind of indicator.") % {"value": kind}, "kind")
    if unit not in PROXY_UNITS[kind]:
        raise refusal(
            "unit",
            _("“%(unit)s” does not fit: %(kind)s is written in %(units)s.")
            % {"unit": unit, "kind": ProxyKind(kind).label, "units": ", ".join(PROXY_UNITS[kind])},
            "unit",
        )


def validate_month(month: int | None, field: str = "month") -> None:
    """Refuse a month outside 1-12; a figure of a whole year has none."""
    if month is not None and not 1 <= month <= 12:
        raise refusal(field, _("Enter a month between 1 and 12, or leave it empty for the year."), "month")


def validate_assumptions_note(note: Any, values: Iterable[Decimal | None]) -> None:
    """An assumption needs its source."""
    if not note and any(value is not None for value in values):
        raise refusal(
            "assumptions_note", _("Say where these figures come from: they are shown with it."), "no_source"
        )


def collect_errors(checks: Iterable[tuple[Any, ...]]) -> None:
    """Run `(validator, *arguments)` tuples and raise all their errors at once, each at its field."""
    errors: dict[str, list[ValidationError]] = {}
    for check, *arguments in checks:
        try:
            check(*arguments)
        except ValidationError as error:
            for field, messages in error.error_dict.items():
                errors.setdefault(field, []).extend(messages)
    if errors:
        raise ValidationError(errors)


def validate_action(fields: Mapping[str, Any]) -> None:
    """Every check of what a person writes of an action, all errors at once."""
    collect_errors(
        [
            (validate_imported_action, fields),
            (validate_year_order, fields.get("start_year"), fields.get("end_year")),
            (validate_not_negative, fields.get("cost_eur"), "cost_eur"),
        ]
    )


def validate_imported_action(fields: Mapping[str, Any]) -> None:
    """Every check of an action as an import brings it, all errors at once.

    Published contracts print savings as negative costs and ends before starts: an import keeps both as they are, and
    the checks of the contract tell of them.
    """
    collect_errors(
        [
            (validate_sector, fields["sector"]),
            (validate_year, fields.get("start_year"), "start_year"),
            (validate_year, fields.get("end_year"), "end_year"),
            *((validate_not_negative, fields.get(name), name) for name in NOT_NEGATIVE if name != "cost_eur"),
            (validate_field_visibility, fields.get("field_visibility") or {}),
            (validate_lifetime, fields.get("lifetime_years")),
            (validate_cut_share, fields.get("cut_share"), fields.get("source_group", "")),
            (
                validate_quantification,
                fields["quantification"],
                fields.get("reduction_tco2e"),
                fields.get("included_in"),
            ),
        ]
    )
