"""What a firm's record needs, and how a firm's row from a file is mended. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping

from app.kernel.feature import Record
from app.kernel.fields import Value
from app.masterdata.enterprises.words import STATISTICAL_SIZES

_HAN = r"[\u3400-\u9fff（）]"
_GAP = rf"(?<={_HAN})\s+(?={_HAN})"  # compiled when first met: so large a set takes milliseconds
_BREAK = re.compile(r"\s*[\r\n]+\s*")


def tidy_name(text: str) -> str:
    """A name on one line, without blanks between Chinese characters."""
    return re.sub(_GAP, "", _BREAK.sub("", text)).strip()


def missing(values: Mapping[str, Value]) -> tuple[str, ...]:
    """The code has no star, yet a firm without it is not complete: it cannot be told apart for certain."""
    return () if values.get("code") else ("统一社会信用代码",)


def adapt(values: Record, words: Mapping[str, str]) -> Record:
    """规上、规下 are classes of the statistics, none of 大型 … 微型: the words are kept in 备注."""
    said = words.get("size", "").strip()
    if values.get("size") or not any(word in said for word in STATISTICAL_SIZES):
        return values
    remark = str(values.get("remark") or "")
    if said in remark:
        return values
    return {**values, "remark": "；".join(part for part in (remark, f"企业规模：{said}") if part)}
