"""The form of an outline: where it comes from, what it rests on, and whether it was seen before it is saved."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from contracts.models import City
from contracts.web.forms.fields import RevisionField
from core.web.forms import add_errors
from molecules.geometry.limits import EXTENSIONS
from molecules.models import Molecule, Neighbourhood
from molecules.selectors.outlines import (
    FILE,
    NEIGHBOURHOODS,
    TEXT,
    GivenOutline,
    ShownOutline,
    read_given,
    show_stored,
)

ORIGINS = (
    (TEXT, _("Draw it on the map, or paste GeoJSON")),
    (NEIGHBOURHOODS, _("Choose neighbourhoods")),
    (FILE, _("Send a file")),
)
NOT_GIVEN = {
    TEXT: _("Draw an outline on the map, or paste one here."),
    NEIGHBOURHOODS: _("Choose at least one neighbourhood."),
    FILE: _("Choose a file."),
}


class OutlineForm(forms.Form):
    """An outline from one of three origins; what was read stands as text in the form, so that nothing is lost.

    `shown` is the outline that was read; `is_seen` whether this very one was shown before the form was sent.
    """

    error_fields = {"polygon": TEXT}

    origin = forms.ChoiceField(
        label=_("Where the outline comes from"), choices=ORIGINS, widget=forms.RadioSelect
    )
    geojson = forms.CharField(
        label=_("Outline in GeoJSON"),
        required=False,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false", "autocomplete": "off"}),
        help_text=_(
            "A polygon or several, in degrees: longitude before latitude. What you draw is written here."
        ),
    )
    neighbourhoods = forms.MultipleChoiceField(
        label=_("Neighbourhoods"), required=False, widget=forms.CheckboxSelectMultiple
    )
    file = forms.FileField(
        label=_("File with the outline"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ",".join(EXTENSIONS)}),
        help_text=_("GeoJSON, GeoPackage, or a shapefile as .zip; at most 10 MB and 20,000 corners."),
    )
    epsg = forms.IntegerField(
        label=_("EPSG code of the coordinate system"),
        required=False,
        min_value=1024,
        max_value=999_999,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": "6"}),
        help_text=_("Only where the file does not name it, for example 32632."),
    )
    is_swapped = forms.BooleanField(label=_("Exchange longitude and latitude"), required=False)
    has_official_polygon = forms.BooleanField(
        label=_("The outline is official"),
        required=False,
        help_text=_("An act of the city drew it. Otherwise every page calls it illustrative."),
    )
    basis = forms.CharField(
        label=_("What the outline rests on"),
        max_length=120,
        help_text=_("The act or plan that drew it, or how it was chosen where it is illustrative."),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    revision = RevisionField()

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        city: City,
        neighbourhoods: Sequence[Neighbourhood],
        molecule: Molecule | None = None,
    ) -> None:
        self.stored = show_stored(molecule) if molecule else None
        super().__init__(data, files, initial=_initial(molecule, self.stored))
        self.city = city
        self.shown: ShownOutline | None = None
        self.is_seen = False
        if molecule is None:
            del self.fields["revision"]
        choices = [(one.code, str(one)) for one in neighbourhoods]
        self.fields["neighbourhoods"].choices = choices  # type: ignore[attr-defined]  # a MultipleChoiceField
        if not choices:
            offered = [one for one in ORIGINS if one[0] != NEIGHBOURHOODS]
            self.fields["origin"].choices = offered  # type: ignore[attr-defined]  # a ChoiceField

    def clean(self) -> dict[str, Any]:
        """Read the outline; `cleaned_data` then holds what the services take."""
        cleaned = super().clean() or self.cleaned_data
        origin = cleaned.get("origin", "")
        if not origin or {origin, "epsg"} & self.errors.keys():
            return cleaned
        if not cleaned.get(origin):
            self.add_error(origin, NOT_GIVEN[origin])
            return cleaned
        if self.stored is not None and origin == TEXT and cleaned[TEXT] == self.stored.text:
            self.shown, self.is_seen = self.stored, True
            return cleaned
        try:
            self.shown = read_given(self._given(origin, cleaned), self.city)
        except ValidationError as error:
            add_errors(self, error)
            return cleaned
        self.is_seen = cleaned.get("seen") == self.shown.mark
        return cleaned

    @property
    def is_new(self) -> bool:
        """Whether an outline was read that is not the stored one."""
        return self.shown is not None and self.shown is not self.stored

    def outline_fields(self) -> dict[str, Any]:
        """What the services take of a valid form; an outline that stays as it is keeps the area that was published."""
        names = ("has_official_polygon", "basis", "revision")
        told = {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}
        return {**told, "polygon": self.shown.polygon} if self.is_new and self.shown else told

    def keep_shown(self) -> None:
        """Write what was read into the text, so that the next sending needs no file and is known as seen."""
        if self.shown is None:
            return
        data = cast("QueryDict", self.data).copy()
        for name, value in {"origin": TEXT, "geojson": self.shown.text, "seen": self.shown.mark}.items():
            data[name] = value
        for name in ("epsg", "is_swapped"):
            data.pop(name, None)
        self.data = data

    def _given(self, origin: str, cleaned: dict[str, Any]) -> GivenOutline:
        chosen = self.city.neighbourhoods.filter(code__in=cleaned["neighbourhoods"])
        return GivenOutline(
            origin=origin,
            file=cleaned.get("file"),
            neighbourhoods=list(chosen) if origin == NEIGHBOURHOODS else (),
            geojson=cleaned["geojson"],
            epsg=cleaned.get("epsg"),
            is_swapped=cleaned["is_swapped"],
        )


def _initial(molecule: Molecule | None, stored: ShownOutline | None) -> dict[str, Any]:
    if molecule is None or stored is None:
        return {"origin": TEXT}
    names = ("has_official_polygon", "basis", "revision")
    return {"origin": TEXT, "geojson": stored.text} | {name: getattr(molecule, name) for name in names}
