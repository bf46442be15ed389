"""Policy instruments as the arithmetic reads them, and what they change in the spread of a city's molecules."""

import math
from calendar import isleap
from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
import pandas as pd

from core.canonical import canonical_sha256
from emissions.errors import Bools
from emissions.instrument_bands import InstrumentBands, draw_instruments
from emissions.instruments import INSTRUMENT_COLUMNS, InstrumentEffects, compare_instruments
from molecules.frames.spread_inputs import SpreadInputs
from molecules.frames.spread_kept import keep_inputs
from molecules.models import Molecule, PolicyInstrument

SEED = 2030
"""The draws of the workbench are those of one seed: what is asked twice is answered alike."""


def read_instruments(instruments: Sequence[PolicyInstrument]) -> pd.DataFrame:
    """Effects (k) in INSTRUMENT_COLUMNS, labelled by the id as text; an unknown budget is NaN, no end is NaN."""
    rows = [
        (
            float(one.saturation_points),
            float(one.rise_factor),
            float(one.start_shift_years),
            to_decimal_year(one.in_force_from),
            # In force to the end of its last day.
            to_decimal_year(one.in_force_until + timedelta(days=1)) if one.in_force_until else math.nan,
            math.nan if one.budget_eur is None else float(one.budget_eur),
        )
        for one in instruments
    ]
    return pd.DataFrame(
        rows, index=[str(one.pk) for one in instruments], columns=list(INSTRUMENT_COLUMNS), dtype=np.float64
    )


def read_targets(instruments: Sequence[PolicyInstrument], molecules: Sequence[Molecule]) -> Bools:
    """Which molecules (k, m) an instrument applies to: those it names, all where it names none."""
    named = [{molecule.pk for molecule in one.molecules.all()} for one in instruments]
    applies = [[not pks or molecule.pk in pks for molecule in molecules] for pks in named]
    return np.array(applies, dtype=np.bool_).reshape(len(instruments), len(molecules))


def compare_in_city(inputs: SpreadInputs, instruments: Sequence[PolicyInstrument]) -> InstrumentEffects:
    """With and without these instruments, with the likeliest parameters; `inputs` must be ready."""
    return compare_instruments(
        inputs.packages,
        read_instruments(instruments),
        read_targets(instruments, inputs.molecules),
        inputs.cells_of_city,
        inputs.years,
    )


def draw_in_city(
    inputs: SpreadInputs, instruments: Sequence[PolicyInstrument], *, until: Sequence[int], n_draws: int
) -> InstrumentBands:
    """Ranges of the comparison to the end of each year of `until`; `inputs` must be ready, every run draws the same."""
    return draw_instruments(
        inputs.ranges,
        read_instruments(instruments),
        read_targets(instruments, inputs.molecules),
        inputs.cells_of_city,
        inputs.years,
        until=until,
        seed=SEED,
        n_draws=n_draws,
    )


def fingerprint_comparison(inputs: SpreadInputs, instruments: Sequence[PolicyInstrument]) -> str:
    """The SHA-256 of everything that a comparison is computed from."""
    effects = [[repr(value) for value in row] for row in read_instruments(instruments).to_numpy().tolist()]
    targets = read_targets(instruments, inputs.molecules).tolist()
    return canonical_sha256({"inputs": keep_inputs(inputs), "effects": effects, "targets": targets})


def to_decimal_year(day: date) -> float:
    """The start of a day as a decimal year."""
    days = 366 if isleap(day.year) else 365
    return day.year + (day.timetuple().tm_yday - 1) / days
