"""Read and check what staff write."""

from .addresses import redirects, short_address
from .model import Collection, Exemplar, Field, Focus, Kind, Part, Parts, Photo, State, Unit
from .problems import Findings, Problem, summarise_advice
from .reading import read_collection

__all__ = [
    "Collection",
    "Exemplar",
    "Field",
    "Findings",
    "Focus",
    "Kind",
    "Part",
    "Parts",
    "Photo",
    "Problem",
    "State",
    "Unit",
    "read_collection",
    "redirects",
    "short_address",
    "summarise_advice",
]
