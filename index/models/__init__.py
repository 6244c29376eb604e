"""Encoders: how a text becomes a vector."""
