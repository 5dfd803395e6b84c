"""The progress table over a million hazards, against reading the hazards once from end to end.

The limit is a full scan of the same table in the same run: one aggregate that must look at every row. One
hazard in ten is 重大 and every one was found within the campaign, so nothing is spared by its day.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from app.bootstrap import CATALOGUE, close_workspace, open_workspace
from app.dispatch import compute, definition
from app.dispatch.reconcile import check
from app.dispatch.scope import Whose, community
from benchmarks.district import COMMUNITIES, folder_with
from benchmarks.measure import Measure, compared, processor_seconds

DAY = date(2023, 12, 31)
TARGET = 0.6
FULL = 500_000
SCAN = "SELECT count(*) FILTER (WHERE description = ? AND remark IS NULL) FROM hazards NOT INDEXED"


def run(rows: int = 1_000_000) -> list[Measure]:
    """The table of the office, and beside it one community, all communities, and the findings."""
    workspace = open_workspace(folder_with(rows))
    store = workspace.store
    table = definition.load(CATALOGUE)
    with store.read() as connection:
        scan = processor_seconds(lambda: connection.exec_driver_sql(SCAN, ("x",)).one(), 5)

        def against(name: str, work: Callable[[], object], target: float) -> Measure:
            seconds = processor_seconds(work, 5)
            return compared(f"{name}，{rows} hazards", seconds, "full scan of the hazards", scan, target)

        found = [
            against("progress table", lambda: compute.compute(connection, CATALOGUE, table, DAY), TARGET),
            against(
                "progress table of one community",
                lambda: compute.compute(connection, CATALOGUE, table, DAY, community(COMMUNITIES[3])),
                1.0,
            ),
            against(
                "progress tables of 40 communities",
                lambda: compute.by_scope(connection, CATALOGUE, table, DAY, Whose.COMMUNITY),
                2.0,
            ),
            against("findings on the table", lambda: check(connection, CATALOGUE, table, DAY), 4.0),
        ]
    close_workspace(workspace, with_backup=False)
    if rows < FULL:  # so few that preparing the statements is what is measured
        return [replace(one, target=None) for one in found]
    return found


if __name__ == "__main__":
    for one in run():
        print(f"{one.name}: {one.value} {one.unit}, {one.ratio} of {one.limit_name} (at most {one.target})")
