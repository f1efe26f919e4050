"""Corrections put into the text of a digest, each with a proof."""
