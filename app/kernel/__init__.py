"""The vocabulary of the house: pure data and functions; no database, no files, no screen."""
