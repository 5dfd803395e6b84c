"""Which field a heading means: labels and aliases after folding, then what is merely similar."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from app.kernel.fields import Field
from app.kernel.parsing_base import fold

SERIAL = frozenset({"序号", "序", "no", "项次", "行号", "排序", "顺序号", "num"})
_BRACKETS = re.compile(r"[(\[{【〔<《][^()\[\]{}【】〔〕<>《》]*[)\]}】〕>》]")
_SIGNS = re.compile(r"[^0-9a-z\u3400-\u9fff\U00020000-\U0003ffff]+")
_UNIT = re.compile(
    r"(万元|元)\s*[)）\]】]?\s*$|[(（\[【]\s*(?:单位[:：]?)?\s*(?:人民币)?\s*(万元|元)\s*[)）\]】]"
)
_THINGS = re.compile(
    r"电话|手机|身份证|职务|地址|照片|图片|签字|签名|编号|文号|代码|是否|期限|时限|措施|资金|金额|费用|罚款|人数|数量|"
    r"次数|日期|时间|部门|等级|级别|类别|类型|依据|情况|结论|结果|未|不|数$|率$|号$|人$"
)
_SAME = {"时间": "日期", "签名": "签字", "手机": "电话", "时限": "期限", "级别": "等级", "类型": "类别", "结果": "结论", "金额": "资金", "费用": "资金", "数量": "数", "人数": "数"}  # fmt: skip
_ALIKE, _COVERS = 0.82, 0.7


@dataclass(frozen=True)
class Match:
    """A field that a heading may mean. ``how``: exact, alias, similar, given (by the clerk) or remembered."""

    field: str
    how: str
    score: float


@lru_cache(maxsize=20_000)
def bare(heading: str) -> str:
    """A heading for comparison, words in brackets kept: folded, without signs and line breaks."""
    return _SIGNS.sub("", fold(heading))


@lru_cache(maxsize=20_000)
def unbracketed(heading: str) -> str:
    """The same without what stands in brackets: （万元）, （打√）."""
    return _SIGNS.sub("", _BRACKETS.sub("", fold(heading)))


def unit_in(heading: str) -> str:
    """万元 or 元 where the heading names it."""
    found = _UNIT.search(heading)
    return (found[1] or found[2]) if found else ""


class Headings:
    """The words of a ledger, ready to be asked."""

    def __init__(
        self,
        vocabulary: Sequence[Field],
        remembered: Mapping[str, str] | None = None,
        given: Mapping[str, str] | None = None,
    ) -> None:
        self.fields = {field.name: field for field in vocabulary if not field.computed}
        self.words: dict[str, Match] = {}
        names = {bare(field.label): field.name for field in self.fields.values()} | {
            name: name for name in self.fields
        }
        for mapping, how in ((given, "given"), (remembered, "remembered")):
            for heading, target in (mapping or {}).items():
                wanted = names.get(target, names.get(bare(target), ""))
                self._learn((heading,), Match(wanted, how, 120 if how == "given" else 110))
        for field in self.fields.values():
            self._learn((field.label, field.name), Match(field.name, "exact", 100))
        for field in self.fields.values():
            self._learn(field.aliases, Match(field.name, "alias", 90))

    def _learn(self, headings: Iterable[str], match: Match) -> None:
        """The first to claim a word keeps it; a word without its brackets counts a little less."""
        for heading in headings:
            for word, less in ((bare(heading), 0), (unbracketed(heading), 1)):
                if word:
                    self.words.setdefault(word, Match(match.field, match.how, match.score - less))

    def known(self, heading: str) -> Match | None:
        """The field by label, alias or the clerk's word. A match with an empty field: leave this column out."""
        return self.words.get(bare(heading)) or self.words.get(unbracketed(heading))

    def similar(self, heading: str) -> list[Match]:
        """Fields whose words are nearly the heading and speak of the same thing, best first."""
        text = unbracketed(heading) or bare(heading)
        best: dict[str, Match] = {}
        if len(text) < 3 or len(text) > 30:
            return []
        for word, match in self.words.items():
            likeness = _likeness(text, word) if match.field else 0
            if likeness and likeness * 70 > best.get(match.field, _NONE).score:
                best[match.field] = Match(match.field, "similar", likeness * 70)
        return sorted(best.values(), key=lambda match: -match.score)


_NONE = Match("", "", 0)


def _likeness(text: str, word: str) -> float:
    if len(word) < 3 or _things(text) != _things(word):
        return 0
    short, long = sorted((text, word), key=len)
    if short in long and len(short) >= _COVERS * len(long):
        return 0.9 + 0.1 * len(short) / len(long)
    matcher = SequenceMatcher(None, text, word, autojunk=False)
    ratio = matcher.ratio() if matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE else 0
    return ratio if ratio >= _ALIKE else 0


@lru_cache(maxsize=20_000)
def _things(text: str) -> frozenset[str]:
    """What a heading speaks of: a telephone is never a name, a person never a number."""
    return frozenset(_SAME.get(found, found) for found in _THINGS.findall(text))
