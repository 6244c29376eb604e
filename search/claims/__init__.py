"""A sentence held against the passages that it rests on."""
