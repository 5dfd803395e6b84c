"""Bringing files into the ledgers: what a file would do is shown before anything is written."""
