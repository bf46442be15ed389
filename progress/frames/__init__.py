"""The only bridge from the database to arrays: rows to plain inputs, inputs to frames."""

from progress.frames.inputs import ContractInputs
from progress.frames.reading import read_inputs
from progress.frames.tables import actions_frame, contracts_frame, inventory_totals_of

__all__ = ["ContractInputs", "actions_frame", "contracts_frame", "inventory_totals_of", "read_inputs"]
