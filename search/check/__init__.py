"""A draft held against the store: its citations, quotations and figures, and what backs those that cite nothing."""
