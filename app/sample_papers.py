"""All the papers of an office in one go: the progress table, every ledger, the templates, one of each official paper."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from app.bootstrap import Workspace
from app.dispatch import paper
from app.dispatch.compute import compute
from app.dispatch.definition import read_table
from app.dispatch.figures import to_json
from app.dispatch.scope import OFFICE, community
from app.ledgers.exporting import export, template
from app.masterdata import dictionaries
from app.masterdata.settings import read_office
from app.sample_official import issue_samples

DAYS = (date(2023, 6, 30), date(2023, 8, 31))


def write_papers(workspace: Workspace, out: Path) -> list[Path]:
    """Write them into ``out``; returns the files."""
    made: list[Path] = []
    store, catalogue = workspace.store, workspace.catalogue
    with store.read() as connection:
        office = read_office(connection)
        scopes = [OFFICE, *(community(name) for name in dictionaries.words(connection, "社区"))]
        for table_id in workspace.tables:
            table = read_table(connection, catalogue, table_id)
            for day in DAYS:
                for scope in scopes if day == DAYS[-1] else scopes[:1]:
                    figures = compute(connection, catalogue, table, day, scope)
                    stem = out / f"调度表-{day.isoformat()}-{scope.title}"
                    pdf, xlsx, told = (stem.with_name(stem.name + end) for end in (".pdf", ".xlsx", ".json"))
                    paper.draw_pdf(pdf, figures, office)
                    paper.draw_xlsx(xlsx, figures, office)
                    told.write_text(
                        json.dumps(to_json(figures), ensure_ascii=False, indent=1), encoding="utf-8"
                    )
                    made.extend((pdf, xlsx, told))
    for feature in catalogue.values():
        for ending in (".pdf", ".xlsx"):
            path = out / f"台账-{feature.ledger.title}{ending}"
            export(store, feature, path)
            made.append(path)
        path = out / f"模板-{feature.ledger.title}.xlsx"
        template(store, feature, path)
        made.append(path)
    return [*made, *issue_samples(workspace, out)]
