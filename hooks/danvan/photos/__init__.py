"""Turn the photos that staff received into the pictures that readers load and printers print."""

from .derivatives import Derivative, Derivatives
from .printing import Print, PrintRecipe, PrintRequest, make_prints
from .workshop import make_derivatives

__all__ = [
    "Derivative",
    "Derivatives",
    "Print",
    "PrintRecipe",
    "PrintRequest",
    "make_derivatives",
    "make_prints",
]
