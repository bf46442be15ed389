"""The spread of a city's molecules: the likeliest values at once, the bands in the background.

Only published molecules spread here, because what is computed is for everyone.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import numpy as np
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

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
from molecules.models import SpreadRun

DRAWS = 10_000
SEED_DIGITS = 12
BANDS = ("p10", "p50", "p90")
DRAWING = gettext_noop("Drawing how the packages may spread")
Content = dict[str, Any]
Tell = Callable[[int, int, str], None]


@transaction.atomic
def request_spread(*, city: City, by: User, draws: int = DRAWS) -> SpreadRun:
    """Compute the likeliest spread of a city now and ask for its bands; refused where an input is missing."""
    require(can_edit_city, by, city)
    inputs = read_spread_inputs(city)
    if not inputs.is_ready:
        raise refusal("__all__", " ".join(inputs.missing) or _("Nothing can be computed yet."), "missing")
    return _begin(city, inputs, by, draws)


@transaction.atomic
def start_spread(*, city: City, draws: int = DRAWS) -> SpreadRun | None:
    """Do what `request_spread` does for whoever loads data, where inputs suffice and no run of them exists yet."""
    inputs = read_spread_inputs(city)
    if not inputs.is_ready or city.spread_runs.filter(inputs_sha256=_fingerprint(inputs)).exists():
        return None
    return _begin(city, inputs, None, draws)


def _begin(city: City, inputs: SpreadInputs, by: User | None, draws: int) -> SpreadRun:
    kept = keep_inputs(inputs)
    sha256 = canonical_sha256(kept)
    run = SpreadRun.objects.create(
        city=city,
        inputs=kept,
        inputs_sha256=sha256,
        results=_compute_likeliest(inputs),
        draws=draws,
        seed=int(sha256[:SEED_DIGITS], 16),
        engine_version=ENGINE_VERSION,
        made_by=by,
    )
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
    if not inputs.is_ready or _fingerprint(inputs) != run.inputs_sha256:
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


def _fingerprint(inputs: SpreadInputs) -> str:
    return canonical_sha256(keep_inputs(inputs))


def keep_inputs(inputs: SpreadInputs) -> Content:
    """The inputs as they are stored and fingerprinted: every number as exact text, every row by its id."""
    ranges = {
        name: {
            str(label): {column: _exact(value) for column, value in row.items()}
            for label, row in getattr(inputs.ranges, name).to_dict("index").items()
        }
        for name in ("low", "likely", "high")
    }
    city = inputs.cells_of_city
    arrays = {
        name: [[_exact(one) for one in row] for row in getattr(city, name).tolist()]
        for name in ("distance_km", "difference", "stock")
    }
    return {
        "molecules": [str(one.pk) for one in inputs.molecules],
        "cells": [str(one.pk) for one in inputs.cells],
        "years": list(inputs.years),
        "ranges": ranges,
        "remaining_tco2e": [_exact(row[0]) for row in city.remaining_tco2e.tolist()],
        **arrays,
    }


def _exact(value: float | str) -> str:
    return value if isinstance(value, str) else repr(float(value))


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
