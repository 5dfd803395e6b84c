"""Is everything sound? The database, its references, its journal, its files, and every backup."""

from __future__ import annotations

from dataclasses import dataclass

from app.dispatch.archive import damaged
from app.kernel.errors import Refusal
from app.ledgers import search_text
from app.overview import attached
from app.store.backup import SUFFIX, folder_of, verify_package
from app.store.database_file import check_database
from app.store.session import Store


@dataclass(frozen=True)
class Finding:
    """One thing looked at, and what was found. ``file`` is a file that may be taken back from a backup."""

    good: bool
    sentence: str
    file: str = ""
    rebuild: bool = False  # the search index is to be made anew; nothing is lost


def verify(store: Store) -> list[Finding]:
    """Check the store and its backups; reads everything, so it may take seconds."""
    findings = []
    try:
        counts = check_database(store.path)
        records = sum(counts[name] for name in store.catalogue if name in counts)
        findings.append(
            Finding(good=True, sentence=f"数据库完好：{records} 条台账记录，{counts['journal']} 条修改记录。")
        )
    except Refusal as refusal:
        findings.append(Finding(good=False, sentence=str(refusal)))
    found = sorted(folder_of(store.path.parent).glob(f"*{SUFFIX}"))
    for package in found:
        try:
            verify_package(package)
        except Refusal as refusal:
            findings.append(Finding(good=False, sentence=str(refusal)))
    good = len(found) - sum(not one.good for one in findings[1:])
    findings.append(Finding(good=True, sentence=f"备份 {len(found)} 个，完好 {good} 个。"))
    if findings[0].good:
        findings.extend(_submissions(store))
        findings.extend(_files(store))
        findings.extend(_search(store))
    return findings


def _search(store: Store) -> list[Finding]:
    """Does search find the records?"""
    titles = search_text.out_of_step(store)
    if not titles:
        return []
    said = (
        f"{'、'.join(titles)}台账的搜索索引和记录对不上，搜索可能漏掉记录。记录本身没有问题，请重建搜索索引。"
    )
    return [Finding(good=False, sentence=said, rebuild=True)]


def _files(store: Store) -> list[Finding]:
    """Is every photo, attachment and issued paper there, and what it was?"""
    count, faults = attached.faults(store)
    wrong = [Finding(good=False, sentence=one.sentence, file=one.hash) for one in faults]
    if count and not wrong:
        return [Finding(good=True, sentence=f"照片、附件和签发的文书 {count} 个，全部完好。")]
    return wrong


def _submissions(store: Store) -> list[Finding]:
    """Is every table handed in still what it was?"""
    with store.read() as connection:
        return [
            Finding(
                good=False,
                sentence=f"{one.day.isoformat()}报送的调度表（{one.scope.title}）存档与校验值不符。",
            )
            for one in damaged(connection)
        ]
