"""The desk of the other screen tests."""

from __future__ import annotations

from tests.ui.conftest import desk, settle, visits

__all__ = ["desk", "settle", "visits"]
