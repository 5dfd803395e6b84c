"""``deadline`` and ``export-calendar`` on the command line."""

from __future__ import annotations

import json
from argparse import Namespace
from datetime import date, timedelta

from app.files import whole_file
from app.kernel.errors import Refusal
from app.kernel.feature import Catalogue
from app.masterdata.rulebooks import rule_named
from app.overview.deadlines import answer, as_text, listing, peek_basis
from app.overview.due_calendar import due_between
from app.overview.ics import calendar_text
from app.paths import data_folder
from app.store.session import Store

LONGEST = 3660


def deadline(request: Namespace, start: date | None) -> int:
    """Tell when a period ends; with ``--list`` which periods there are."""
    if request.list:
        print(listing())
        return 0
    if not request.rule:
        raise Refusal(
            "请写明哪一条期限，例如 deadline blacklist.submission --from 2017-05-02；用 --list 查看全部。"
        )
    rule = rule_named(request.rule)
    if start is None:
        raise Refusal(f"请用 --from 写明{rule.start}，例如 --from 2017-05-02。")
    pairs = {}
    for text in request.value:
        name, sign, value = text.partition("=")
        if not sign or not name.strip():
            raise Refusal(f"“{text}”写得不对，应为“参数=值”，例如 grade=重大。")
        pairs[name.strip()] = value
    found = answer(rule, start, rule.read(pairs), peek_basis(request.data or data_folder()))
    print(json.dumps(found.as_json(), ensure_ascii=False) if request.json else as_text(found))
    return 0


def export_calendar(store: Store, catalogue: Catalogue, request: Namespace, first: date | None) -> int:
    """Write what falls due as a calendar file that phones and Outlook take."""
    if not 1 <= request.days <= LONGEST:
        raise Refusal(f"--days 应为 1 到 {LONGEST}，不能是 {request.days}。")
    start = first or store.clock.today()
    entries = due_between(store, catalogue, start, start + timedelta(days=request.days - 1))
    with whole_file(request.out) as stream:
        stream.write(calendar_text(entries, store.clock.now()).encode("utf-8"))
    print(f"已把 {len(entries)} 项到期写到 {request.out}")
    return 0
