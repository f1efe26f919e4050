"""The catalogue of checks: one file each, named for the defect."""
