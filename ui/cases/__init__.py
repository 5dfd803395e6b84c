"""Cases that are led step by step: the blacklist."""
