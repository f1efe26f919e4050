"""Judges: models that are asked about what the checks leave undecided, and that have to quote the paper."""
