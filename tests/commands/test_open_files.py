"""All data can be had as open files: nothing needs this program to be read."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path

from app.bootstrap import Workspace
from app.dispatch import adjustments
from app.dispatch.definition import read_table
from app.dispatch.submission import submit
from app.ledgers import browse, edit
from app.overview.open_files import export_everything


def test_everything_comes_out(sample: Workspace, tmp_path: Path) -> None:
    store, hazards = sample.store, sample.feature("hazards")
    one = browse.ids(store, hazards, limit=1)[0]
    edit.update(store, hazards, one, {"due_on": date(2023, 9, 30)})
    with store.read() as connection:
        table = read_table(connection, sample.catalogue)
    adjustments.add(store, table, "C3", "1.5", date(2023, 6, 1), "区局通报", part=2)
    submit(store, sample.catalogue, table, date(2023, 6, 30), reason="样例", force=True)
    out = tmp_path / "all"
    written = export_everything(store, sample.catalogue, out)
    assert all(path.stat().st_size for path in written)
    told = json.loads((out / "隐患.json").read_text(encoding="utf-8"))
    assert len(told) == browse.count(store, hazards)
    with (out / "修改记录.csv").open(encoding="utf-8-sig", newline="") as stream:
        lines = list(csv.DictReader(stream))
    assert any(
        line["经办人"] == "张某" and "整改期限" in line["修改"] and "2023-09-30" in line["修改"]
        for line in lines
    )
    assert [
        entry["reason"] for entry in json.loads((out / "调度表调整.json").read_text(encoding="utf-8"))
    ] == ["区局通报"]
    assert {path.suffix for path in (out / "调度表报送").iterdir()} == {".pdf", ".xlsx", ".json"}
