"""Look at finished press files as a strict printing house would, and say what to mend."""

from .checks.images import PhotoRow
from .facts import FactsError, PressFacts, PrintedPhoto, read_facts, write_facts
from .findings import Check, Level, Part
from .inspection import preflight
from .report import InspectedFile, Report

__all__ = [
    "Check",
    "FactsError",
    "InspectedFile",
    "Level",
    "Part",
    "PhotoRow",
    "PressFacts",
    "PrintedPhoto",
    "Report",
    "preflight",
    "read_facts",
    "write_facts",
]
