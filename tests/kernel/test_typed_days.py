"""Days as they are said at the keyboard."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.typed_days import key_step, pasted_day, stepped, typed_day, weekday

TODAY = date(2023, 8, 31)  # a Thursday


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("今天", (2023, 8, 31)),
        ("昨天", (2023, 8, 30)),
        ("明天", (2023, 9, 1)),
        ("大后天", (2023, 9, 3)),
        ("+3", (2023, 9, 3)),
        ("＋3", (2023, 9, 3)),
        ("-2", (2023, 8, 29)),
        ("+3d", (2023, 9, 3)),
        ("+2w", (2023, 9, 14)),
        ("+1m", (2023, 9, 30)),
        ("+6M", (2024, 2, 29)),
        ("+1m+3d", (2023, 10, 3)),
        ("3天后", (2023, 9, 3)),
        ("十五日内", (2023, 9, 15)),
        ("两周后", (2023, 9, 14)),
        ("3个月后", (2023, 11, 30)),
        ("半年后", (2024, 2, 29)),
        ("半个月后", (2023, 9, 15)),
        ("5天前", (2023, 8, 26)),
        ("月底", (2023, 8, 31)),
        ("下月底", (2023, 9, 30)),
        ("下个月初", (2023, 9, 1)),
        ("下月5号", (2023, 9, 5)),
        ("本月十五日", (2023, 8, 15)),
        ("周一", (2023, 8, 28)),
        ("下周一", (2023, 9, 4)),
        ("上周日", (2023, 8, 27)),
        ("下下星期天", (2023, 9, 17)),
        ("年底", (2023, 12, 31)),
        ("下月31日", None),
        ("2023-06-01", None),
        ("6月底", None),
        ("立即整改", None),
        ("+9999y", None),
        ("", None),
    ],
)
def test_what_is_meant(said: str, meant: tuple[int, int, int] | None) -> None:
    assert typed_day(said, TODAY) == (date(*meant) if meant else None)


@pytest.mark.parametrize(
    ("text", "read", "after"),
    [
        ("d", None, "2023-08-31"),
        ("D", None, "2023-08-30"),
        ("w", None, "2023-09-07"),
        ("m", None, "2023-09-30"),
        ("2023-06-30d", "2023-06-30", "2023-07-01"),
        ("2023-06-30W", "2023-06-30", "2023-06-23"),
        ("6-30m", "2023-06-30", "2023-07-30"),
        ("某天d", None, None),
        ("+3d", "2023-09-03", None),
        ("+2w", "2023-09-02", None),
    ],
)
def test_a_letter_behind_a_day_moves_it(text: str, read: str | None, after: str | None) -> None:
    found = key_step(text, date.fromisoformat(read) if read else None, TODAY)
    assert found == (date.fromisoformat(after) if after else None)


@given(st.dates(date(1995, 1, 1), date(2095, 12, 31)), st.integers(-40, 40))
def test_months_keep_the_day_where_the_month_has_it(day: date, count: int) -> None:
    moved = stepped(day, "m", count)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == count
    assert moved.day == day.day or (moved.day < day.day and stepped(moved, "d", 1).day == 1)


@given(st.text(max_size=50))
def test_whatever_is_typed_is_read_or_left(text: str) -> None:
    found = typed_day(text, TODAY)
    assert found is None or weekday(found).startswith("星期")


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("6号", date(2023, 6, 6)),
        ("二十八日", date(2023, 6, 28)),
        ("31号", None),  # June has 30
        ("去年5月6日", date(2022, 5, 6)),
        ("明年元月1日", date(2024, 1, 1)),
        ("去年13月6日", None),
        ("去年底", date(2022, 12, 31)),
        ("年初", date(2023, 1, 1)),
        ("季末", date(2023, 6, 30)),
        ("上季度末", date(2023, 3, 31)),
        ("下季初", date(2023, 7, 1)),
    ],
)
def test_days_of_the_month_the_quarter_and_other_years(said: str, meant: date | None) -> None:
    assert typed_day(said, date(2023, 6, 28)) == meant


@pytest.mark.parametrize(
    "said", ["今天", "昨天", "+3", "-1w", "本周五", "下周一", "月底", "下月5号", "去年5月6日"]
)
def test_words_that_name_their_day_may_be_pasted(said: str) -> None:
    assert pasted_day(said, TODAY) == typed_day(said, TODAY) is not None


@pytest.mark.parametrize("said", ["当天", "3天内", "20日前", "半年后", "周五", "6号", "d", "2023-06-01"])
def test_words_that_may_speak_of_another_day_are_not_guessed_in_a_paste(said: str) -> None:
    assert pasted_day(said, TODAY) is None
