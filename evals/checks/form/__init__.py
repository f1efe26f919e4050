"""Checks of a digest's form, which need no paper."""
