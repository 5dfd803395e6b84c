"""Ledger tables: ids and a window of rows, the view that draws them, and the filter bar above."""
