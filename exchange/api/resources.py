"""What a resource is: one description from which its answers, parameters and documents follow (ADR 0038)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Model, QuerySet

from exchange.api.fields import Field, Text
from exchange.api.filters import Parameter
from exchange.api.readers import Reader

Hides = Callable[..., frozenset[str]]
"""Takes whether the reader is of the team, and the guard's columns of one row; answers the fields it withholds."""


def _as_they_are(rows: QuerySet) -> QuerySet:
    return rows


@dataclass(frozen=True)
class Embed:
    """Another resource inside this one, read by one query whatever the number of rows.

    Either this row names it (`column`, one or none), or its rows name this one (`path`, many).
    """

    resource: str
    description: Text
    column: str = ""
    path: str = ""


@dataclass(frozen=True)
class Guard:
    """Which fields of a row its readers may not see: they are null then, and `withheld` names them."""

    columns: tuple[str, ...]
    hides: Hides


@dataclass(frozen=True, kw_only=True)
class Resource:
    """One kind of thing that the API hands out.

    `public` describes what everyone reads, `internal` what the team of the row's city reads besides; the two are
    documents of their own. `city` is the column of the city that a row belongs to. Rows are those of the model's
    `visible_to(user)`; `prepare` may join to them what columns need. `sorts` maps words to columns. Credentials read it
    by the scope `<scope>:read`.
    """

    name: str
    noun: str
    scope: str
    title: Text
    description: Text
    model: type[Model]
    city: str
    public: tuple[Field, ...]
    internal: tuple[Field, ...] = ()
    filters: Mapping[str, Parameter] = field(default_factory=dict)
    sorts: Mapping[str, str]
    default_sort: str
    searched: tuple[str, ...]
    embeds: Mapping[str, Embed] = field(default_factory=dict)
    guard: Guard | None = None
    prepare: Callable[[QuerySet], QuerySet] = _as_they_are
    changed_column: str = "changed_at"

    @cached_property
    def fields(self) -> Mapping[str, Field]:
        """Every field by its name, those of the team too."""
        return {one.name: one for one in (*self.public, *self.internal)}

    def rows(self, reader: Reader, **among: Any) -> QuerySet[Any]:
        """The rows, `among` those of a look-up, that the reader may see; others are as if they were not there."""
        everything: Any = self.model._default_manager  # noqa: SLF001 - Django documents it
        visible = everything.visible_to(reader.user).filter(**among)
        if among or visible.query.distinct:  # else whole rows are compared before a page is full
            visible = everything.filter(pk__in=visible.values("pk"))
        return self.prepare(visible)


RESOURCES: dict[str, Resource] = {}
"""Every resource by its name; `catalogue` fills it. Embeds find one another here, since they point in circles."""
