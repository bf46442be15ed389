"""Cities of the Mission."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from contracts.enums import MissionGroup, VersionState
from contracts.models import City
from exchange.api import fields
from exchange.api.filters import by_flag, by_form, by_word
from exchange.api.resources import Embed, Resource
from exchange.api.shared_fields import bookkeeping, source

WORLD = (180, 90, 180, 90)
IDENTIFIERS = {
    "type": "array",
    "maxItems": 50,
    "items": {
        "type": "object",
        "required": ["scheme", "value"],
        "properties": {
            name: {"type": "string", "maxLength": 120}
            for name in ("scheme", "value", "valid_from", "valid_to")
        },
    },
}


class _IdentifierField(forms.CharField):
    """`scheme:value`, as in istat-comune:015146."""

    def clean(self, value: Any) -> tuple[str, str]:
        scheme, _colon, code = super().clean(value).partition(":")
        if not (scheme and code):
            raise ValidationError(gettext("Write scheme and value with a colon between them."))
        return scheme, code


class _BoxField(forms.CharField):
    """West, south, east and north in degrees, with commas between them."""

    def clean(self, value: Any) -> tuple[float, ...]:
        numbers = tuple(forms.FloatField().clean(part) for part in super().clean(value).split(","))
        inside = len(numbers) == len(WORLD) and all(
            abs(number) <= most for number, most in zip(numbers, WORLD, strict=True)
        )
        if not inside or numbers[0] > numbers[2] or numbers[1] > numbers[3]:
            raise ValidationError(gettext("Give west, south, east and north in degrees."))
        return numbers


def find_identified(rows: QuerySet, _name: str, identifier: tuple[str, str]) -> QuerySet:
    """The cities with an identifier; there are few cities, and not every database looks into lists of JSON."""
    told = City.objects.values_list("pk", "identifiers")
    named = [pk for pk, ones in told if identifier in [(one["scheme"], one["value"]) for one in ones]]
    return rows.filter(pk__in=named)


def find_inside(rows: QuerySet, _name: str, box: tuple[float, ...]) -> QuerySet:
    """The cities inside west, south, east and north."""
    west, south, east, north = box
    return rows.filter(longitude__range=(west, east), latitude__range=(south, north))


def find_published(rows: QuerySet, _name: str, is_wanted: bool) -> QuerySet:  # noqa: FBT001 - django-filter calls it
    """The cities whose contract everyone reads, or the others."""
    states = {
        "contract__versions__is_current": True,
        "contract__versions__state__in": VersionState.public(),
    }
    public = City.objects.filter(**states).values("pk")
    return rows.filter(pk__in=public) if is_wanted else rows.exclude(pk__in=public)


CITIES = Resource(
    name="cities",
    noun="City",
    scope="contracts",
    title=_("cities"),
    description=_("Cities of the EU Mission with the identifiers by which other data know them."),
    model=City,
    city="pk",
    public=(
        fields.identifier("id", _("Identifier of the city, the same in every portal."), column="pk"),
        fields.text("slug", _("Short name in addresses."), example="milano", required=True),
        fields.words("name", _("Name."), column="names", example="Milano"),
        fields.text("country", _("Country, ISO 3166-1 alpha-2."), column="country_code", example="IT"),
        fields.structure(
            "identifiers",
            _("Codes of the city in other registers, each with its scheme, such as istat-comune."),
            IDENTIFIERS,
            example=[{"scheme": "istat-comune", "value": "015146"}],
        ),
        fields.choice("mission_group", _("Group of the Mission."), MissionGroup),
        fields.degrees("longitude", _("Longitude of its centre, WGS 84."), example=9.19),
        fields.degrees("latitude", _("Latitude of its centre, WGS 84."), example=45.464),
        fields.quantity("area", _("Area."), "km2", column="area_km2", example="181.67"),
        fields.geometry("boundary", _("Boundary as GeoJSON geometry, WGS 84.")),
        fields.day(
            "label_on", _("Day the Mission Label was announced."), column="label_date", example="2024-10-08"
        ),
        fields.flag("is_training", _("Whether the city is fictitious, made for training.")),
        *source(),
        *bookkeeping(),
    ),
    filters={
        "identifier": by_form(
            _("Scheme and value of an identifier."),
            _IdentifierField,
            find_identified,
            example="istat-comune:015146",
        ),
        "country": by_form(
            _("Country, ISO 3166-1 alpha-2."),
            forms.CharField,
            lambda rows, _name, code: rows.filter(country_code=code),
            example="IT",
        ),
        "mission_group": by_word("mission_group", _("Group of the Mission."), MissionGroup),
        "bbox": by_form(
            _("West, south, east and north in degrees."), _BoxField, find_inside, example="6.6,35.4,18.6,47.1"
        ),
        "has_published_contract": by_flag(_("Whether everyone reads its contract."), found=find_published),
    },
    sorts={"slug": "slug", "updated_at": "changed_at"},
    default_sort="slug",
    searched=("slug", "names__it", "names__en"),
    embeds={
        "contracts": Embed("contracts", _("Its Climate City Contract, where you may see it."), path="city")
    },
)
