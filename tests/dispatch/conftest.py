from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.bootstrap import CATALOGUE
from app.dispatch import definition
from app.kernel.indicators import Table
from app.store.session import Store
from tests.dispatch.offices import empty_store


@pytest.fixture(scope="session")
def table() -> Table:
    return definition.load(CATALOGUE)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = empty_store(tmp_path)
    yield made
    made.close()
