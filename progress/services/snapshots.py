"""Computing and storing the progress of contracts; the same inputs are never stored twice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from uuid import UUID

import orjson
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from contracts.models import Contract
from emissions.version import ENGINE_VERSION
from progress.frames import ContractInputs, read_inputs
from progress.models import ProgressSnapshot
from progress.services.computation import Computed, compute


@dataclass(frozen=True)
class Recorded:
    """What a computation came to: snapshots newly stored, and those that came out the same."""

    stored: list[UUID]
    confirmed: list[UUID]

    @property
    def snapshot_ids(self) -> list[UUID]:
        """All snapshots that are current now."""
        return [*self.stored, *self.confirmed]


@transaction.atomic
def record_progress(*, contract_ids: Sequence[UUID], as_of: date | None = None) -> Recorded:
    """Compute contracts and store what is new, in a fixed number of queries.

    The contracts are locked before anything is read, so a computation that started earlier can never overwrite
    the result of one that saw newer rows.
    """
    locked = list(
        Contract.objects.select_for_update()
        .filter(pk__in=contract_ids)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    inputs = read_inputs(locked, as_of=as_of or timezone.localdate())
    computed = compute(inputs)
    return _store([_candidate(one, computed[one.contract_id]) for one in inputs])


def _candidate(one: ContractInputs, computed: Computed) -> ProgressSnapshot:
    """The snapshot as it would be stored."""
    now = timezone.now()
    content = one.content_hash()
    dated = {name: value for name, value in computed.results.items() if name != "as_of"}
    told = orjson.dumps([content, dated], option=orjson.OPT_SORT_KEYS)
    return ProgressSnapshot(
        contract_id=one.contract_id,
        as_of=one.as_of,
        engine_version=ENGINE_VERSION,
        input_hash=one.input_hash(content),
        result_hash=sha256(told).hexdigest(),
        inputs=one.as_dict(),
        results=computed.results,
        ledger=computed.ledger,
        verdict=computed.results["verdict"],
        computed_at=now,
        confirmed_at=now,
    )


def _store(candidates: list[ProgressSnapshot]) -> Recorded:
    """Keep what says something new; confirm what came out the same; bring back what came out as it once did."""
    known = _known_snapshots(candidates)
    pairs = [(new, _stored_as(new, known)) for new in candidates]
    stored = [new for new, old in pairs if old is None]
    confirmed = [old for _, old in pairs if old is not None]
    replaced = [row.contract_id for row in (*stored, *confirmed) if row._state.adding or not row.is_current]
    ProgressSnapshot.objects.filter(contract__in=replaced, is_current=True).update(is_current=False)
    ProgressSnapshot.objects.bulk_create(stored)
    ProgressSnapshot.objects.filter(pk__in=[row.pk for row in confirmed]).update(
        is_current=True, confirmed_at=timezone.now()
    )
    return Recorded(stored=[row.pk for row in stored], confirmed=[row.pk for row in confirmed])


def _known_snapshots(candidates: list[ProgressSnapshot]) -> list[ProgressSnapshot]:
    """What is shown now, and what was stored for the very same inputs."""
    same_input = Q(input_hash__in=[new.input_hash for new in candidates])
    return list(
        ProgressSnapshot.objects.only("id", "contract_id", "input_hash", "result_hash", "is_current").filter(
            Q(is_current=True) | same_input,
            contract__in=[new.contract_id for new in candidates],
            engine_version=ENGINE_VERSION,
        )
    )


def _stored_as(new: ProgressSnapshot, known: list[ProgressSnapshot]) -> ProgressSnapshot | None:
    """The stored snapshot that says what `new` says: the one shown now, else an earlier one of the same inputs."""
    own = [old for old in known if old.contract_id == new.contract_id]
    shown = [old for old in own if old.is_current and old.result_hash == new.result_hash]
    earlier = [old for old in own if old.input_hash == new.input_hash]
    return next(iter([*shown, *earlier]), None)
