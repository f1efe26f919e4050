"""Everything that is needed to distrust a digest."""
