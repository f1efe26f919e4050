"""Versioned prompt templates, one folder a prompt, one file a version."""
