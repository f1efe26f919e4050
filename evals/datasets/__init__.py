"""Labelled cases: entries whose errors are known, to measure checks and judges with."""

from evals.datasets.files import read_dataset, write_dataset
from evals.datasets.model import Label, LabelledCase

__all__ = ["Label", "LabelledCase", "read_dataset", "write_dataset"]
