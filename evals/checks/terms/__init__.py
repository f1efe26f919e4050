"""Checks of the words that Korean has for the field's terms."""
