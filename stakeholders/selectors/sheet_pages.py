"""Sheets in words for pages: what is missing, what was answered, what was computed and with which factors."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from contracts.tables.cells import format_cell
from core.quantities import format_number
from emissions.stakeholder_sheet import FACTOR_MISSING, FACTOR_UNFIT, QUANTITY_MISSING
from stakeholders.models import ActionSheet
from stakeholders.sheets import ENERGY_USES, SHEET_FIELDS, ImpactSector, Step, fields_of, missing_fields

KILOGRAMS_A_TONNE = 1000
REASONS: dict[str, Promise] = {
    FACTOR_MISSING: _("The city has no factor for this yet."),
    FACTOR_UNFIT: _("The city's factor counts no energy."),
    QUANTITY_MISSING: _("One of the two quantities is missing."),
}
OTHER_EMISSIONS = _("Other emissions, as told")
_LABELS: dict[str, Promise | str] = (
    {use.key: use.label for use in ENERGY_USES}
    | {f"{sector}_other": OTHER_EMISSIONS for sector in ImpactSector}
    | {one.key: one.label for one in SHEET_FIELDS}
)


@dataclass(frozen=True, slots=True)
class ImpactRow:
    """Tonnes of CO2e a year before and after, and their difference; None is unknown."""

    label: str | Promise
    before_tco2e: Decimal | None
    after_tco2e: Decimal | None
    delta_tco2e: Decimal | None


@dataclass(frozen=True, slots=True)
class CarrierRow(ImpactRow):
    """A line of the receipt: quantities, the exact factor, where it is from, or why it is unknown."""

    before_mwh: Decimal | None
    after_mwh: Decimal | None
    kg_per_mwh: str
    factors: tuple[Mapping[str, Any], ...]
    reason: str | Promise


@dataclass(frozen=True, slots=True)
class ResultPanel:
    """What a sheet comes to: in all, by sector, by carrier."""

    total: ImpactRow
    reduction_tco2e: Decimal | None
    sectors: tuple[ImpactRow, ...]
    carriers: tuple[CarrierRow, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """One answered question in words; `is_confidential` where only the city reads it."""

    label: str | Promise
    value: str
    unit: str
    is_confidential: bool


def missing_words(sheet: ActionSheet, step: str | None = None) -> list[str]:
    """The needed questions that nobody has answered yet."""
    return [str(one.label) for one in missing_fields(sheet.variant, sheet.answers, step)]


def read_panel(results: Mapping[str, Any]) -> ResultPanel:
    """Stored results (`selectors.sheets.read_results`) as numbers in tonnes, with labels in words."""
    known = results or {"lines": [], "sectors": {}, "total": {}, "reduction_tco2e": None}
    return ResultPanel(
        total=_impact(_("In all"), known["total"]),
        reduction_tco2e=_decimal(known["reduction_tco2e"]),
        sectors=tuple(_impact(ImpactSector(name).label, row) for name, row in known["sectors"].items()),
        carriers=tuple(_carrier(line) for line in known["lines"]),
    )


def answers_by_step(sheet: ActionSheet) -> list[tuple[Step, list[Answer]]]:
    """What was answered, in words, in the order of the steps; steps without any answer are left out."""
    found = [(step, [one for one in _answers(sheet, step) if one.value]) for step in Step]
    return [(step, answers) for step, answers in found if answers]


def _answers(sheet: ActionSheet, step: Step) -> list[Answer]:
    language = get_language() or "en"
    return [
        Answer(
            label=one.label,
            value=format_cell(one, sheet.answers.get(one.key), language),
            unit=one.unit,
            is_confidential=one.key in sheet.confidential,
        )
        for one in fields_of(sheet.variant, step)
    ]


def _carrier(line: Mapping[str, Any]) -> CarrierRow:
    impact = _impact(_LABELS.get(line["key"], line["key"]), line)
    return CarrierRow(
        label=impact.label,
        before_tco2e=impact.before_tco2e,
        after_tco2e=impact.after_tco2e,
        delta_tco2e=impact.delta_tco2e,
        before_mwh=_decimal(line["before_mwh"]),
        after_mwh=_decimal(line["after_mwh"]),
        kg_per_mwh=_exact(line["kg_per_mwh"]),
        factors=tuple(one | {"value": _exact(one["value"])} for one in line["factors"]),
        reason=REASONS.get(line["reason"], line["reason"]),
    )


def _impact(label: str | Promise, row: Mapping[str, Any]) -> ImpactRow:
    names = ("before_kgco2e", "after_kgco2e", "delta_kgco2e")
    return ImpactRow(label, *(_tonnes(row.get(name)) for name in names))


def _tonnes(kilograms: str | None) -> Decimal | None:
    return None if kilograms is None else Decimal(kilograms) / KILOGRAMS_A_TONNE


def _exact(value: str | None) -> str:
    """A number with all its decimals, as the page writes numbers; empty where it is unknown."""
    if value is None:
        return ""
    exponent = Decimal(value).normalize().as_tuple().exponent
    return format_number(Decimal(value), max(0, -int(exponent)))


def _decimal(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)
