"""The values a period depends on, as controls made from the rule's parameters."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from app.kernel.errors import Refusal
from app.kernel.rules import Given, Kind, Parameter, Rule
from ui.forms.line import Line
from ui.shell.look import look
from ui.shell.widgets import column, redress, words

UNSAID = "（不选）"


class GivenBox(QWidget):
    """One parameter with its label; ``read`` gives what is written, or marks it wrong and says why."""

    def __init__(self, parameter: Parameter, changed: Callable[[], object]) -> None:
        super().__init__()
        self.parameter = parameter
        self.control: QWidget
        match parameter.kind:
            case Kind.CHOICE:
                pick = QComboBox()
                pick.addItems([UNSAID, *parameter.choices])
                pick.currentTextChanged.connect(lambda _text: changed())
                self.control = pick
            case Kind.NUMBER:
                line = Line()
                line.setPlaceholderText("1")
                line.textChanged.connect(lambda _text: changed())
                self.control = line
            case Kind.YES_NO:
                tick = QCheckBox("是")
                tick.toggled.connect(lambda _on: changed())
                self.control = tick
        self.control.setAccessibleName(parameter.title)
        self.control.setAccessibleDescription(parameter.hint)
        self.control.setToolTip(parameter.hint)
        label = words(parameter.title, "label")
        label.setBuddy(self.control)
        self.setLayout(column(label, self.control, gap=look().px(4)))
        self.setFixedWidth(look().px(132))

    def read(self) -> Given | None:
        """The value. Raises Refusal."""
        try:
            value = self.parameter.read(self.text())
        except Refusal:
            redress(self.control, "wrong", True)
            raise
        redress(self.control, "wrong", False)
        return value

    def text(self) -> str:
        """What is written, as the command line would have it."""
        control = self.control
        if isinstance(control, QComboBox):
            return "" if control.currentText() == UNSAID else control.currentText()
        if isinstance(control, QCheckBox):
            return "是" if control.isChecked() else "否"
        assert isinstance(control, QLineEdit)
        return control.text()


def boxes_of(rule: Rule, changed: Callable[[], object]) -> list[GivenBox]:
    """A control for each parameter of a rule."""
    return [GivenBox(one, changed) for one in rule.parameters]


def read_all(boxes: list[GivenBox]) -> dict[str, Given]:
    """All values that are given. Raises Refusal for the first that cannot be."""
    found = {}
    for box in boxes:
        value = box.read()
        if value is not None:
            found[box.parameter.name] = value
    return found
