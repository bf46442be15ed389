"""Comparing cities: series and what they count, the guard, the rebase, and the page that joins them."""

from progress.selectors.comparison.guard import COMMON_FACTORS
from progress.selectors.comparison.page import (
    CSV_COLUMNS,
    ComparedCity,
    Comparison,
    comparison_rows,
    read_comparison,
)
from progress.selectors.comparison.rebase import BASES

__all__ = [
    "BASES",
    "COMMON_FACTORS",
    "CSV_COLUMNS",
    "ComparedCity",
    "Comparison",
    "comparison_rows",
    "read_comparison",
]
