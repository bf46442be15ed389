"""What of each row is wanted: `fields=id,title,city(id,name)` and `embed=molecules,molecules.city`."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from exchange.api.fields import Field
from exchange.api.problems import Fault, InvalidQuery
from exchange.api.resources import RESOURCES, Embed, Resource

MOST_EMBEDS, DEEPEST = 5, 2
ALWAYS = frozenset({"id"})
_PART = re.compile(r"(_?[a-z][a-z0-9_]*)(?:\((.+)\))?")


@dataclass
class Selection:
    """The wanted fields of a resource, all but the heavy ones where nobody said, and its wanted embeds."""

    resource: Resource
    names: set[str] | None = None
    embeds: dict[str, "Selection"] = field(default_factory=dict)

    def wants(self, one: Field) -> bool:
        """Whether a field is wanted."""
        if self.names is None:
            return not one.is_heavy
        return one.name in self.names or one.name in ALWAYS

    def walk(self) -> Iterator["Selection"]:
        """This selection and all inside it."""
        yield self
        for inner in self.embeds.values():
            yield from inner.walk()

    def embed(self, name: str, parameter: str) -> "Selection":
        """The selection of an embedded resource, made when it is asked for first."""
        link = self.resource.embeds.get(name)
        if link is None:
            raise InvalidQuery(Fault("unknown_embed", _unknown(name, self.resource.embeds), parameter))
        return self.embeds.setdefault(name, Selection(RESOURCES[link.resource]))

    def link(self, name: str) -> Embed:
        """How an embedded resource is reached."""
        return self.resource.embeds[name]


def read_selection(resource: Resource, fields: str = "", embeds: str = "") -> Selection:
    """What the parameters `fields` and `embed` ask for; raises `InvalidQuery`."""
    selection = Selection(resource)
    if fields:
        _read_fields(selection, fields)
    for path in embeds.split(",") if embeds else ():
        inner = selection
        for name in path.split("."):
            inner = inner.embed(name, "embed")
    parameter = "embed" if embeds else "fields"
    if sum(1 for _one in selection.walk()) - 1 > MOST_EMBEDS:
        raise InvalidQuery(Fault("too_many", _("Embed at most 5 resources."), parameter))
    if _depth(selection) > DEEPEST:
        raise InvalidQuery(Fault("too_deep", _("Embed at most 2 levels."), parameter))
    return selection


def _read_fields(selection: Selection, text: str) -> None:
    """Read a list of names; the list in parentheses after a name is of the resource embedded by it."""
    selection.names = selection.names or set()
    for name, inner in _parts(text):
        if inner is not None:
            _read_fields(selection.embed(name, "fields"), inner)
        elif name in selection.resource.fields or name == "_links":
            selection.names.add(name)
        else:
            raise InvalidQuery(Fault("unknown_field", _unknown(name, selection.resource.fields), "fields"))


def _parts(text: str) -> Iterator[tuple[str, str | None]]:
    """The parts between the outer commas: a name, and what stands in parentheses after it."""
    depth = start = 0
    for place, sign in enumerate(f"{text},"):
        depth += (sign == "(") - (sign == ")")
        if sign == "," and depth == 0:
            found = _PART.fullmatch(text[start:place])
            if found is None:
                break
            yield found[1], found[2]
            start = place + 1
    if start <= len(text):
        detail = _("Names with commas between them are expected, as in id,title,city(id,name).")
        raise InvalidQuery(Fault("malformed", detail, "fields"))


def _depth(selection: Selection) -> int:
    return max((1 + _depth(inner) for inner in selection.embeds.values()), default=0)


def _unknown(name: str, known: Iterable[str]) -> str:
    return _("%(name)s is none of: %(known)s.") % {"name": name[:60], "known": ", ".join(known)}
