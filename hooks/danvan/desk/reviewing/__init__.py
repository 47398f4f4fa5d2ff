"""Rounds of review: which manuscript was submitted, and what has changed since."""
