"""Which papers an office is offered first: those of its own set of 文书."""

from __future__ import annotations

import pytest

from app.bootstrap import Workspace
from app.features.hazards import FEATURE as HAZARDS
from app.features.inspections import FEATURE as INSPECTIONS
from app.kernel.feature import Feature
from app.masterdata.organ import ENFORCEMENT, Organ, write_organ
from app.papers.offering import offered


def called(office: Workspace, feature: Feature) -> list[str]:
    with office.store.read() as connection:
        found = offered(connection, feature.papers)
    assert {kind.code for kind, _called in found} == {kind.code for kind in feature.papers}, (
        "none is left out"
    )
    return [title for _kind, title in found]


@pytest.mark.parametrize("feature", [HAZARDS, INSPECTIONS], ids=["hazards", "inspections"])
def test_the_other_set_stands_last_and_says_so(office: Workspace, feature: Feature) -> None:
    township = called(office, feature)
    assert township.index("现场检查记录") < township.index("限期整改意见书") < len(township) - 1
    assert township[-1] == "责令限期整改指令书（行政执法文书）"
    with office.store.write() as connection:
        write_organ(connection, Organ(family=ENFORCEMENT))
    enforcement = called(office, feature)
    assert enforcement.index("责令限期整改指令书") < len(enforcement) - 1
    assert enforcement[-1] == "限期整改意见书（监督检查文书）"
