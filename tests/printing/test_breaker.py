"""Chinese line breaking: nothing lost, always forward, no forbidden line ends where they can be avoided."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.printing.breaker import HANGING, NO_END, NO_START, SQUEEZE, break_text, may_break


class Widths(dict[str, float]):
    """Chinese characters a full em, the others half."""

    def __missing__(self, character: str) -> float:
        return 1000.0 if character >= "\u2000" else 500.0


WIDTHS = Widths()
MIXED = st.text(st.sampled_from("安全生产隐患，。、；：“”（）《》—…·2023.5%-/ABCxyz \n，。"), max_size=120)


def visible(line: str) -> float:
    return sum(map(WIDTHS.__getitem__, line))


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("安全生产", 4, ["安全生产"]),
        ("安全生产隐患", 4, ["安全生产", "隐患"]),
        ("安全生产，隐患", 4.5, ["安全生产，", "隐患"]),  # the comma stands half an em over
        ("安全生产，隐患", 4, ["安全生", "产，隐患"]),
        ("安全生产）。隐患", 4.5, ["安全生", "产）。隐", "患"]),  # two marks are too much: walk back
        ("安全生（产隐患", 4, ["安全生", "（产隐患"]),
        ("共2023.5万元", 3, ["共", "2023.5", "万元"]),  # a number stays whole
        ("自查GB/T9704文", 4, ["自查", "GB/T9704", "文"]),
        ("制度——落实了", 3, ["制", "度——", "落实了"]),
        ("等等……落实了", 3, ["等", "等……", "落实了"]),
        ("一\n\n二", 9, ["一", "", "二"]),
        ("一\r\n二\r三", 9, ["一", "二", "三"]),
        ("", 9, [""]),
        ("安全 生产", 2, ["安全", "生产"]),
        ("0531-88888888", 4, ["0531-", "88888888"]),  # too wide: behind the hyphen
        ("12345678", 2, ["1234", "5678"]),
        ("，，，，", 1, ["，", "，", "，", "，"]),
    ],
)
def test_examples(text: str, room: float, lines: list[str]) -> None:
    assert break_text(text, room * 1000, WIDTHS) == lines


@settings(max_examples=400, deadline=None)
@example("，" * 50, 0.2)
@example("A" * 90 + "，", 3)
@given(MIXED, st.floats(0.1, 30))
def test_nothing_is_lost_and_it_ends(text: str, room: float) -> None:
    lines = break_text(text, room * 1000, WIDTHS)
    assert "".join(lines).replace(" ", "") == text.replace("\n", "").replace(" ", "")
    assert len(lines) <= len(text) + 1


@settings(max_examples=400, deadline=None)
@given(MIXED, st.floats(1, 30))
def test_no_line_is_wider_than_the_room_and_half_an_em_of_blank(text: str, room: float) -> None:
    for line in break_text(text, room * 1000, WIDTHS):
        over = visible(line) - room * 1000
        assert over <= 0.01 or (over <= SQUEEZE + 0.01 and line[-1] in HANGING)


@settings(max_examples=400, deadline=None)
@given(MIXED.map(lambda text: text.replace("\n", "").replace(" ", "")), st.floats(1, 30))
def test_a_forbidden_break_is_made_only_where_the_line_offers_no_other(text: str, room: float) -> None:
    at = 0
    for line, following in pairwise(break_text(text, room * 1000, WIDTHS)):
        begin, at = at, at + len(line)
        if not may_break(text, at):
            assert not any(may_break(text, other) for other in range(begin + 1, at + 1)), (line, following)


def test_a_report_of_the_field_has_no_faults() -> None:
    text = (
        "经查，该企业（济南鑫鸿泰机械有限公司）存在以下问题：一是“三同时”手续不全，未按《安全生产法》第31条要求"
        "办理；二是2023年5月31日起，1.5万元安全费用未提取——其中……三是外包、外租管理混乱！"
    )
    for room in range(3, 40):
        for line in break_text(text, room * 1000, WIDTHS)[1:]:
            assert line[0] not in NO_START
            assert line[-1] not in NO_END
            assert line[0] != "—"


def test_a_very_long_text_takes_time_in_proportion() -> None:
    lines = break_text("安全生产，" * 40_000, 20_000, WIDTHS)
    assert len(lines) == 10_000
