"""The fields that most resources end with."""

from django.utils.translation import gettext_lazy as _

from exchange.api import fields
from exchange.api.fields import Field


def bookkeeping(changed_column: str = "changed_at") -> tuple[Field, ...]:
    """When a row was made and changed, and how often."""
    sample = "2026-11-22T09:00:00+00:00"
    return (
        fields.integer("revision", _("How often it was saved; `If-Match` is checked against it."), example=7),
        fields.instant("created_at", _("When it was made."), example=sample),
        fields.instant("updated_at", _("When it last changed."), column=changed_column, example=sample),
    )


def source() -> tuple[Field, ...]:
    """Where figures come from, and whether they only illustrate."""
    return (
        fields.text("source", _("Where the figures come from."), example="Climate City Contract, 2023"),
        fields.flag("is_illustrative", _("Whether figures only illustrate and are not the city's.")),
    )
