"""The desk of the other screen tests, and an office that may work blacklist cases."""

from __future__ import annotations

from tests.ui.conftest import desk, sample_desk, settle, visits

__all__ = ["desk", "sample_desk", "settle", "visits"]
