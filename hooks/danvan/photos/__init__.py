"""Turn the photos that staff received into the pictures that readers load."""

from .derivatives import Derivative, Derivatives
from .workshop import make_derivatives

__all__ = ["Derivative", "Derivatives", "make_derivatives"]
