"""How cells are written into the store of each table."""
