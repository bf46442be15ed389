"""Units printed behind numbers and in headers, and how often they hold the unit of a column."""

import re
from decimal import Decimal

from contracts.tables.spec import Column
from contracts.tables.wording import plain_words

_THOUSAND, _MILLION, _BILLION = Decimal(1_000), Decimal(1_000_000), Decimal(1_000_000_000)
_RATE = r"(?: ?(?:/|per|all'|pro) ?(?:a|y|yr|year|anno|annum)\b| p\.?a\.?| annu[ie])?"
_GAS = r"(?: ?(?:of )?(?:\[?co2\]?(?: ?-? ?(?:e|eq|equivalent[ei]?))?\.?|ghg))?"
_MASSES = {
    r"(?:m|mega)t(?:on(?:ne)?s?)?|mton|million(?:s of)? t(?:on(?:ne)?s?)?|milioni di t(?:onnellate)?": _MILLION,
    r"k ?t(?:on(?:ne)?s?)?|kton|1[.,]?000 t|thousand t(?:on(?:ne)?s)?|migliaia di t(?:onnellate)?|gg": _THOUSAND,
    r"t|tons?|tonnes?|tonn\.?|tonnellat[ae]": Decimal(1),
    r"kg": Decimal("0.001"),
}
_ENERGIES = {r"twh": _MILLION, r"gwh": _THOUSAND, r"mwh": Decimal(1), r"kwh": Decimal("0.001")}
_EURO = r"(?:€|eur|euros?)"


def _euros(words: str) -> str:
    """The words before or after the euro: "mln €", "€ mln", "milioni di euro"."""
    return rf"(?:{words})\.?(?: (?:of|di))? ?{_EURO}|{_EURO} ?(?:{words})\.?"


_MONEY = {
    _euros("bn|billions?|mld|miliard[oi]"): _BILLION,
    _euros("m|mn|mio|millions?|mln|ml|milion[ei]"): _MILLION,
    _euros("k|thousands?|migliaia|mila|1[.,]?000"): _THOUSAND,
    _EURO: Decimal(1),
}
_FAMILIES = {
    "t CO₂e": (_MASSES, _GAS, Decimal(1)),
    "t CO₂e/a": (_MASSES, _GAS + _RATE, Decimal(1)),
    "kt CO₂e": (_MASSES, _GAS + _RATE, Decimal("0.001")),
    "MWh/a": (_ENERGIES, _RATE, Decimal(1)),
    "EUR": (_MONEY, "", Decimal(1)),
    "EUR/a": (_MONEY, _RATE, Decimal(1)),
}


def unit_factor(column: Column, unit: str) -> Decimal | None:
    """What a number in this printed unit is multiplied by to be in the column's; None where it does not fit.

    No unit at all is the column's own.
    """
    words = plain_words(unit)
    if not words or words == plain_words(column.unit):
        return Decimal(1)
    family, tail, base = _FAMILIES.get(column.unit, ({}, "", Decimal(1)))
    for pattern, factor in family.items():
        if re.fullmatch(f"(?:{pattern}){tail}", words):
            return factor * base
    return None


def header_factor(column: Column, header: str) -> Decimal:
    """The factor that a header's unit asks for ("Emissions (kt CO₂e)" gives 1000); 1 where it names none."""
    family, _tail, base = _FAMILIES.get(column.unit, ({}, "", Decimal(1)))
    words = re.sub(r"(?<=t)(?=co2)", " ", plain_words(header))
    for pattern, factor in family.items():
        if re.search(rf"(?<![a-z0-9/])(?:{pattern})(?![a-z0-9])", words):
            return factor * base
    return Decimal(1)
