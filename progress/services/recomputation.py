"""The work that recomputes: what each job of this room does, step by step."""

from collections.abc import Sequence
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_noop

from contracts.models import Contract
from core.enums import JobName
from core.jobs import JobRun, defer
from core.models import Job
from progress.services.charts import draw_charts
from progress.services.foresight import foresee_snapshot
from progress.services.scenario_comparison import compute_scenario
from progress.services.snapshots import record_progress

COMPUTING = gettext_noop("Computing emissions, gap and coverage")
FORESEEING = gettext_noop("Drawing the futures that the evidence allows")
DRAWING = gettext_noop("Drawing the charts")
SPLITTING = gettext_noop("Handing the contracts to the workers")
COMPARING = gettext_noop("Comparing the scenario with the plan")


def recompute_chunk(run: JobRun) -> None:
    """Compute the contracts of a job, what they let one expect, and their charts, telling how far it is.

    Safe to repeat: a snapshot with the same inputs, its foresight and its charts are left as they are.
    """
    contract_ids = [UUID(one) for one in run.payload["contracts"]]
    languages = [code for code, _ in settings.LANGUAGES]
    total = 1 + len(contract_ids) * (1 + len(languages))
    run.report(0, total, COMPUTING)
    recorded = record_progress(contract_ids=contract_ids)
    done = 1
    for snapshot_id in recorded.snapshot_ids:
        run.report(done, total, FORESEEING)
        foresee_snapshot(snapshot_id=snapshot_id)
        for language in languages:
            run.report(done := done + 1, total, DRAWING)
            draw_charts(snapshot_id=snapshot_id, language=language)
        done += 1
    run.report(total, total, DRAWING)


@transaction.atomic
def split_recompute_all(run: JobRun) -> None:
    """Hand all contracts out in chunks that any number of workers share; the children tell the progress.

    Repeated after a kill it adds nothing: children that exist are counted, not made again.
    """
    run.report(0, 0, SPLITTING)
    parent = Job.objects.get(pk=run.id)
    ids = list(Contract.objects.order_by("pk").values_list("pk", flat=True))
    if not parent.children.exists():
        for chunk in _chunks(ids):
            defer(
                JobName.RECOMPUTE_CHUNK,
                payload={"contracts": [str(one) for one in chunk]},
                parent=parent,
                created_by=parent.created_by,
            )


def recompute_scenario(run: JobRun) -> None:
    """Compare a scenario with the plan; one that was deleted in the meantime needs no work."""
    run.report(0, 1, COMPARING)
    compute_scenario(scenario_id=UUID(run.payload["scenario"]))
    run.report(1, 1, COMPARING)


WORK = {
    JobName.RECOMPUTE_CONTRACT: recompute_chunk,
    JobName.RECOMPUTE_CHUNK: recompute_chunk,
    JobName.RECOMPUTE_ALL: split_recompute_all,
    JobName.RECOMPUTE_SCENARIO: recompute_scenario,
}
"""What each job of this room does; tasks and the command `recompute --inline` read it here."""


def _chunks(ids: Sequence[UUID]) -> list[Sequence[UUID]]:
    size = settings.RECOMPUTE_CHUNK_SIZE
    return [ids[start : start + size] for start in range(0, len(ids), size)]
