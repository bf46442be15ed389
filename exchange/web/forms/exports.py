"""The form that asks for a file of a version."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from contracts.enums import Visibility
from contracts.models import ContractVersion
from exchange.enums import ExportKind


class ExportForm(forms.Form):
    """Which version, in which form and language, for whom; `versions` are those that may be chosen."""

    version = forms.TypedChoiceField(label=_("Version"), coerce=int)
    kind = forms.ChoiceField(label=_("Form"), choices=ExportKind.choices)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    level = forms.ChoiceField(
        label=_("For"),
        choices=Visibility.choices,
        initial=Visibility.INTERNAL,
        help_text=_("What these readers may not see is left out of the file."),
    )

    def __init__(self, data: Any = None, *, versions: list[ContractVersion], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        choices = [(one.number, _version_label(one)) for one in versions]
        self.fields["version"].choices = choices  # type: ignore[attr-defined]  # a choice field
        self._ids = {one.number: one.pk for one in versions}

    def export_fields(self) -> dict[str, Any]:
        """What `request_export` asks for; the form must be valid."""
        chosen = dict(self.cleaned_data)
        return {"version_id": self._ids[chosen.pop("version")], **chosen}


def _version_label(version: ContractVersion) -> str:
    return _("Version %(number)s (%(state)s)") % {
        "number": version.number,
        "state": version.get_state_display(),
    }
