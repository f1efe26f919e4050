"""Regeneration: a draft from the paper, checked, repaired, and kept only where it is better."""
