"""Which papers of a ledger the office has to do with: its own set of 文书 first, the other set's behind, named as such."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from app.kernel.papers import PaperKind
from app.masterdata.organ import ENFORCEMENT, TOWNSHIP, read_organ
from app.papers import templates

SETS = {TOWNSHIP: "监督检查文书", ENFORCEMENT: "行政执法文书"}


def offered(connection: Connection, kinds: Sequence[PaperKind]) -> tuple[tuple[PaperKind, str], ...]:
    """The kinds with what each is called here: 责令限期整改指令书（行政执法文书） stands last in an office that prints the
    other set. None is left out: what was begun before the office changed its set must still be finished.
    """
    family = read_organ(connection).family
    mine = [(kind, kind.title) for kind in kinds if not _other_set(kind, family)]
    others = [
        (kind, f"{kind.title}（{SETS[other]}）") for kind in kinds if (other := _other_set(kind, family))
    ]
    return (*mine, *others)


def _other_set(kind: PaperKind, family: str) -> str:
    """The set a kind belongs to where it is not in the office's own; empty where it is, or in no set at all."""
    printed = [one.variant for one in templates.shipped(kind.code) if one.variant in SETS]
    return "" if not printed or family in printed else printed[0]
