"""Before the ledgers are there: the first start, and the rescue of a damaged store."""
