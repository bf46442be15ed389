"""Files that enter and leave, and the keys of machines that call the API."""

from exchange.models.credentials import ApiCredential
from exchange.models.exports import ExportFile
from exchange.models.imports import ImportedRows, ImportedTable, ImportRun

__all__ = ["ApiCredential", "ExportFile", "ImportRun", "ImportedRows", "ImportedTable"]
