"""What is said to the person at the desk when something cannot be done."""

from __future__ import annotations


class Refusal(Exception):  # noqa: N818  a refusal is an answer, not a fault
    """An operation was refused; the message is a plain Chinese sentence with what to do about it."""


class Cancelled(Exception):  # noqa: N818
    """The person pressed cancel; nothing was written."""
