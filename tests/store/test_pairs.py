"""The index of pairs finds exactly what looking through every text finds, whatever happens to the records."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, select

from app.bootstrap import CATALOGUE, Workspace, close_workspace, open_workspace
from app.exchange.write import WriteColumn, write_table_xlsx
from app.kernel.clock import Clock
from app.kernel.feature import Feature
from app.kernel.filters import EVERYTHING
from app.ledgers import browse, edit, search_text, undo
from app.ledgers.import_plan import Request
from app.ledgers.importing import apply_plan, plan_import
from app.overview.verify import verify
from app.paths import DATABASE
from app.store import pairs, records
from app.store.base import table_of
from app.store.query import contains, fold

FIRMS = CATALOGUE["enterprises"]
SIGNS = "济南历城建新有限公司重庆某ａＢcZ09１%_\\'\"()*-:^+ \t，。、é☑𠮷🔥\u0100ﬁ①"
TEXTS = st.text(st.sampled_from(SIGNS), min_size=1, max_size=14)
QUESTIONS = st.text(st.sampled_from(SIGNS), min_size=1, max_size=4)


def by_looking(connection: Connection, feature: Feature, search: str) -> list[int]:
    """What LIKE finds on the folded text, without any index."""
    table = table_of(feature.model)
    words = [contains(table.c.haystack, word) for word in fold(search).split()]
    query = select(table.c.id).where(table.c.deleted_at.is_(None), *words)
    return sorted(connection.execute(query).scalars())


def take_back(office: Workspace) -> None:
    """Ctrl+Z."""
    last = undo.last_undoable(office.store)
    assert last is not None
    undo.undo(office.store, office.catalogue, last.operation)


def agree(office: Workspace, search: str, feature: Feature = FIRMS) -> list[int]:
    """The same records with the index and without; the index was really asked."""
    with office.store.read() as connection:
        words = fold(search).split()
        assert (pairs.seek(connection, table_of(feature.model), words) is not None) == bool(words)
        found = sorted(records.find_ids(connection, feature, EVERYTHING, search))
        assert found == by_looking(connection, feature, search)
        assert records.count(connection, feature, EVERYTHING, search) == len(found)
    return found


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(TEXTS, min_size=1, max_size=6), TEXTS, st.lists(QUESTIONS, min_size=1, max_size=8), st.data())
def test_the_index_answers_as_looking_does(
    office: Workspace, remarks: list[str], later: str, asked: list[str], data: st.DataObject
) -> None:
    made = [
        edit.create(office.store, FIRMS, {"name": f"某{text}厂", "address": text}).created["enterprises"][0]
        for text in remarks
    ]
    edit.update(office.store, FIRMS, made[0], {"address": later})
    edit.delete(office.store, FIRMS, made[-1:])
    if data.draw(st.booleans()):
        edit.restore(office.store, FIRMS, made[-1:])
    for text in (later, *remarks):
        start = data.draw(st.integers(0, len(text) - 1))
        asked.append(text[start : start + data.draw(st.sampled_from((1, 2, 4)))])
    for question in asked:
        agree(office, question)


def test_a_part_of_any_length_finds_its_record(office: Workspace) -> None:
    name = "济南𠮷某100%(新)_建材\\五金'有限\"公司🔥"
    firm = edit.create(office.store, FIRMS, {"name": name}).created["enterprises"][0]
    edit.create(office.store, FIRMS, {"name": "另一家"})
    for length in (1, 2, 3, 4, 9):
        for start in range(len(name) - length + 1):
            assert agree(office, name[start : start + length]) == [firm], name[start : start + length]


@pytest.mark.parametrize(
    "word", ["OR", "NOT 某", '"', '""', "a*", "pairs:某", "NEAR(某 某)", "-某", "^某", "%", "_", "\\", "%%"]
)
def test_signs_of_the_index_and_of_like_are_ordinary(office: Workspace, word: str) -> None:
    kept = edit.create(office.store, FIRMS, {"name": f"某{word}店"}).created["enterprises"][0]
    edit.create(office.store, FIRMS, {"name": "别家"})
    assert kept in agree(office, word)


def test_undo_and_import_keep_the_index_in_step(office: Workspace, tmp_path: Path) -> None:
    firm = edit.create(office.store, FIRMS, {"name": "历城建新", "address": "东柳路1号"}).created[
        "enterprises"
    ][0]
    edit.update(office.store, FIRMS, firm, {"name": "历城创新", "address": "西柳路"})
    assert agree(office, "西柳") == [firm]
    assert agree(office, "建新") == [firm]  # its former name
    take_back(office)
    assert agree(office, "西柳") == []
    assert agree(office, "东柳") == [firm]
    path = tmp_path / "firms.xlsx"
    write_table_xlsx(
        path,
        "企业",
        [WriteColumn("单位名称"), WriteColumn("生产经营地址")],
        [["历城建新", "南柳路"], ["章某面馆", "北柳路"]],
    )
    apply_plan(office.store, plan_import(office.store, FIRMS, Request(path)))
    assert len(agree(office, "柳路")) == 2
    take_back(office)
    assert agree(office, "北柳") == []
    assert agree(office, "柳路") == [firm]


def test_initials_find_in_every_ledger(sample: Workspace) -> None:
    met = set()
    for feature in sample.catalogue.values():
        rows = browse.rows(sample.store, feature, browse.ids(sample.store, feature))
        for record, row in list(rows.items())[:12]:
            lines = str(row["haystack"]).split("\n")
            spelt = [line for line in lines if line.isascii() and line.isalpha() and len(line) > 3]
            if spelt:
                met.add(feature.name)
                assert record in agree(sample, spelt[-1], feature)
    assert met >= set(sample.catalogue) - {
        "rewards",
        "dishonesty",
    }  # the informer is not named; the register is younger than the sample


def test_initials_of_firms_people_and_old_names(office: Workspace) -> None:
    firm = edit.create(
        office.store, FIRMS, {"name": "历城建新", "principal": "曾某", "remark": "泉城路"}
    ).created["enterprises"][0]
    edit.update(office.store, FIRMS, firm, {"name": "重庆路面馆"})
    for spelt in ("lcjx", "LCJX", "ｌｃｊｘ", "cqlmg", "zqlmg", "zm", "cm", "mg 重庆"):
        assert agree(office, spelt) == [firm], spelt
    for spelt in ("qcl", "历jx", "cj新"):  # a paragraph has no initials, and no word is half in Chinese
        assert agree(office, spelt) == [], spelt


def test_a_word_that_many_hold_is_looked_for_along_the_order(
    sample: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    hazards = sample.feature("hazards")
    by_index = {
        word: list(browse.ids(sample.store, hazards, search=word)) for word in ("公司", "济南", "j", "安全")
    }
    monkeypatch.setattr(pairs, "SEEK_LEAST", 0)
    for word, found in by_index.items():
        with sample.store.read() as connection:
            assert pairs.seek(connection, table_of(hazards.model), [word], 100) is None
        assert list(browse.ids(sample.store, hazards, search=word)) == found


def test_a_broken_index_keeps_nobody_from_working(office: Workspace) -> None:
    firm = edit.create(office.store, FIRMS, {"name": "历城建新"}).created["enterprises"][0]
    with office.store.write() as connection:
        connection.exec_driver_sql("DROP TABLE enterprises_pairs")
    assert list(browse.ids(office.store, FIRMS, search="建新")) == [firm]
    assert search_text.out_of_step(office.store) == ("企业",)
    with office.store.write() as connection:
        pairs.create(connection, "enterprises")
    assert search_text.out_of_step(office.store) == ("企业",)
    assert any("搜索索引" in one.sentence and not one.good for one in verify(office.store))
    edit.update(office.store, FIRMS, firm, {"address": "东柳路"})  # to take out what is not in it mends it
    assert search_text.out_of_step(office.store) == ()
    assert agree(office, "东柳") == [firm]


def test_rebuilding_makes_texts_and_index_anew(office: Workspace) -> None:
    firm = edit.create(office.store, FIRMS, {"name": "历城建新"}).created["enterprises"][0]
    with office.store.write() as connection:
        connection.exec_driver_sql("UPDATE enterprises SET haystack = 'abc'")
        connection.exec_driver_sql("INSERT INTO enterprises_pairs (enterprises_pairs) VALUES ('delete-all')")
    assert search_text.out_of_step(office.store) == ("企业",)
    told: list[tuple[int, int]] = []
    assert search_text.rebuild(office.store, lambda done, total: told.append((done, total))) == 1
    assert told[-1] == (2, 2)
    assert agree(office, "建新") == agree(office, "lcjx") == [firm]
    assert all(one.good for one in verify(office.store))


def test_texts_of_an_older_program_are_made_anew_once(tmp_path: Path) -> None:
    folder = tmp_path / "older"
    office = open_workspace(folder, Clock())
    edit.create(office.store, FIRMS, {"name": "历城建新"})
    close_workspace(office, with_backup=False)
    with closing(sqlite3.connect(folder / DATABASE)) as database, database:
        database.execute("DELETE FROM settings WHERE name = 'search_text'")
        database.execute("UPDATE enterprises SET haystack = '历城建新'")
    again = open_workspace(folder, Clock())
    assert len(browse.ids(again.store, FIRMS, search="lcjx")) == 1
    assert not search_text.bring_up(again.store)
    close_workspace(again, with_backup=False)
