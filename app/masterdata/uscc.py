"""统一社会信用代码: 18 signs of GB 32100-2015, the last one checks the others."""

from __future__ import annotations

import re
import unicodedata

_ALPHABET = frozenset("0123456789ABCDEFGHJKLMNPQRTUWXY")
_BLANK = re.compile(r"[\s\-‐-―－]+")


def normalise_code(text: str) -> str:
    """Full width to half width, blanks and hyphens out, letters upper case."""
    return _BLANK.sub("", unicodedata.normalize("NFKC", text)).upper()


def check_code(text: str) -> str | None:
    """What is wrong with a code, as a sentence; None when it is right.

    The registering body may be a letter (A, N, Y: GB 32100-2015 表1), so only the check sign is left to stdnum.
    """
    from stdnum.cn import uscc

    code = normalise_code(str(text))
    if len(code) != 18:
        return f"统一社会信用代码应为18位，这里是{len(code)}位，请对照营业执照核对。"
    wrong = [sign for sign in code if sign not in _ALPHABET]
    if wrong:
        return f"统一社会信用代码里不会有“{wrong[0]}”（没有字母I、O、S、V、Z），请对照营业执照核对。"
    if not code[2:8].isdigit():
        return "统一社会信用代码第3至8位应为数字（登记机关行政区划），请对照营业执照核对。"
    if code[-1] != uscc.calc_check_digit(code[:-1]):
        return "统一社会信用代码的校验位不对，可能抄错了一位，请对照营业执照核对。"
    return None
