"""Publish: a finished site is judged, and on the district's own server built and served."""
