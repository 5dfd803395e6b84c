"""A calendar file (RFC 5545) of what falls due: whole days that phones, Outlook and WPS take in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import groupby

from app.overview.due_calendar import DueEntry

LINE = 75  # octets, not characters
SINGLE = 20
"""More of one kind on one day become a single entry that counts them; a telephone shows no hundred of a day."""
LISTED = 10


def calendar_text(entries: Sequence[DueEntry], now: datetime) -> str:
    """The file. A record, and each duty of a case, keeps its identity, so that a second import moves its entry instead of doubling it."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//safety-ledger//due dates//ZH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "X-WR-CALNAME:安监到期",
    ]
    stamp = f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    for (day, _ledger), group in groupby(entries, key=lambda one: (one.day, one.source.ledger)):
        found = list(group)
        for event in _together(day, found) if len(found) > SINGLE else map(_single, found):
            lines += ["BEGIN:VEVENT", f"DTSTAMP:{stamp}", *event, "END:VEVENT"]
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _single(one: DueEntry) -> list[str]:
    level = f"【{one.level}】" if one.level == "重大" else ""
    return _event(
        one.day,
        "-".join(part for part in (one.source.ledger, str(one.record), one.duty) if part),
        f"{level}{one.source.title}到期：{one.firm or one.number}",
        "\n".join(part for part in (one.number, one.firm, one.what) if part),
    )


def _together(day: date, found: Sequence[DueEntry]) -> Iterator[list[str]]:
    source = found[0].source
    major = sum(one.level == "重大" for one in found)
    listed = [f"{one.number} {one.firm}" for one in found[:LISTED]]
    more = [f"……共 {len(found)} 条，请在安监台账里查看"]
    note = f"（重大 {major}）" if major else ""
    yield _event(
        day,
        f"{source.ledger}-{day:%Y%m%d}",
        f"{source.title}到期 {len(found)} 条{note}",
        "\n".join(listed + more),
    )


def _event(day: date, identity: str, summary: str, text: str) -> list[str]:
    return [
        f"UID:{identity}@safety-ledger",
        f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_escaped(summary)}",
        f"DESCRIPTION:{_escaped(text)}",
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{_escaped(summary)}",
        "TRIGGER:PT9H",
        "END:VALARM",
    ]


def _escaped(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\r", "").replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """Lines of at most 75 octets; what goes on begins with a blank, and no character is cut."""
    part, room = "", LINE
    for sign in line:
        size = len(sign.encode("utf-8"))
        if size > room:
            yield part
            part, room = " ", LINE - 1
        part += sign
        room -= size
    yield part
