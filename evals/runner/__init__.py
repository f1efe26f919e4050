"""Runs the checks over entries and makes the verdicts."""
