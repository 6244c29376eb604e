"""What a search looks into: immutable index files, a numbered folder for each publication."""
