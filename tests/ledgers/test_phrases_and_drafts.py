"""Ready sentences, and what was typed and not saved."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.bootstrap import Workspace, close_workspace, open_workspace
from app.kernel.errors import Refusal
from app.ledgers import drafts, phrases, wording
from app.masterdata import dictionaries


def test_every_office_has_phrases_once(office: Workspace, tmp_path: Path) -> None:
    field = office.feature("hazards").ledger["description"]
    assert len(phrases.phrases_of(office.store, field)) >= 40
    assert len(phrases.phrases_of(office.store, office.feature("hazards").ledger["measures"])) >= 40
    assert phrases.library(field) in dictionaries.names(office.catalogue)
    dropped = phrases.phrases_of(office.store, field)[0]
    wording.remove_word(office.store, phrases.library(field), dropped)
    clock = office.clock
    close_workspace(office, with_backup=False)
    again = open_workspace(tmp_path / "office", clock, "李某")
    assert dropped not in phrases.phrases_of(again.store, field)
    close_workspace(again, with_backup=False)


def test_a_phrase_by_its_initials(office: Workspace) -> None:
    found = phrases.fitting(
        phrases.phrases_of(office.store, office.feature("hazards").ledger["description"]), "aqck"
    )
    assert found[0] == "安全出口堵塞，堆放货物和杂物"
    assert phrases.fitting(("通道堵塞",), "xyz") == []


def test_own_sentences_join_the_library(office: Workspace) -> None:
    field = office.feature("hazards").ledger["description"]
    assert phrases.keep_phrase(office.store, field, " 灶台旁\n堆放纸箱 ") == "灶台旁 堆放纸箱"
    assert phrases.phrases_of(office.store, field)[-1] == "灶台旁 堆放纸箱"
    with pytest.raises(Refusal, match="先选中"):
        phrases.keep_phrase(office.store, field, "  ")
    with pytest.raises(Refusal, match="最长 500 个"):
        phrases.keep_phrase(office.store, field, "长" * 501)


def test_a_draft_is_kept_in_place_of_the_one_before(office: Workspace) -> None:
    store = office.store
    drafts.keep(store, "hazards", 0, {"description": "通"})
    drafts.keep(store, "hazards", 0, {"description": "通道"})
    drafts.keep(store, "hazards", 7, {"found_on": "某天"})
    found = drafts.of_record(store, "hazards", 0)
    assert found is not None
    assert (found.words, found.new) == ({"description": "通道"}, True)
    assert {one.record for one in drafts.kept(store)} == {0, 7}
    assert drafts.free_place(store, "hazards") == -1
    assert drafts.free_place(store, "inspections") == 0
    drafts.drop(store, "hazards", 0)
    assert drafts.of_record(store, "hazards", 0) is None
    store.who = "李某"
    assert drafts.kept(store) == (), "what another person left is that person's"
