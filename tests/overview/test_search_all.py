"""One search over everything: what comes first, what is counted, what is left out."""

from __future__ import annotations

import pytest

from app.bootstrap import Workspace
from app.kernel.errors import Cancelled
from app.ledgers import browse, edit
from app.overview.manual import Article
from app.overview.search import MANUAL, PAGES, Section, Way, marked, search

WAYS = (
    Way("调度表", "报表", "table-2", "dispatch"),
    Way("备份与恢复", "设置", "settings", "settings", {"section": "keeping"}),
    Way("新增隐患", "隐患", "plus", "hazards", {"new": True}),
)
ARTICLES = (
    Article("backup", "备份与恢复", "系统", "每天自动备份一次。"),
    Article("first", "第一次用", "开始", "先建企业。"),
)


def _sections(space: Workspace, text: str) -> list[Section]:
    return search(space.store, space.catalogue, text, WAYS, ARTICLES)


def test_a_number_typed_in_full_comes_first(sample: Workspace) -> None:
    hazards = sample.feature("hazards")
    number = browse.ids(sample.store, hazards)[17]
    record = browse.record(sample.store, hazards, number)
    assert record is not None
    first = _sections(sample, str(record["number"]).lower())[0]
    assert first.ledger == "hazards"
    assert first.hits[0].target == {"record": number}
    assert first.hits[0].mark == record["number"]


def test_names_that_begin_with_it_come_before_those_that_hold_it(office: Workspace) -> None:
    for name in ("济南建新某厂", "建新某机械厂", "新建新某商店"):
        edit.create(office.store, office.feature("enterprises"), {"name": name})
    (firms,) = [one for one in _sections(office, "建新") if one.ledger == "enterprises"]
    assert [hit.title for hit in firms.hits] == ["建新某机械厂", "济南建新某厂", "新建新某商店"]
    assert firms.count == 3


@pytest.mark.parametrize("text", ["建", "jx", "JXM"])
def test_one_character_or_initials_suffice(office: Workspace, text: str) -> None:
    number = edit.create(office.store, office.feature("enterprises"), {"name": "建新某机械厂"}).created
    found = _sections(office, text)
    assert found[0].hits[0].target == {"record": number["enterprises"][0]}


def test_each_ledger_tells_how_many_there_are(sample: Workspace) -> None:
    found = {one.ledger: one.count for one in _sections(sample, "济南") if one.ledger}
    assert found
    assert found == {
        name: browse.count(sample.store, sample.feature(name), search="济南")
        for name in sample.catalogue
        if browse.count(sample.store, sample.feature(name), search="济南")
    }


@pytest.mark.parametrize(
    ("text", "page"), [("调度表", "dispatch"), ("ddb", "dispatch"), ("备份", "settings"), ("xzyh", "hazards")]
)
def test_pages_and_commands_are_found(office: Workspace, text: str, page: str) -> None:
    first = _sections(office, text)[0]
    assert first.title == PAGES
    assert first.hits[0].page == page


def test_the_manual_is_found_last(office: Workspace) -> None:
    found = _sections(office, "备份")
    assert [one.title for one in found] == [PAGES, MANUAL]
    assert found[-1].hits[0].target == {"article": "backup"}


def test_what_was_deleted_is_not_found(office: Workspace) -> None:
    firms = office.feature("enterprises")
    number = edit.create(office.store, firms, {"name": "建新某机械厂"}).created["enterprises"][0]
    assert [hit.title for hit in marked(office.store, office.catalogue, [("enterprises", number)])] == [
        "建新某机械厂"
    ]
    edit.delete(office.store, firms, [number])
    assert marked(office.store, office.catalogue, [("enterprises", number), ("nothing", 1)]) == []
    assert not [one for one in _sections(office, "建新") if one.ledger]


def test_a_search_that_is_no_longer_wanted_breaks_off(sample: Workspace) -> None:
    asked = 0

    def check() -> None:
        nonlocal asked
        asked += 1
        if asked == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        search(sample.store, sample.catalogue, "济南", check=check)
    assert asked == 3


def test_nothing_is_searched_for_without_words(sample: Workspace) -> None:
    assert _sections(sample, "  ") == []
