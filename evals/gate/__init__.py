"""The gate: whether a digest or a change may be merged."""
