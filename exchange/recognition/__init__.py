"""From the bytes of a file to the contract's tables: grids, regions, headers, cells. Knows no model."""
