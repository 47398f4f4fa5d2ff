"""danvan: from a folder of exemplars to a site and a book. Nothing here imports MkDocs."""
