"""Files that enter and leave."""

from exchange.models.exports import ExportFile
from exchange.models.imports import ImportedRows, ImportedTable, ImportRun

__all__ = ["ExportFile", "ImportRun", "ImportedRows", "ImportedTable"]
