"""Anyone can check a stored figure: the same inputs through the same engine must say the same again."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import orjson
from django.db.models import QuerySet

from emissions.version import ENGINE_VERSION
from progress.frames import ContractInputs
from progress.models import ProgressSnapshot
from progress.services.computation import compute
from progress.services.foresight import compute_foresight

CHUNK = 20


@dataclass(slots=True)
class Verification:
    """What became of the stored snapshots: how many say the same again, and which figures of the others do not."""

    checked: int = 0
    equal: int = 0
    foresights_checked: int = 0
    other_engine: int = 0
    different: list[dict[str, Any]] = field(default_factory=list)


def verify_snapshots(snapshots: QuerySet[ProgressSnapshot]) -> Verification:
    """Compute stored snapshots again from their stored inputs and compare them figure by figure.

    Snapshots of another engine version are counted and not judged: the arithmetic that made them is not here.
    """
    told = Verification()
    own = snapshots.filter(engine_version=ENGINE_VERSION)
    told.other_engine = snapshots.exclude(engine_version=ENGINE_VERSION).count()
    for snapshot in own.select_related("foresight", "contract__city").iterator(CHUNK):
        told.checked += 1
        told.foresights_checked += hasattr(snapshot, "foresight")
        broken = list(_differences(snapshot))
        told.equal += not broken
        if broken:
            told.different.append(
                {"snapshot": str(snapshot.pk), "city": snapshot.contract.city.slug, "figures": broken}
            )
    return told


def _differences(snapshot: ProgressSnapshot) -> Iterator[str]:
    """The names of what comes out otherwise than it is stored."""
    inputs = ContractInputs.from_dict(snapshot.inputs, contract_id=snapshot.contract_id, as_of=snapshot.as_of)
    if inputs.input_hash(inputs.content_hash()) != snapshot.input_hash:
        yield "input_hash"
    again = compute([inputs])[inputs.contract_id]
    yield from _unequal("results", snapshot.results, again.results)
    yield from _unequal("ledger", snapshot.ledger, again.ledger)
    if hasattr(snapshot, "foresight"):
        content = compute_foresight(inputs, again.results, seed=snapshot.foresight.seed)
        yield from _unequal("foresight", snapshot.foresight.content, content)


def _unequal(name: str, stored: dict[str, Any], again: dict[str, Any]) -> Iterator[str]:
    said = orjson.loads(orjson.dumps(again))
    for key in sorted({*stored, *said}):
        if stored.get(key) != said.get(key):
            yield f"{name}.{key}"
