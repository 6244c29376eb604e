"""What is where in the data folder."""

CATALOG_FILE = "catalog.sqlite"
DAMAGED = "catalog.damaged-"
"""A catalog that was put aside when it was repaired; then a number and its endings."""

CURRENT = "CURRENT"
NEXT = "CURRENT.new"
"""Names the generation in use, and the one that is about to be."""

GENERATIONS = "generations"
MANIFEST = "manifest.json"
LEXICAL = "lexical"
BUILDING = ".building-"
"""A folder for each generation, with its number; these stand in it, and this before the number until it is whole."""

UNPACKED = "unpacked-"
"""A folder of files that a sync has taken out of bundles, while it reads them; then whatever makes it unique."""

ORIGINALS = "originals"
"""The files that were given to the page; the reports in the catalog are read from them."""

LOCK_FILE = "writer.lock"
HOLDER_FILE = "writer.json"
"""Who writes holds the lock, and says in the other who that is."""
