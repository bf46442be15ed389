"""The query of a request, read strictly: unknown, empty, repeated and malformed parameters are refused by name."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property, reduce
from hashlib import blake2b
from operator import or_

from django.core import signing
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from exchange.api.filters import MAX_LENGTH
from exchange.api.paging import DEFAULT_LIMIT, MOST_ROWS, Cursor, Key
from exchange.api.problems import Fault, InvalidQuery, faults_of
from exchange.api.resources import Resource
from exchange.api.selections import Selection, read_selection

OF_ITEMS = ("fields", "embed", "languages")
OF_LISTS = (*OF_ITEMS, "cursor", "limit", "sort", "q", "count", "updated_since")
SYNC_MARGIN = timedelta(seconds=5)
"""The longest that a transaction stays open: rows changed in it may show up that much later."""
UPDATED = "updated_at"
_LIMIT = re.compile(r"[1-9]\d{0,2}")
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)")


def read_parameters(given: QueryDict, known: Iterable[str]) -> dict[str, str]:
    """Each parameter once, of those that are known; raises `InvalidQuery` naming every one that is wrong."""
    allowed, faults = set(known), []
    for name, values in given.lists():
        if name not in allowed:
            faults.append(Fault("unknown", _("There is no such parameter here."), name[:60]))
        elif len(values) > 1:
            faults.append(Fault("repeated", _("Give this parameter once."), name))
        elif not values[0]:
            faults.append(Fault("empty", _("Give a value, or leave the parameter out."), name))
        elif len(values[0]) > MAX_LENGTH and name != "cursor":
            faults.append(Fault("too_long", _("The value is too long."), name))
        elif "\0" in values[0]:
            faults.append(Fault("invalid", _("The value holds a character that no text has."), name))
    if faults:
        raise InvalidQuery(*faults)
    return {name: str(value) for name, value in given.items()}


def read_languages(parameters: Mapping[str, str]) -> bool:
    """Whether texts are wanted in every language."""
    if parameters.get("languages", "all") != "all":
        raise InvalidQuery(Fault("invalid", _("Only `all` can be asked for."), "languages"))
    return "languages" in parameters


@dataclass(frozen=True)
class ListQuery:
    """What of a resource is asked for: rows, order, page, and what of each row."""

    resource: Resource
    parameters: Mapping[str, str]

    @cached_property
    def selection(self) -> Selection:
        """What of each row is wanted."""
        return read_selection(
            self.resource, self.parameters.get("fields", ""), self.parameters.get("embed", "")
        )

    @cached_property
    def limit(self) -> int:
        """How many rows a page has at most."""
        text = self.parameters.get("limit", str(DEFAULT_LIMIT))
        if not _LIMIT.fullmatch(text) or int(text) > MOST_ROWS:
            raise InvalidQuery(Fault("out_of_range", _("Give a whole number from 1 to 200."), "limit"))
        return int(text)

    @cached_property
    def keys(self) -> tuple[Key, ...]:
        """The columns that rows are sorted by; the id comes last, so that the order is always the same."""
        default = UPDATED if "updated_since" in self.parameters else self.resource.default_sort
        words = self.parameters.get("sort", default).split(",")
        names = [word.removeprefix("-") for word in words]
        if unknown := [name for name in names if name not in self.resource.sorts]:
            detail = _("%(name)s is none of: %(known)s.")
            known = ", ".join(self.resource.sorts)
            raise InvalidQuery(Fault("unknown", detail % {"name": unknown[0][:60], "known": known}, "sort"))
        if len(set(names)) < len(names):
            raise InvalidQuery(Fault("repeated", _("Sort by each word once."), "sort"))
        keys = [
            Key(self.resource.sorts[name], word.startswith("-"))
            for name, word in zip(names, words, strict=True)
        ]
        return (*keys, Key("pk", keys[-1].is_descending))

    @cached_property
    def fingerprint(self) -> str:
        """Of rows and order: a cursor belongs to one of them."""
        told = sorted(
            item
            for item in self.parameters.items()
            if item[0] in (*self.resource.filters, "q", "sort", "updated_since")
        )
        return blake2b(repr((self.resource.name, told)).encode(), digest_size=12).hexdigest()

    @cached_property
    def cursor(self) -> Cursor | None:
        """Where the page begins, none at the first."""
        text = self.parameters.get("cursor")
        if text is None:
            return None
        try:
            return Cursor.read(text, self.fingerprint)
        except (signing.BadSignature, ValueError) as broken:
            detail = _("The cursor is not of this query, or too old: begin again without it.")
            raise InvalidQuery(Fault("cursor", detail, "cursor")) from broken

    @cached_property
    def sync_token(self) -> str:
        """The instant to ask with, as `updated_since`, for what changed since the first page was read."""
        if self.cursor:
            return self.cursor.sync_token
        return f"{timezone.now().astimezone(UTC) - SYNC_MARGIN:%Y-%m-%dT%H:%M:%S}Z"

    @cached_property
    def wants_count(self) -> bool:
        """Whether the number of all rows is wanted."""
        return self._flag("count")

    def narrow(self, rows: QuerySet) -> QuerySet:
        """The rows that the filters let through."""
        faults: list[Fault] = []
        for name, parameter in self.resource.filters.items():
            if (raw := self.parameters.get(name)) is not None:
                try:
                    rows = parameter.narrow(rows, raw)
                except ValidationError as refused:
                    faults += faults_of(name, refused.messages, "invalid")
        if faults:
            raise InvalidQuery(*faults)
        if words := self.parameters.get("q"):
            ways = (Q((f"{column}__icontains", words)) for column in self.resource.searched)
            rows = rows.filter(reduce(or_, ways))
        if since := self._updated_since:
            rows = rows.filter(**{f"{self.resource.changed_column}__gte": since})
        return rows

    @property
    def _updated_since(self) -> datetime | None:
        text = self.parameters.get("updated_since")
        if text is None:
            return None
        try:
            found = parse_datetime(text) if _INSTANT.fullmatch(text) else None
        except ValueError:
            found = None
        if found is None:
            detail = _("Give an instant with its zone, as in 2026-11-22T09:00:00Z.")
            raise InvalidQuery(Fault("invalid", detail, "updated_since"))
        return found

    def _flag(self, name: str) -> bool:
        value = self.parameters.get(name, "false")
        if value not in ("true", "false"):
            raise InvalidQuery(Fault("invalid", _("Give true or false."), name))
        return value == "true"
