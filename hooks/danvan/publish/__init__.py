"""Publish on the district's own server: what `git push` brings is checked, built and served."""
