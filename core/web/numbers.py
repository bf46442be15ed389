"""Numbers as people type them: 1.240,5 in Italian, 1,240.5 in English."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import formats
from django.utils.translation import gettext_lazy as _

MINUS_SIGNS = str.maketrans({"\u2212": "-", "\u2013": "-"})
SPACES = re.compile(r"[\s\u00a0\u202f']+")


def read_decimal(text: str, *, decimal_mark: str, group_mark: str) -> Decimal | None:
    """Read a number written by a person; None when it is no number.

    Whoever writes both marks says themselves which one is which: the last one starts the decimals. A mark that
    stands alone has the meaning of the language, unless it cannot have it: "12.5" groups nothing in Italian, so
    the point starts the decimals, while "1.240" is one thousand two hundred and forty; a mark that stands twice
    groups in any language.
    """
    text = SPACES.sub("", text.translate(MINUS_SIGNS))
    used = [mark for mark in ",." if mark in text]
    if len(used) == 2:
        decimal_mark, group_mark = (",", ".") if text.rindex(",") > text.rindex(".") else (".", ",")
    elif text.count(decimal_mark) > 1 or (used == [group_mark] and not _groups(text, group_mark)):
        decimal_mark, group_mark = group_mark, decimal_mark
    whole, mark, decimals = text.partition(decimal_mark)
    if group_mark in whole and not _groups(whole, group_mark):
        return None
    plain = whole.replace(group_mark, "") + (f".{decimals}" if mark else "")
    return Decimal(plain) if re.fullmatch(r"[+-]?\d+(\.\d+)?", plain, re.ASCII) else None


def _groups(text: str, mark: str) -> bool:
    """Whether the mark stands where thousands are grouped."""
    return bool(re.fullmatch(rf"[+-]?[1-9]\d{{0,2}}({re.escape(mark)}\d{{3}})+", text, re.ASCII))


class LocalizedDecimalField(forms.DecimalField):
    """A number that may be typed with comma or point and is shown back in the active language."""

    widget = forms.TextInput
    default_error_messages = {"invalid": _("Enter a number, for example %(example)s.")}
    example = Decimal("1240.5")

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Ask telephones for the keyboard of numbers."""
        return {"inputmode": "decimal", "autocomplete": "off"}

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # as Django itself does
        """Read what was typed in the marks of the active language."""
        if value is None or isinstance(value, Decimal):
            return value
        typed = str(value).strip()
        if not typed:
            return None
        number = read_decimal(
            typed,
            decimal_mark=formats.get_format("DECIMAL_SEPARATOR"),
            group_mark=formats.get_format("THOUSAND_SEPARATOR"),
        )
        if number is None:
            raise ValidationError(
                self.error_messages["invalid"], code="invalid", params={"example": self._write(self.example)}
            )
        return number

    def prepare_value(self, value: Any) -> Any:
        """Show a stored number in the active language; what was typed stays as typed."""
        return self._write(value) if isinstance(value, Decimal | int | float) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether another number was typed, however it is written."""
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True

    def _write(self, value: Decimal | float) -> str:
        number = Decimal(str(value)).normalize()
        exponent = number.as_tuple().exponent
        decimals = max(0, -exponent) if isinstance(exponent, int) else 0
        return str(formats.number_format(number, decimals, force_grouping=True))


class PercentField(LocalizedDecimalField):
    """A percentage (0-100) for people, a share (0-1) for the code."""

    example = Decimal("12.5")

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # as Django itself does
        """Turn the percentage into a share."""
        percent = super().to_python(value)
        return None if percent is None else percent / 100

    def prepare_value(self, value: Any) -> Any:
        """Show a stored share as a percentage."""
        return super().prepare_value(
            Decimal(str(value)) * 100 if isinstance(value, Decimal | float) else value
        )

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare shares: the stored value is one already."""
        try:
            return initial != self.to_python(data)
        except ValidationError:
            return True


class YearField(forms.IntegerField):
    """A calendar year, written without grouping."""

    widget = forms.TextInput
    default_error_messages = {"invalid": _("Enter a year in four figures, for example 2030.")}

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Ask telephones for figures only."""
        return {"inputmode": "numeric", "autocomplete": "off", "maxlength": "4"}
