"""How much of an outline is read."""

MAX_FILE_BYTES = 10 * 2**20
MAX_UNPACKED_BYTES = 50 * 2**20
MAX_RATIO = 100
SMALL_BYTES = 2**20
"""A part below this size may be packed as tightly as it likes."""
MAX_ENTRIES = 50
MAX_CORNERS = 20_000
MAX_PARTS = 2_000
READING_SECONDS = 15
READING_MEMORY_BYTES = 2**30
EXTENSIONS = {".geojson": "geojson", ".json": "geojson", ".gpkg": "geopackage", ".zip": "shapefile"}
"""How a file is read, by the end of its name."""
