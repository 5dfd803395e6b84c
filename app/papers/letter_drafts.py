"""公文 that are being written: kept until they are issued or thrown away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.kernel.errors import Refusal
from app.masterdata.settings import read_setting, write_setting
from app.papers.letters import title_of
from app.store.session import Store

SETTING = "official_drafts"
MOST = 200


@dataclass(frozen=True)
class LetterDraft:
    """What was typed for a kind of 公文; ``submission`` is the submitted table a bulletin tells of."""

    number: int
    code: str
    typed: Mapping[str, str]
    submission: int
    at: str
    who: str

    @property
    def called(self) -> str:
        """Its title, as far as there is one."""
        return title_of(self.typed) or "（还没有标题）"


def drafts(store: Store) -> list[LetterDraft]:
    """Those on file, the latest first."""
    with store.read() as connection:
        kept = read_setting(connection, SETTING, [])
    return sorted((LetterDraft(**one) for one in kept), key=lambda one: (one.at, one.number), reverse=True)


def keep_draft(
    store: Store, code: str, typed: Mapping[str, str], submission: int = 0, number: int = 0
) -> int:
    """Keep what was typed, in the place of the draft ``number`` where it is given; returns its number."""
    with store.write() as connection:
        kept: list[dict[str, Any]] = read_setting(connection, SETTING, [])
        others = [one for one in kept if one["number"] != number]
        if len(others) >= MOST:
            raise Refusal(f"草稿已有 {MOST} 份，请先删掉不要的再存。")
        own = number or max((one["number"] for one in kept), default=0) + 1
        entry = {"number": own, "code": code, "typed": dict(typed), "submission": submission}
        others.append({**entry, "at": store.moment(), "who": store.who})
        write_setting(connection, SETTING, others)
    return own


def drop_draft(store: Store, number: int) -> None:
    """It was issued, or is not wanted any more."""
    with store.write() as connection:
        kept = read_setting(connection, SETTING, [])
        write_setting(connection, SETTING, [one for one in kept if one["number"] != number])
