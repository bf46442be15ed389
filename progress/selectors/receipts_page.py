"""The receipt of a figure, the list of all receipts of a city, and the files behind them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist

from contracts.models import Contract, EmissionFactor
from core.enums import JobName, JobState
from core.models import Job
from progress.models import ProgressSnapshot, SnapshotForesight
from progress.selectors.masks import SnapshotMask, read_mask
from progress.selectors.method_texts import FORMULAS, Formula
from progress.selectors.receipts import FIGURES, FORESIGHT, Figure, read_path
from progress.selectors.receipts_inputs import InputTable, StoredInputs, list_factor_ids, list_inputs
from progress.selectors.receipts_values import explain_missing, write_value
from stakeholders.enums import CommitmentState
from stakeholders.models import Commitment

MOST_SNAPSHOTS = 25
JOBS_LOOKED_AT = 20


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """A figure in the list: its words, its value in words, its formula."""

    key: str
    label: str
    value: str
    is_known: bool
    formula: Formula


@dataclass(frozen=True, slots=True)
class FactorRow:
    """An emission factor in the edition that was used."""

    name: str
    value: str
    edition: str
    source: str


@dataclass(frozen=True, slots=True)
class Run:
    """The background work that computed a snapshot."""

    name: str
    started_at: datetime
    finished_at: datetime


@dataclass(frozen=True, slots=True)
class Digests:
    """The digests of inputs and results and the seed drawn from them, or what stands in their place."""

    inputs: Any
    results: Any
    seed: Any

    @classmethod
    def of(cls, snapshot: ProgressSnapshot, mask: SnapshotMask) -> "Digests":
        """Those of a snapshot, as far as they let nobody find hidden numbers by trial."""
        foresight = read_foresight(snapshot)
        seed = foresight.seed if foresight else None
        told = (mask.show_digest(one) for one in (snapshot.input_hash, snapshot.result_hash, seed))
        return cls(*told)


@dataclass(frozen=True, slots=True)
class Receipt:
    """Everything that one figure follows from."""

    figure: Figure
    formula: Formula
    snapshot: ProgressSnapshot
    value: str
    missing: str
    parts: tuple[tuple[str, str], ...]
    inputs: tuple[InputTable, ...]
    factors: tuple[FactorRow, ...]
    run: Run | None
    foresight: SnapshotForesight | None
    digests: Digests


@dataclass(frozen=True, slots=True)
class ReceiptList:
    """All figures of a snapshot by group, and the other snapshots of the contract, the newest first."""

    snapshot: ProgressSnapshot
    groups: tuple[tuple[str, tuple[ReceiptLine, ...]], ...]
    run: Run | None
    digests: Digests
    history: tuple[ProgressSnapshot, ...]


def find_snapshot(contract: Contract, snapshot_id: UUID | None) -> ProgressSnapshot | None:
    """A stored snapshot of a contract with its inputs, the one that pages show where none is asked for."""
    rows = ProgressSnapshot.objects.filter(contract=contract).select_related("foresight")
    return rows.filter(pk=snapshot_id).first() if snapshot_id else rows.filter(is_current=True).first()


def read_receipt(contract: Contract, snapshot: ProgressSnapshot, figure: Figure, user: Any) -> Receipt:
    """The receipt of a figure as that snapshot has it; at most 23 queries, whatever the size of the contract."""
    foresight, mask = read_foresight(snapshot), read_mask(contract, user)
    content = _content(figure, snapshot, foresight, mask)
    value = figure.read(content)
    stored = StoredInputs(snapshot, contract, user)
    return Receipt(
        figure=figure,
        formula=FORMULAS[figure.formula],
        snapshot=snapshot,
        value=write_value(figure.kind, value),
        missing=""
        if value is not None
        else explain_missing(figure, snapshot, foresight.content if foresight else None),
        parts=tuple(
            (str(part.label), write_value(part.kind, read_path(content, part.path))) for part in figure.parts
        ),
        inputs=list_inputs(stored, figure.blocks),
        factors=_factors(list_factor_ids(stored, figure.blocks)),
        run=find_run(snapshot),
        foresight=foresight if figure.stored_in == FORESIGHT else None,
        digests=Digests.of(snapshot, mask),
    )


def read_receipt_list(contract: Contract, snapshot: ProgressSnapshot, user: Any) -> ReceiptList:
    """All figures of a snapshot in the order of the registry."""
    foresight, mask = read_foresight(snapshot), read_mask(contract, user)
    groups: dict[str, list[ReceiptLine]] = {}
    for figure in FIGURES.values():
        value = figure.read(_content(figure, snapshot, foresight, mask))
        line = ReceiptLine(
            key=figure.key,
            label=str(figure.label),
            value=write_value(figure.kind, value),
            is_known=value is not None,
            formula=FORMULAS[figure.formula],
        )
        groups.setdefault(str(figure.group), []).append(line)
    history = ProgressSnapshot.objects.filter(contract=contract).order_by("-computed_at")
    return ReceiptList(
        snapshot=snapshot,
        groups=tuple((name, tuple(lines)) for name, lines in groups.items()),
        run=find_run(snapshot),
        digests=Digests.of(snapshot, mask),
        history=tuple(history.defer("inputs", "ledger", "results")[:MOST_SNAPSHOTS]),
    )


def read_foresight(snapshot: ProgressSnapshot) -> SnapshotForesight | None:
    """The foresight of a snapshot, None while it has not been drawn."""
    try:
        return snapshot.foresight
    except ObjectDoesNotExist:
        return None


def find_run(snapshot: ProgressSnapshot) -> Run | None:
    """The work during which the snapshot was stored, where its row is still kept."""
    jobs = Job.objects.filter(
        name__in=[JobName.RECOMPUTE_CONTRACT, JobName.RECOMPUTE_CHUNK],
        state=JobState.DONE,
        created_at__lte=snapshot.computed_at,
        finished_at__gte=snapshot.computed_at,
    ).order_by("finished_at")[:JOBS_LOOKED_AT]
    contract = str(snapshot.contract_id)
    own = [job for job in jobs if job.key == contract or contract in job.payload.get("contracts", ())]
    if not own or own[0].finished_at is None:
        return None
    return Run(own[0].name, own[0].created_at, own[0].finished_at)


def stored_inputs_as_json(contract: Contract, snapshot: ProgressSnapshot, user: Any) -> dict[str, Any]:
    """The inputs of a snapshot for a file; commitments that the reader may not see are left out and counted.

    Money that is not public says so in its place.
    """
    mask = read_mask(contract, user)
    public = {state.value for state in CommitmentState.public()}
    own = Commitment.objects.visible_to(user).filter(contract=snapshot.contract_id)
    seen = {str(pk) for pk in own.values_list("pk", flat=True)}
    rows = snapshot.inputs.get("commitments", [])
    shown = [row for row in rows if row[1] in public or str(row[0]) in seen]
    hidden = {"commitments": shown, "actions": mask.show_actions(snapshot.inputs["actions"])}
    return _heading(snapshot, mask) | {
        "inputs": snapshot.inputs | hidden,
        "commitment_rows_left_out": len(rows) - len(shown),
    }


def results_as_json(contract: Contract, snapshot: ProgressSnapshot, user: Any) -> dict[str, Any]:
    """What was computed from them, with what the snapshot lets one expect."""
    foresight, mask = read_foresight(snapshot), read_mask(contract, user)
    return _heading(snapshot, mask) | {
        "results": snapshot.results,
        "foresight": foresight
        and {
            "seed": mask.show_digest(foresight.seed),
            "draws": foresight.draws,
            "content": mask.show_foresight(foresight.content),
        },
    }


def _heading(snapshot: ProgressSnapshot, mask: SnapshotMask) -> dict[str, Any]:
    return {
        "snapshot": str(snapshot.pk),
        "as_of": snapshot.as_of.isoformat(),
        "engine_version": snapshot.engine_version,
        "input_hash": mask.show_digest(snapshot.input_hash),
        "result_hash": mask.show_digest(snapshot.result_hash),
        "computed_at": snapshot.computed_at.isoformat(),
        "confirmed_at": snapshot.confirmed_at.isoformat(),
    }


def _content(
    figure: Figure, snapshot: ProgressSnapshot, foresight: SnapshotForesight | None, mask: SnapshotMask
) -> dict[str, Any] | None:
    """The stored data that a figure is read from, as far as the reader may see it."""
    if figure.stored_in == FORESIGHT:
        return mask.show_foresight(foresight.content) if foresight else None
    return snapshot.results


def _factors(ids: set[str]) -> tuple[FactorRow, ...]:
    """The editions of the emission factors, in one query where there are any."""
    rows = EmissionFactor.objects.filter(pk__in=ids) if ids else ()
    return tuple(
        FactorRow(
            name=" ".join(str(part) for part in (row.carrier, row.region, row.year) if part),
            value=f"{row.value.normalize():f} {row.unit} {row.gas}",
            edition=", ".join(part for part in (row.publisher, row.edition, row.method) if part),
            source=row.source,
        )
        for row in rows
    )
