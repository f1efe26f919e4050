"""Checks against a paper's metadata."""
