"""打印 on a ledger's page: what is shown there, as it will come out of the printer."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from app.ledgers import exporting
from ui.pages.ledger_page import LedgerPage
from ui.printing.preview import preview_job
from ui.shell.desk import Desk
from ui.shell.worker import Control


def print_ledger(desk: Desk, page: LedgerPage) -> Control:
    """Preview the records that view, filter and search leave, with the columns in sight."""
    store, feature = desk.workspace.store, page.feature
    rule, search, order = page.table.asked
    columns = [field.name for field in page.table.view.rows.columns]

    def job(control: Control) -> bytes:
        with TemporaryDirectory() as folder:
            out = Path(folder) / "ledger.pdf"
            exporting.export(store, feature, out, rule, search, order, columns, control.report)
            control.check()
            return out.read_bytes()

    title = f"{feature.ledger.title}台账{desk.workspace.clock.today():%Y%m%d}"
    return preview_job(desk, page, title, job)
