"""Everything that is needed to write a digest: digests, papers, models."""
