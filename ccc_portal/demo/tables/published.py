"""What the cities published (and, for a few files, what this project read out of the contracts)."""

from ccc_portal.demo.tables.cities import CITY_TABLES
from ccc_portal.demo.tables.emissions import EMISSION_TABLES
from ccc_portal.demo.tables.portfolio import PORTFOLIO_TABLES
from ccc_portal.demo.tables.spread import SPREAD_TABLES

PUBLISHED_TABLES = {**CITY_TABLES, **EMISSION_TABLES, **PORTFOLIO_TABLES, **SPREAD_TABLES}
