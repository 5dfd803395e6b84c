"""An office that works blacklist cases: its clock can be set, its defence period is five working days."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from app.bootstrap import Workspace, close_workspace, name_office, open_workspace
from app.features.blacklist import FEATURE, notes, service
from app.kernel.clock import stopped_clock
from app.ledgers import browse, edit
from app.masterdata.organ import Organ, write_organ
from app.masterdata.settings import Office

FIRM = "济南清河危险化学品有限公司"
EVIDENCE = {
    "grounds": ("第三条（五）",),
    "rank": "省",
    "act": "未按规定设置安全警示标志",
    "penalty": "罚款5万元",
    "penalty_body": "历城区应急管理局",
    "penalty_number": "济历应急罚〔2016〕3号",
}


class Bench:
    """A workspace with a clock to be set and short ways to work a case."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.store = workspace.store

    def on(self, day: str) -> date:
        """From now on it is this day."""
        found = date.fromisoformat(day)
        self.store.clock = stopped_clock(datetime.combine(found, time(9, 30)))
        return found

    def open(self, day: str, firm: str = FIRM, **more: Any) -> int:
        """A case opened on a day."""
        self.on(day)
        facts: dict[str, Any] = {"enterprise_name": firm, **EVIDENCE, **more}
        change = service.open_case(self.store, facts)
        return change.created["blacklist"][0]

    def case(self, one: int) -> dict[str, Any]:
        """The case as it stands."""
        return dict(browse.rows(self.store, FEATURE, [one])[one])

    def take(self, one: int, step: str, day: str, **given: Any) -> dict[str, Any]:
        """One step on a day, taken as the program proposes it."""
        self.on(day)
        service.take(self.store, [one], step, {**service.proposed(self.store, one, step), **given})
        return self.case(one)

    def note(self, one: int, kind: str, day: str, **more: Any) -> None:
        """A management record on a day."""
        on = self.on(day)
        notes.note_record(self.store, one, {"kind": kind, "day": on, **more})

    def decided(self, one: int, *days: str) -> None:
        """From verified to decided: verify, notice, served, lapse, then three persons."""
        verify, notice, served, lapse, propose, review, decide = days
        self.take(one, "verify", verify, verifier="李某", verification="情况属实")
        self.take(one, "notify", notice, notice_number=f"清安监黑告〔{notice[:4]}〕{one}号")
        self.take(one, "serve", served)
        self.take(one, "lapse", lapse)
        self.take(one, "propose", propose, handler="张某", proposal="建议纳入")
        self.take(one, "review", review, reviewer="王某")
        self.take(one, "decide", decide, head="赵某")

    def decided_case(self, firm: str = FIRM, **more: Any) -> int:
        """A case decided on 2016-03-17."""
        one = self.open("2016-03-01", firm, **more)
        days = (
            "2016-03-03",
            "2016-03-04",
            "2016-03-07",
            "2016-03-15",
            "2016-03-15",
            "2016-03-16",
            "2016-03-17",
        )
        self.decided(one, *days)
        return one

    def published(self, firm: str = FIRM, **more: Any) -> int:
        """A case published on 2016-04-20."""
        one = self.decided_case(firm, **more)
        self.take(one, "submit", "2016-03-25")
        self.take(one, "publish", "2016-04-20")
        return one


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """An empty office with one firm whose file is full."""
    workspace = open_workspace(tmp_path / "office", stopped_clock(datetime(2016, 3, 1, 9)), "张某")
    name_office(workspace, Office(name="清泉街道办事处", district="历城区", prefix="清"), ("清泉社区",))
    with workspace.store.write() as connection:
        write_organ(connection, Organ(name="清泉街道安监办", superior="历城区安委会办公室", defence_days=5))
    firms: Callable[..., Any] = edit.create
    firms(
        workspace.store,
        workspace.feature("enterprises"),
        {
            "name": FIRM,
            "kind": "企业",
            "code": "91370112MA3C2TEX0K",
            "registered_address": "历城区清泉路1号",
            "scope": "危险化学品经营",
            "principal": "陈某",
            "principal_phone": "13000000000",
            "community": "清泉社区",
        },
    )
    yield Bench(workspace)
    close_workspace(workspace, with_backup=False)
