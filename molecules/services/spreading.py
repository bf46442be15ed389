"""The spread of a city's molecules: the likeliest values at once, the bands in the background.

Only published molecules spread here, because what is computed is for everyone.
"""

from collections.abc import Callable
from uuid import UUID

import numpy as np
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from contracts.models import City
from contracts.rules import can_edit_city
from core.access import require
from core.canonical import canonical_sha256
from core.enums import JobName
from core.jobs import defer
from core.models import User
from core.validators import refusal
from emissions.diffusion import spread
from emissions.diffusion_bands import SpreadBand, draw_savings, summarise_savings
from emissions.version import ENGINE_VERSION
from molecules.frames.spread_inputs import SpreadInputs, read_spread_inputs
from molecules.frames.spread_kept import Content, fingerprint_inputs, keep_inputs
from molecules.models import SpreadRun
from molecules.selectors.spread_runs import find_same_run, newest_finished_run

DRAWS = 10_000
SEED_DIGITS = 12
BANDS = ("p10", "p50", "p90")
DRAWING = gettext_noop("Drawing how the packages may spread")
Tell = Callable[[int, int, str], None]


@transaction.atomic
def request_spread(*, city: City, by: User, draws: int = DRAWS) -> SpreadRun:
    """Compute the likeliest spread of a city now and ask for its bands; refused where an input is missing.

    What was computed from the same inputs is not computed again: the run that pages show is given back as it is, an
    older one is written once more with what came of it then, so that it is the newest.
    """
    require(can_edit_city, by, city)
    inputs = read_spread_inputs(city)
    if not inputs.is_ready:
        raise refusal("__all__", " ".join(inputs.missing) or _("Nothing can be computed yet."), "missing")
    return _begin(city, inputs, by, draws)


@transaction.atomic
def start_spread(*, city: City, draws: int = DRAWS) -> SpreadRun | None:
    """Do what `request_spread` does for whoever loads data, where inputs suffice and no run of them exists yet."""
    inputs = read_spread_inputs(city)
    if not inputs.is_ready or city.spread_runs.filter(inputs_sha256=fingerprint_inputs(inputs)).exists():
        return None
    return _begin(city, inputs, None, draws)


def _begin(city: City, inputs: SpreadInputs, by: User | None, draws: int) -> SpreadRun:
    kept = keep_inputs(inputs)
    sha256 = canonical_sha256(kept)
    same = find_same_run(city, sha256, draws=draws)
    if same is not None and (same.finished_at is None or same == newest_finished_run(city)):
        return same
    found = same.results if same else _compute_likeliest(inputs) | {"told": _tell_in_every_language(inputs)}
    run = SpreadRun.objects.create(
        city=city,
        inputs=kept,
        inputs_sha256=sha256,
        results=found,
        draws=draws,
        draws_done=same.draws_done if same else 0,
        seed=int(sha256[:SEED_DIGITS], 16),
        engine_version=ENGINE_VERSION,
        finished_at=timezone.now() if same else None,
        made_by=by,
    )
    if same is None:
        defer(JobName.COMPUTE_SPREAD, key=str(run.pk), payload={"run": str(run.pk)}, created_by=by)
    return run


def compute_spread(*, run_id: UUID, tell: Tell) -> None:
    """Draw the bands of a run and store them; nothing where the run is gone, finished, or its inputs have changed.

    Drawing takes seconds, so it holds no lock; repeated after a kill it begins anew with the same seed.
    """
    run = SpreadRun.objects.select_related("city").filter(pk=run_id, finished_at=None).first()
    if run is None:
        return
    inputs = read_spread_inputs(run.city)
    if not inputs.is_ready or fingerprint_inputs(inputs) != run.inputs_sha256:
        SpreadRun.objects.filter(pk=run_id).update(results=run.results | {"is_old": True})
        return
    chunks, done = [], 0
    tell(0, run.draws, DRAWING)
    for chunk in draw_savings(
        inputs.ranges, inputs.cells_of_city, inputs.years, seed=run.seed, n_draws=run.draws
    ):
        chunks.append(chunk)
        done += len(chunk)
        SpreadRun.objects.filter(pk=run_id).update(draws_done=done)
        tell(done, run.draws, DRAWING)
    bands = _show_bands(inputs, summarise_savings(np.concatenate(chunks)))
    SpreadRun.objects.filter(pk=run_id).update(
        results=run.results | {"bands": bands}, finished_at=timezone.now()
    )


def _compute_likeliest(inputs: SpreadInputs) -> Content:
    found = spread(inputs.packages, inputs.cells_of_city, inputs.years)
    by_molecule = found.saving_tco2e.sum(axis=1)
    return {
        "years": list(inputs.years),
        "likeliest_tco2e": {
            str(one.pk): np.round(by_molecule[place], 3).tolist()
            for place, one in enumerate(inputs.molecules)
        },
        "saving_by_cell_tco2e": {
            str(cell.pk): np.round(found.saving_tco2e[:, place].sum(axis=0), 3).tolist()
            for place, cell in enumerate(inputs.cells)
        },
    }


def _tell_in_every_language(inputs: SpreadInputs) -> Content:
    """What is assumed and what is missing, as readers of each language are told it."""
    told = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            told[language] = {
                "assumptions": list(inputs.assumptions),
                "missing": list(inputs.missing_for_all),
            }
    return told


def _show_bands(inputs: SpreadInputs, band: SpreadBand) -> Content:
    return {
        "total_tco2e": {
            name: np.round(band.total_tco2e[place], 3).tolist() for place, name in enumerate(BANDS)
        },
        "by_molecule_tco2e": {
            str(one.pk): {
                name: np.round(band.by_molecule_tco2e[place, row], 3).tolist()
                for place, name in enumerate(BANDS)
            }
            for row, one in enumerate(inputs.molecules)
        },
    }
