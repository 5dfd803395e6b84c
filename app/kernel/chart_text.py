"""A chart as a value of a paper: its words and figures as text, so that it is frozen with the paper's other values."""

from __future__ import annotations

import json
from collections.abc import Sequence

from app.kernel.charts import Series


def chart_text(labels: Sequence[str], series: Sequence[Series]) -> str:
    """Groups of bars, one group for each label."""
    rows = [[one.name, list(one.values)] for one in series]
    return json.dumps({"labels": list(labels), "series": rows}, ensure_ascii=False)


def read_chart(text: str) -> tuple[tuple[str, ...], tuple[Series, ...]]:
    """The reverse of :func:`chart_text`. Raises ValueError for any other text, as a template's sample has it."""
    try:
        told = json.loads(text)
        series = tuple(Series(str(name), tuple(map(float, values))) for name, values in told["series"])
        return tuple(map(str, told["labels"])), series
    except (KeyError, TypeError) as fault:
        raise ValueError(text) from fault
