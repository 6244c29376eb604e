"""What is done to a store: reports brought in, taken out, published, verified, mended, backed up."""
