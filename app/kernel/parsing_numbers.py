"""Counts and money, with the words that stand around them."""

from __future__ import annotations

import math
import re
import unicodedata
from decimal import Decimal, InvalidOperation

from app.kernel.parsing_base import NotUnderstood, chinese_number, quoted

MOST = 10**15  # no count and no sum in 分 of an office is larger
_COMMAS = re.compile(r"^\d{1,3}(?:,\d{3})+(?=\.|\D|$)")
_ABOUT = re.compile(r"^(?:大约|约|共计|合计|共|计|总计|已|近|人民币|rmb|cny|[¥￥])|(?:左右|上下)$")
_COUNTED = r"(?:人次|家次|个次|家|人|个|次|名|位|户|项|处|起|件|份|年|天|日|间|台|条|例|期|批|所|座|套|周岁|岁|个月)?"
_COUNT = re.compile(rf"^([+-]?\d+)(?:\.0*)?{_COUNTED}$")
_CHINESE_COUNT = re.compile(rf"^([〇零○一二两三四五六七八九十百千廿卅]+){_COUNTED}$")
_SUM = re.compile(
    r"^(?P<sign>-)?(?P<number>\d*\.?\d+|\d+\.|[〇零○一壹二贰两三叁四肆五伍六陆七柒八捌九玖十拾百佰千仟]+)"
    r"(?P<scale>亿|千万|百万|十万|万|w|千|百)?(?P<yuan>元|圆|块钱|块|rmb|cny)?(?:人民币)?(?:整|正)?$"
)
_DIGIT = "〇零○一壹二贰两三叁四肆五伍六陆七柒八捌九玖"
_MIXED = re.compile(
    rf"^(?P<body>[\d.{_DIGIT}十拾百佰千仟万亿]*[万亿千仟百佰十拾][\d.{_DIGIT}十拾百佰千仟万亿]*|[{_DIGIT}十拾]+(?=元|圆))"
    rf"(?:元|圆|块钱|块)?(?:(?P<jiao>[\d{_DIGIT}])角)?(?:(?P<fen>[\d{_DIGIT}])分)?(?:整|正)?$"
)
"""3万5, 3万5千, 三万五千, 叁万伍仟元整, 壹佰贰拾元伍角: as sums are said, and as they stand on a receipt."""
_UNSAID = re.compile(rf"([百佰千仟])([{_DIGIT[3:]}])$")
_PARTS = re.compile(r"(\d+(?:\.\d+)?)([千仟百佰])?")
_SCALES = {"亿": 8, "千万": 7, "百万": 6, "十万": 5, "万": 4, "w": 4, "千": 3, "百": 2, "": 0}


def _tidy(text: str) -> str:
    text = "".join(unicodedata.normalize("NFKC", text[:80]).split()).casefold()
    while (shorter := _ABOUT.sub("", text)) != text:
        text = shorter
    found = _COMMAS.match(text)
    return text.replace(",", "", found[0].count(",")) if found else text


def read_int(raw: object) -> int:
    """A count: 3, 3.0, "4人", "４家", "1,200", "三家"."""
    if isinstance(raw, float):
        if not math.isfinite(raw) or not raw.is_integer():
            raise NotUnderstood(f"{quoted(raw)}不是整数，请填整数，如 3")
        return _counted(int(raw), raw)
    if isinstance(raw, int) and not isinstance(raw, bool):
        return _counted(raw, raw)
    text = _tidy(str(raw)) if isinstance(raw, str) else ""
    if found := _COUNT.match(text):
        return _counted(int(found[1]), raw)
    if found := _CHINESE_COUNT.match(text):
        number = chinese_number(found[1])
        if number is not None:
            return _counted(number, raw)
    raise NotUnderstood(f"{quoted(raw)}不是数字，请填整数，如 3")


def _counted(number: int, raw: object) -> int:
    if number < 0:
        raise NotUnderstood(f"{quoted(raw)}是负数，请填 0 或正整数")
    if number > MOST:
        raise NotUnderstood(f"{quoted(raw)}太大，请核对")
    return number


