"""The progress that is frozen with a version: what reviewers saw, with everything it was computed from."""

from typing import Any

import orjson
from django.conf import settings

from contracts.models import ContractVersion
from progress.models import ProgressSnapshot
from progress.services.charts import charts_for_page
from progress.services.snapshots import record_progress


def freeze_progress(version: ContractVersion) -> dict[str, Any]:
    """The snapshot of a version that was just made current, with its charts in every language.

    It is computed here, in the transaction that freezes, and not by a worker later: what is frozen must be the
    progress of exactly this content. Figures are floats, which canonical JSON does not have, so each document is
    kept as its own JSON text.
    """
    recorded = record_progress(contract_ids=[version.contract_id])
    snapshot = ProgressSnapshot.objects.get(pk__in=recorded.snapshot_ids)
    return {
        "snapshot": str(snapshot.pk),
        "as_of": snapshot.as_of.isoformat(),
        "engine_version": snapshot.engine_version,
        "input_hash": snapshot.input_hash,
        "result_hash": snapshot.result_hash,
        "inputs": _as_text(snapshot.inputs),
        "results": _as_text(snapshot.results),
        "ledger": _as_text(snapshot.ledger),
        "charts": {
            language: {name: _as_text(one) for name, one in charts_for_page(snapshot, language).items()}
            for language, _name in settings.LANGUAGES
        },
    }


def _as_text(content: Any) -> str:
    return orjson.dumps(content, option=orjson.OPT_SORT_KEYS).decode()
