"""Cells that many files have."""

from ccc_portal.demo.converters import choice, number, required, text
from contracts.enums import Sector

SLUG = required(text(60))
NAME = required(text(200))
SOURCE = text()
NOTE = text()
POSITIVE = number(0)
SECTOR = choice(Sector)
GAP_SECTOR = choice(Sector, {"total": "", "cross_sector": Sector.CROSS_CUTTING})
