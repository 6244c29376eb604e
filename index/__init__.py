"""Keeping: reports become a generation on disk that can be searched."""
