"""Errors of known kind and place, put into entries that are right."""
