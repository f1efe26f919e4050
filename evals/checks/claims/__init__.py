"""Checks of claims: whether a summary tells what the paper tells, and as the paper tells it."""
