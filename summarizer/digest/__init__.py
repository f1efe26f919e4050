"""Digests: parsing and rendering, byte for byte."""
