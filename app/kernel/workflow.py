"""States of a case and the steps between them: data; who may take a step is decided by pure guards."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from app.kernel.errors import Refusal

Guard = Callable[[Mapping[str, Any]], tuple[str, ...]]


def _free(_record: Mapping[str, Any]) -> tuple[str, ...]:
    return ()


def _allowed(_record: Mapping[str, Any]) -> str:
    return ""


@dataclass(frozen=True)
class Transition:
    """A step: from any of ``before`` to ``after``.

    ``asks`` are the fields the step fills in; ``optional`` those it offers as well; ``sets`` are the values it
    sets by itself; ``guard`` returns what is still missing, in Chinese, empty when the step may be taken.
    ``forbids`` says as a sentence with its article why the rule does not allow the step, empty where it does.
    ``many`` allows it for several records at once.
    """

    name: str
    title: str
    before: tuple[str, ...]
    after: str
    asks: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    sets: tuple[tuple[str, Any], ...] = ()
    guard: Guard = _free
    forbids: Callable[[Mapping[str, Any]], str] = _allowed
    many: bool = False
    source: str = ""


_SOMETHING = "…"  # stands for a value nobody has given yet


def needed(step: Transition, record: Mapping[str, Any] | None = None) -> frozenset[str]:
    """Of what a step asks and offers, the fields it cannot be taken without, as things stand in ``record``."""
    known = {} if record is None else {**record, **dict(step.sets)}
    names = (*step.asks, *step.optional)
    full = known | {name: _SOMETHING if _is_empty(known.get(name)) else known[name] for name in names}
    least = set(step.guard(full))
    return frozenset(name for name in names if set(step.guard({**full, name: None})) - least)


def to_be_mended(step: Transition, record: Mapping[str, Any]) -> dict[str, str]:
    """The fields of a step that keep ``record`` from taking it, with what the guard says is missing.

    Those that are empty; where none is, those that do not fit, such as a day before the one it follows.
    """
    stands = {**record, **dict(step.sets)}
    lacks = step.guard(stands)
    found = {}
    for name in (*step.asks, *step.optional):
        left = step.guard({**stands, name: _SOMETHING})
        gone = [said for said in lacks if said not in left]
        if gone:
            found[name] = gone[0]
    return {name: said for name, said in found.items() if _is_empty(stands.get(name))} or found


def _is_empty(value: Any) -> bool:
    return value is None or value in ("", ())


@dataclass(frozen=True)
class Workflow:
    """``state`` is the name of the field that holds the state."""

    state: str
    states: tuple[str, ...]
    transitions: tuple[Transition, ...]

    def open_steps(self, record: Mapping[str, Any]) -> tuple[Transition, ...]:
        """Steps that lead on from the record's state, whether or not all they need is there.

        One that stays in its state and was answered already (a recheck that was passed) comes after the others.
        """
        state = record.get(self.state)
        steps = [step for step in self.transitions if state in step.before]
        return tuple(sorted(steps, key=lambda step: step.after == state and _answered(step, record)))


def _answered(step: Transition, record: Mapping[str, Any]) -> bool:
    return bool(step.asks) and all(record.get(name) not in (None, "") for name in step.asks)


def advance(
    workflow: Workflow, record: Mapping[str, Any], name: str, given: Mapping[str, Any]
) -> dict[str, Any]:
    """The values to write when a step is taken: those given and those the step sets.

    Raises Refusal where the step does not lead on from the record's state, the rule forbids it or something is missing.
    """
    step = next((one for one in workflow.transitions if one.name == name), None)
    if step is None or record.get(workflow.state) not in step.before:
        state = record.get(workflow.state)
        raise Refusal(f"当前状态是“{state}”，不能{step.title if step else name}。")
    values = {**dict(step.sets), **given}
    if said := step.forbids({**record, **values}):
        raise Refusal(f"不能{step.title}：{said}")
    lacking = step.guard({**record, **values})
    if lacking:
        raise Refusal(f"还不能{step.title}，缺少：{'、'.join(lacking)}。")
    return values
