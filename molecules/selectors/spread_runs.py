"""The runs of a city's spread: those of the team's list, the newest one, the one that was made of the same inputs."""

from django.db.models import BooleanField, Case, QuerySet, Value, When

from contracts.models import City
from core.selectors import latest_job_for
from emissions.version import ENGINE_VERSION
from molecules.models import SpreadRun

RUNS_LISTED = 20


def list_runs(city: City) -> QuerySet[SpreadRun]:
    """The newest runs of a city with `is_old`, without their inputs and results, in one query.

    `is_old` is true where the inputs changed before the bands were drawn.
    """
    return _newest_first(city).defer("inputs", "results").select_related("made_by")[:RUNS_LISTED]


def newest_finished_run(city: City) -> SpreadRun | None:
    """The run that pages show; None where no bands were drawn yet."""
    return _newest_first(city).exclude(finished_at=None).first()


def newest_shown_run(city: City) -> SpreadRun | None:
    """The newest finished run, else the newest whose likeliest values are known and whose bands are awaited."""
    drawing = _newest_first(city).filter(is_old=False)  # type: ignore[misc]  # annotated by _newest_first
    return newest_finished_run(city) or drawing.first()


def find_same_run(city: City, inputs_sha256: str, *, draws: int) -> SpreadRun | None:
    """The newest run of the same inputs, engine and number of draws that is finished or still being drawn."""
    same = _newest_first(city).filter(inputs_sha256=inputs_sha256, engine_version=ENGINE_VERSION, draws=draws)
    rows = same.filter(is_old=False)  # type: ignore[misc]  # annotated by _newest_first
    return next((run for run in rows[:RUNS_LISTED] if run.finished_at or is_being_drawn(run)), None)


def is_being_drawn(run: SpreadRun) -> bool:
    """Whether a worker is to draw, or is drawing, the bands of a run."""
    job = latest_job_for(str(run.pk)) if run.finished_at is None else None
    return job is not None and job.is_open


def _newest_first(city: City) -> QuerySet[SpreadRun]:
    old = Case(When(results__is_old=True, then=Value(value=True)), default=False, output_field=BooleanField())
    return city.spread_runs.annotate(is_old=old).order_by("-made_at", "-pk")
