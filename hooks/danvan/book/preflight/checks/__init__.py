"""The questions that a printing house asks, one module for each kind."""
