"""Paper: faces, line breaking, bordered tables, long ledgers and their preview."""
