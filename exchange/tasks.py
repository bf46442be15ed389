"""Background doors of exchange: fetch by id, call one service."""

from uuid import UUID

from django.utils import timezone

from core.enums import JobName
from core.jobs import JobRun, job_task
from core.models import User
from exchange.services import applying, imports
from exchange.services.credential_use import warn_of_credentials
from exchange.services.exports import make_export as make_export_file


@job_task(JobName.MAKE_EXPORT)
def make_export(run: JobRun) -> None:
    """Make one file of a version."""
    make_export_file(export_id=UUID(run.payload["export"]), report=run.report)


@job_task(JobName.READ_IMPORT)
def read_import(run: JobRun) -> None:
    """Read a file that was sent."""
    imports.read_import(run_id=UUID(run.payload["run"]), report=run.report)


@job_task(JobName.APPLY_IMPORT)
def apply_import(run: JobRun) -> None:
    """Write the rows of an import."""
    applying.apply_import(
        run_id=UUID(run.payload["run"]),
        by=User.objects.get(pk=run.payload["by"]),
        language=run.payload["language"],
        report=run.report_aside,
    )


@job_task(JobName.WARN_OF_CREDENTIALS)
def warn_of_ending_credentials(run: JobRun) -> None:
    """Write to those whose API credentials end soon."""
    warn_of_credentials(now=timezone.now())
