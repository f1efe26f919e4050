"""Checks of the Korean language."""
