"""What may stand in a cell; every converter answers with a value or with a `ValueError` that says why not."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

Converter = Callable[[str], Any]
_PLAIN_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")


class LooseDay(NamedTuple):
    """A date printed as a day, a month or a year: the first day it can mean, and the words as printed."""

    day: date
    printed: str

    @property
    def is_exact(self) -> bool:
        """Whether the day itself was printed."""
        return len(self.printed) == len("2024-03-15")


def required(convert: Converter) -> Converter:
    """Refuse an empty cell."""

    def convert_required(cell: str) -> Any:
        if not cell:
            raise ValueError(_("the cell is empty and may not be."))
        return convert(cell)

    return convert_required


def maybe(convert: Converter) -> Converter:
    """None for an empty cell."""

    def convert_maybe(cell: str) -> Any:
        return convert(cell) if cell else None

    return convert_maybe


def text(longest: int = 10_000) -> Converter:
    """Any text up to a length."""

    def convert(cell: str) -> str:
        if len(cell) > longest:
            raise ValueError(
                _("the text has %(length)s characters, more than %(longest)s.")
                % {"length": len(cell), "longest": longest}
            )
        return cell

    return convert


def number(lowest: int | None = None, *, factor: str = "1") -> Converter:
    """A number with a decimal point and no grouping, or None; `factor` turns percent into shares."""

    def convert(cell: str) -> Decimal | None:
        if not cell:
            return None
        if not _PLAIN_NUMBER.fullmatch(cell):
            raise ValueError(_("“%(cell)s” is not a number.") % {"cell": cell})
        try:
            value = Decimal(cell)
        except InvalidOperation as error:  # pragma: no cover - the pattern lets only numbers through
            raise ValueError(str(error)) from error
        _refuse_below(value, lowest)
        return value * Decimal(factor)

    return convert


def whole(lowest: int | None = 0, *, highest: int | None = None) -> Converter:
    """A whole number, or None."""

    def convert(cell: str) -> int | None:
        if not cell:
            return None
        if not re.fullmatch(r"-?\d+", cell):
            raise ValueError(_("“%(cell)s” is not a whole number.") % {"cell": cell})
        _refuse_below(int(cell), lowest)
        if highest is not None and int(cell) > highest:
            raise ValueError(
                _("%(value)s is more than %(highest)s.") % {"value": int(cell), "highest": highest}
            )
        return int(cell)

    return convert


def year(cell: str) -> int | None:
    """A calendar year of 1990-2100, or None."""
    value = whole()(cell)
    if value is not None and not 1990 <= value <= 2100:
        raise ValueError(_("“%(cell)s” is not a year between 1990 and 2100.") % {"cell": cell})
    return value


def day(cell: str) -> date | None:
    """A date as 2024-03-15, or None."""
    if not cell:
        return None
    try:
        return date.fromisoformat(cell)
    except ValueError as error:
        raise ValueError(_("“%(cell)s” is not a date like 2024-03-15.") % {"cell": cell}) from error


def loose_day(cell: str) -> LooseDay:
    """A date as 2024-03-15, 2024-03 or 2024."""
    whole_day = cell + "2024-01-01"[len(cell) :] if re.fullmatch(r"\d{4}(-\d\d)?", cell) else cell
    value = day(whole_day)
    if value is None:
        raise ValueError(_("the cell is empty and may not be."))
    return LooseDay(value, cell)


def choice(values: Iterable[Any], aliases: Mapping[str, Any] | None = None) -> Converter:
    """One of a fixed list of words."""
    allowed = {str(value): value for value in values} | dict(aliases or {})

    def convert(cell: str) -> Any:
        try:
            return allowed[cell]
        except KeyError:
            words = ", ".join(repr(word) for word in allowed if word)
            raise ValueError(
                _("“%(cell)s” is not one of %(words)s.") % {"cell": cell, "words": words}
            ) from None

    return convert


def yes_no(cell: str) -> bool:
    """The word yes or no (true or false)."""
    return bool(choice([], {"yes": True, "no": False, "true": True, "false": False})(cell))


def _refuse_below(value: Decimal | int, lowest: int | None) -> None:
    if lowest is not None and value < lowest:
        raise ValueError(_("%(value)s is less than %(lowest)s.") % {"value": value, "lowest": lowest})
