"""The formats that offices keep reports in, each read into the same blocks."""
