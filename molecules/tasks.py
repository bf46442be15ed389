"""Background doors of molecules: fetch by id, call one service."""

from uuid import UUID

from core.enums import JobName
from core.jobs import JobRun, job_task
from molecules.services.spreading import compute_spread


@job_task(JobName.COMPUTE_SPREAD)
def compute_city_spread(run: JobRun) -> None:
    """Draw what spreading may save, telling how far it is."""
    compute_spread(run_id=UUID(run.payload["run"]), tell=run.report)
