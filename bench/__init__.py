"""Measurements: each script says how it is run and what it prints."""
