"""The contract's tables as files for people and machines: XLSX, CSV, JSON. Knows documents, not models."""

from exchange.workbooks.archive import write_csv_archive
from exchange.workbooks.plain import write_json
from exchange.workbooks.provenance import Provenance
from exchange.workbooks.xlsx import write_workbook

__all__ = ["Provenance", "write_csv_archive", "write_json", "write_workbook"]
