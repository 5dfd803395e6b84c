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


def needed(step: Transition) -> frozenset[str]:
    """Of what a step asks and offers, the fields it cannot be taken without."""
    names = (*step.asks, *step.optional)
    full = dict.fromkeys(names, "…")
    least = len(step.guard(full))
    return frozenset(name for name in names if len(step.guard({**full, name: None})) > least)


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