def read_money(raw: object, unit: str, heading_unit: str = "") -> Decimal:
    """A sum in ``unit`` (万元 or 元), exact to 分. A bare number counts in the unit of the file's heading."""
    ten_thousands = "万" in unit
    if isinstance(raw, float):
        if not math.isfinite(raw):
            raise _unclear(raw, unit)
        raw_text = f"{raw:.14g}"
    elif isinstance(raw, Decimal):
        raw_text = f"{raw:f}" if raw.is_finite() else ""
    elif isinstance(raw, bool):
        raw_text = ""
    else:
        raw_text = str(raw)
    bare_scale = 4 if "万" in (heading_unit or unit) else 0
    try:
        amount = Decimal(raw_text) if isinstance(raw, float | int) else None
    except InvalidOperation:
        amount = None
    if amount is None:
        amount, scale = _spelled(raw_text, raw, unit, bare_scale)
    else:
        scale = bare_scale
    if amount < 0:
        raise NotUnderstood(f"{quoted(raw)}是负数，金额应为 0 或正数")
    if amount.adjusted() + scale > 13:
        raise NotUnderstood(f"{quoted(raw)}太大，请核对金额和单位")
    cents = amount.scaleb(scale + 2)
    if cents != cents.to_integral_value():
        raise NotUnderstood(f"{quoted(raw)}的小数位太多，金额最多精确到分")
    return _plain(Decimal(int(cents)).scaleb(-6 if ten_thousands else -2))


def _spelled(text: str, raw: object, unit: str, bare_scale: int) -> tuple[Decimal, int]:
    """The number and the power of ten of its unit in 元."""
    found = _SUM.match(_tidy(text))
    if found is None:
        mixed = _mixed(_tidy(text))
        if mixed is None:
            raise _unclear(raw, unit)
        return mixed, 0
    number, scale = found["number"], found["scale"] or ""
    if number[0] in "0123456789.":
        amount = Decimal(number)
    else:
        spelled = chinese_number(number)
        if spelled is None:
            raise _unclear(raw, unit)
        unsaid = _left_unsaid(number)
        if unsaid and scale:
            raise _unclear(raw, unit)  # 两千五万: nobody can tell
        amount = Decimal(spelled + unsaid)
    if found["sign"]:
        amount = -amount
    bare = not scale and not found["yuan"]
    return amount, bare_scale if bare else _SCALES[scale]


def _left_unsaid(number: str) -> int:
    """两千五 is 2,500, where 两千零五 is 2,005: what the last digit lacks of its hundreds or tens."""
    found = _UNSAID.search(number)
    if found is None:
        return 0
    digit = chinese_number(found[2]) or 0
    return digit * ((100 if found[1] in "千仟" else 10) - 1)


def _mixed(text: str) -> Decimal | None:
    """A sum in 元 whose words are mixed with its units; None where it is none."""
    found = _MIXED.match(text)
    if found is None:
        return None
    total, rest, last = Decimal(0), found["body"], 0
    for sign, power in (("亿", 8), ("万", 4)):
        head, unit, tail = rest.partition(sign)
        if not unit:
            continue
        part = _below(head)
        if part is None:
            return None
        total, rest, last = total + part.scaleb(power), tail, power
    if rest and last and len(rest) == 1 and (digit := _below(rest)):
        rest, total = "", total + digit.scaleb(last - 1)  # 3万5 is 35,000
    if last and rest.isdecimal() and len(rest) in (2, 3):
        return None  # 3万12: nobody can tell
    part = _below(rest) if rest else Decimal(0)
    if part is None:
        return None
    for name, power in (("jiao", -1), ("fen", -2)):
        if found[name]:
            part += (_below(found[name]) or Decimal(0)).scaleb(power)
    return total + part


def _below(text: str) -> Decimal | None:
    """A number below ten thousand: 5, 2.5, 5千, 三千五百, 零五百."""
    if found := _PARTS.fullmatch(text):
        return Decimal(found[1]).scaleb(_SCALES[{"仟": "千", "佰": "百"}.get(found[2] or "", found[2] or "")])
    spelled = chinese_number(text.lstrip("零〇○")) if text else None
    return None if spelled is None else Decimal(spelled + _left_unsaid(text))


def _plain(amount: Decimal) -> Decimal:
    """Without trailing zeros and without an exponent."""
    amount = amount.normalize()
    return amount.quantize(Decimal(1)) if int(amount.as_tuple().exponent) > 0 else amount


def _unclear(raw: object, unit: str) -> NotUnderstood:
    example = "1.2 或 1.2万元" if "万" in unit else "5000 或 5000元"
    return NotUnderstood(f"{quoted(raw)}不是金额，请写成 {example}")
