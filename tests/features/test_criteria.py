"""Which standards may be cited on a day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import create_engine

from app.masterdata import criteria
from app.masterdata.settings import SETTINGS


def _on(day: date, industry: str) -> list[str]:
    return [one.identifier for one in criteria.standards_on(day) if one.industry == industry]


def test_the_standard_of_industry_and_trade_changed_in_may_2023() -> None:
    assert _on(date(2023, 5, 14), "工贸") == ["industry-2017"]
    assert _on(date(2023, 5, 15), "工贸") == ["industry-2023"]


def test_the_fire_standard_changed_in_november_2025() -> None:
    assert _on(date(2023, 6, 3), "消防") == ["fire-2017"]
    assert _on(date(2025, 10, 31), "消防") == ["fire-2017"]
    assert _on(date(2025, 11, 1), "消防") == ["fire-2025"]


def test_nothing_is_offered_before_it_was_in_force() -> None:
    assert _on(date(2023, 6, 3), "燃气") == []
    assert _on(date(2023, 9, 21), "燃气") == ["gas-2023"]


@given(st.dates(date(2015, 1, 1), date(2030, 12, 31)))
def test_each_offered_standard_is_in_force(day: date) -> None:
    for standard in criteria.standards_on(day, "消防"):
        assert standard.starts <= day
        assert standard.ends is None or day <= standard.ends
        assert criteria.out_of_force(criteria.citation(standard), day) is None


def test_the_firms_own_trade_comes_first() -> None:
    day = date(2023, 6, 3)
    assert criteria.standards_on(day, "消防")[0].industry == "消防"
    assert set(criteria.standards_on(day, "消防")) == set(criteria.standards_on(day))


def test_citation() -> None:
    standard = criteria.standard_named("industry-2023")
    assert standard is not None
    words = criteria.citation(standard, standard.clauses[0].number)
    assert words == "《工贸企业重大事故隐患判定标准》（应急管理部令第10号）第三条"
    assert criteria.cited(words) is standard
    assert "尚未施行" in str(criteria.out_of_force(words, date(2023, 5, 14)))
    old = criteria.standard_named("fire-2017")
    assert old is not None
    assert "不再适用" in str(criteria.out_of_force(criteria.citation(old), date(2026, 1, 1)))
    assert criteria.out_of_force("某标准第三条", date(2023, 5, 14)) is None
    assert criteria.standard_named("unknown") is None


def test_the_catalogue_is_sound() -> None:
    found = criteria.standards()
    assert len({one.identifier for one in found}) == len(found)
    for one in found:
        assert one.ends is None or one.starts <= one.ends
        assert bool(one.caution) == (one.nearly or one.doubtful)
        numbers = [clause.number for clause in one.clauses]
        assert len(numbers) == len(set(numbers))
        assert criteria.cited(criteria.citation(one)) is one


def test_pasted_words_are_the_offices_own() -> None:
    standard = criteria.standard_named("gas-2023")
    assert standard is not None
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        SETTINGS.create(connection)
        assert criteria.read_texts(connection, standard) == {}
        criteria.write_text(connection, standard, "第四条", " 条文 ")
        texts = criteria.read_texts(connection, standard)
        assert texts == {"第四条": "条文"}
        assert [one.label for one in criteria.offered_clauses(standard, texts)] == ["第四条"]
        criteria.write_text(connection, standard, "第四条", "")
        assert criteria.read_texts(connection, standard) == {}
    engine.dispose()


@pytest.mark.parametrize("identifier", ["power-2022", "construction-2022"])
def test_what_is_not_certain_says_so(identifier: str) -> None:
    standard = criteria.standard_named(identifier)
    assert standard is not None
    assert "核对原文" in standard.caution
