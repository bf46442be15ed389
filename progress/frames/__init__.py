"""The only bridge from the database to arrays: rows to plain inputs, inputs to frames."""

from progress.frames.inputs import ContractInputs
from progress.frames.portfolio import portfolio_frame
from progress.frames.reading import read_inputs
from progress.frames.tables import contracts_frame, inventory_totals_of

__all__ = ["ContractInputs", "contracts_frame", "inventory_totals_of", "portfolio_frame", "read_inputs"]
