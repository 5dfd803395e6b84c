"""Titles of several lines are parted between words, in a good shape, and as the clerk wants where he says so."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.printing.page_grid import COLUMN, TITLE
from app.printing.titles import title_lines
from app.printing.typeset import Typesetter
from tests.printing.official_pages import BOOK

SETTER = Typesetter(BOOK)


def lines_of(title: str) -> list[str]:
    return title_lines(title, TITLE, COLUMN, SETTER)


@pytest.mark.parametrize(
    "parted",
    [
        "关于开展夏季消防安全检查的通知",
        "关于2023年第二季度历城区重大事故隐患/专项排查整治2023行动进展情况的通报",
        "历城区清泉街道安全生产委员会办公室/关于2023年上半年安全生产工作总结/及下半年工作计划的报告",
        "关于做好2023年国庆节、/中秋节期间安全生产工作的通知",
        "清泉街道办事处关于印发/《清泉街道重大事故隐患专项/排查整治2023行动实施方案》的通知",
        "关于报送2023年第三季度企业主要负责人/带队检查和员工应急演练情况的通知",
        "关于给予济南某某木业有限公司王某某同志/安全生产举报奖励的请示",
    ],
)
def test_it_is_parted_between_words(parted: str) -> None:
    assert lines_of(parted.replace("/", "")) == parted.split("/")


@pytest.mark.parametrize("whole", ["第三季度", "2023年", "安全生产", "清泉街道", "重大事故隐患", "办公室"])
def test_what_belongs_together_is_not_parted(whole: str) -> None:
    for before in range(4, 40):
        title = f"关于{'某' * before}{whole}有关情况的通报"
        assert any(whole in line for line in lines_of(title)), lines_of(title)


def test_no_line_is_narrow_in_the_waist() -> None:
    title = "清泉街道办事处关于2023年第三季度重大事故隐患专项排查整治行动进展情况和下一步打算的报告"
    wide = [SETTER.width(line, TITLE) for line in lines_of(title)]
    assert len(wide) == 3
    assert wide[1] >= min(wide[0], wide[2])
    assert not any(
        line.endswith(("第三", "关于")) or line.startswith(("的", "季度")) for line in lines_of(title)
    )


def test_a_break_that_someone_wrote_is_kept() -> None:
    assert lines_of("关于开展夏季\n消防安全检查的通知") == ["关于开展夏季", "消防安全检查的通知"]
    assert lines_of("关于开展夏季⏎消防安全检查的通知") == ["关于开展夏季", "消防安全检查的通知"]


@settings(max_examples=60)
@given(st.text(st.sampled_from("关于2023年第三季度安全生产的《》、和街道某（）“”Ab. "), max_size=130))
def test_nothing_is_lost_and_every_line_fits(title: str) -> None:
    lines = lines_of(title)
    assert "".join(lines).replace(" ", "") == title.replace(" ", "")
    assert all(SETTER.width(line, TITLE) <= COLUMN + TITLE.size / 2 for line in lines)
