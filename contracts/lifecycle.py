"""Where rooms register what must hold before a version moves on, and what is frozen with it.

Upper rooms register in `AppConfig.ready`; nothing here knows them. Callables are kept by name, so that registering
twice changes nothing.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from contracts.documents import read_document
from contracts.models import ContractVersion
from contracts.transitions import Transition
from core.canonical import canonical_sha256


@dataclass(frozen=True, slots=True)
class Missing:
    """What stands in the way of a step, in words, and the page of the office where it is mended."""

    sentence: str
    page: str = ""
    arguments: tuple[Any, ...] = ()


class Candidate:
    """A version that is about to move; its document is read once for all guards that ask."""

    def __init__(self, version: ContractVersion) -> None:
        self.version = version

    @cached_property
    def document(self) -> dict[str, Any]:
        """Everything a reader may ever see of it."""
        return read_document(self.version)

    @cached_property
    def digests(self) -> dict[str, str]:
        """The digest of each part of its content."""
        return digest_parts(self.document)

    @cached_property
    def content_sha256(self) -> str:
        """The digest of its whole content: what people approve."""
        return canonical_sha256(self.digests)


Guard = Callable[[Candidate], list[Missing]]
FrozenPartWriter = Callable[[ContractVersion], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class _Registered:
    guard: Guard
    before: frozenset[str] = field(default_factory=frozenset)


_guards: dict[str, _Registered] = {}
_parts: dict[str, FrozenPartWriter] = {}


def register_guard(name: str, guard: Guard, *, before: Iterable[str] = ()) -> None:
    """Let `guard` say what is missing: before steps that name it, and before every step to the states `before`."""
    _guards[name] = _Registered(guard, frozenset(before))


def register_frozen_part(name: str, write: FrozenPartWriter) -> None:
    """Freeze, with every version that is submitted, what `write` makes of it (canonical JSON: no floats)."""
    _parts[name] = write


def guard_names() -> dict[str, frozenset[str]]:
    """The guards by name, each with the states it always stands before."""
    return {name: one.before for name, one in _guards.items()}


def frozen_part_names() -> list[str]:
    """The parts that are frozen with a version, in the order they are written: lower rooms first.

    Rooms register from the top down, as the settings list them; what an upper room freezes may rest on a lower part.
    """
    return list(reversed(_parts))


def missing_before(step: Transition, candidate: Candidate) -> list[Missing]:
    """Everything that stands in the way of a step, in the order of its needs."""
    extra = (name for name, one in _guards.items() if step.to in one.before)
    names = dict.fromkeys((*step.needs, *extra))
    return [missing for name in names for missing in _guards[name].guard(candidate)]


def write_parts(version: ContractVersion) -> dict[str, dict[str, Any]]:
    """The content of every part that is frozen, by name."""
    return {name: _parts[name](version) for name in frozen_part_names()}


def digest_parts(document: Mapping[str, Any]) -> dict[str, str]:
    """The digest of each section, each table, the clauses, the factors and the aims of a document.

    What the life of a version adds (state, council decision, dates) is no content: people approve before it is known.
    """
    aims = {key: value for key, value in document["version"].items() if key not in NO_CONTENT}
    parts: dict[str, Any] = {"aims": aims, "clauses": document["clauses"], "factors": document["factors"]}
    parts |= {f"section:{one['key']}": one for one in document["sections"]}
    parts |= {f"table:{key}": rows for key, rows in document["tables"].items()}
    return {key: canonical_sha256(content) for key, content in parts.items()}


NO_CONTENT = frozenset(
    {
        "id",
        "number",
        "state",
        "is_current",
        "revision",
        "previous",
        "council_decision",
        "council_decided_on",
        "submitted_at",
        "label_on",
        "frozen_at",
        "part_visibility",
        "field_visibility",
    }
)
"""What a document says of a version that is not its content."""
