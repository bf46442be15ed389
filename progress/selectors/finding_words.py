"""The sentence of each check; a check without one is told by its name and numbers."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

SENTENCES: dict[str, Promise | str] = {
    "years_out_of_order": gettext_lazy(
        "The timeline ends (%(end)s) before it starts (%(start)s). It is shown as printed."
    ),
}
"""Name of a check and its sentence; placeholders are the keys of the finding's `numbers`."""


def finding_sentence(check_name: str, numbers: Mapping[str, Any]) -> str:
    """What a check found, in the active language."""
    sentence = SENTENCES.get(check_name)
    if sentence is None:
        told = ", ".join(f"{name}: {value}" for name, value in numbers.items())
        return _("%(check)s (%(numbers)s)") % {"check": check_name.replace("_", " "), "numbers": told}
    try:
        return str(sentence) % numbers
    except KeyError:
        return str(sentence)
