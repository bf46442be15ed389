"""Writing rows of the contract's tables, whatever they are kept in: one by one, or many at once with an undo."""

from contracts.services.table_rows.merging import merge_rows
from contracts.services.table_rows.results import MergeResult, RowErrors
from contracts.services.table_rows.single import delete_row, save_row
from contracts.services.table_rows.undoing import undo_merge

__all__ = ["MergeResult", "RowErrors", "delete_row", "merge_rows", "save_row", "undo_merge"]
