"""What the officers' page of the spread shows: what goes into it, what is missing, and what was computed."""

from dataclasses import dataclass

from contracts.models import City
from molecules.frames.spread_inputs import SpreadInputs, read_spread_inputs
from molecules.frames.spread_kept import fingerprint_inputs
from molecules.models import SpreadRun
from molecules.selectors.spread_runs import list_runs


@dataclass(frozen=True, slots=True)
class SpreadDesk:
    """Inputs as they are now with their fingerprint ("" where nothing can be computed), and the newest runs."""

    inputs: SpreadInputs
    fingerprint: str
    runs: list[SpreadRun]

    @property
    def latest(self) -> SpreadRun | None:
        """The newest run, finished or not."""
        return self.runs[0] if self.runs else None

    @property
    def shown(self) -> SpreadRun | None:
        """The newest finished run: the one that the public page tells."""
        return next((run for run in self.runs if run.finished_at), None)

    @property
    def is_current(self) -> bool:
        """Whether what is shown was computed from the inputs as they are now."""
        return self.shown is not None and self.shown.inputs_sha256 == self.fingerprint


def read_desk(city: City) -> SpreadDesk:
    """Read inputs and runs in a fixed number of queries."""
    inputs = read_spread_inputs(city)
    fingerprint = fingerprint_inputs(inputs) if inputs.is_ready else ""
    return SpreadDesk(inputs=inputs, fingerprint=fingerprint, runs=list(list_runs(city)))
