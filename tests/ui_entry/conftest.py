"""The desk of the other screen tests."""

from __future__ import annotations

from tests.ui.conftest import desk, sample_desk, settle, visits

__all__ = ["desk", "sample_desk", "settle", "visits"]
