"""Which ledger a file is meant for, told by its headings."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.exchange.headings import find_layout
from app.exchange.read import Workbook
from app.kernel.feature import Catalogue, Feature

SURE, LIKELY, OWN_NAME = 2, 1, 4
TOP = 60  # rows in which headings are looked for


@dataclass(frozen=True)
class Guess:
    """A ledger the file may be for; ``found`` of its headings are there."""

    ledger: str
    score: float
    found: int


def guess_ledger(workbook: Workbook, catalogue: Catalogue) -> list[Guess]:
    """The ledgers whose headings the file has, the best first; empty where none fits."""
    top = replace(workbook, sheets=tuple(replace(one, rows=one.rows[:TOP]) for one in workbook.sheets))
    guesses = [_guess(top, feature) for feature in catalogue.values()]
    return sorted((one for one in guesses if one.found), key=lambda one: -one.score)


def _guess(workbook: Workbook, feature: Feature) -> Guess:
    """Headings of the ledger's own count for it, those that mean nothing to it against it."""
    sure: set[str] = set()
    likely: set[str] = set()
    strange: set[str] = set()
    said = " ".join(sheet.name for sheet in workbook.sheets) + workbook.path.stem
    for sheet in workbook.sheets:
        if sheet.hidden:
            continue
        layout = find_layout(sheet, feature.ledger.fields)
        said += layout.title
        for column in layout.columns:
            if column.field:
                (likely if column.how == "similar" else sure).add(column.field)
            elif column.how != "serial":
                strange.add(column.heading)
    starred = sum(field.name in sure for field in feature.ledger.required)
    named = OWN_NAME if feature.ledger.title in said else 0
    score = SURE * len(sure) + LIKELY * len(likely) + SURE * starred + named - len(strange)
    return Guess(feature.name, score, len(sure | likely))
