"""Workbooks and packages, read and written."""
