"""Which editor a field gets."""

from __future__ import annotations

from collections.abc import Callable

from app.kernel.fields import Field, Kind
from ui.forms.day import DayEditor
from ui.forms.editor import Editor, FormHelp
from ui.forms.made import MadeEditor
from ui.forms.number import NumberEditor
from ui.forms.one import OneEditor
from ui.forms.paragraph import ParagraphEditor
from ui.forms.photos import PhotosEditor
from ui.forms.reference import ReferenceEditor
from ui.forms.several import SeveralEditor
from ui.forms.text import TextEditor
from ui.forms.yes_no import YesNoEditor

EDITORS: dict[Kind, Callable[[Field, FormHelp], Editor]] = {
    Kind.TEXT: TextEditor,
    Kind.PARAGRAPH: ParagraphEditor,
    Kind.DAY: DayEditor,
    Kind.INT: NumberEditor,
    Kind.MONEY: NumberEditor,
    Kind.YES_NO: YesNoEditor,
    Kind.ONE: OneEditor,
    Kind.SEVERAL: SeveralEditor,
    Kind.ENTERPRISE: ReferenceEditor,
    Kind.ENTERPRISES: SeveralEditor,
    Kind.HAZARD: ReferenceEditor,
    Kind.MADE: MadeEditor,
    Kind.FILES: PhotosEditor,
}
WIDE = (Kind.PARAGRAPH, Kind.SEVERAL, Kind.ENTERPRISES, Kind.FILES)


def editor_for(field: Field, helper: FormHelp) -> Editor:
    """A fresh editor for a field."""
    return EDITORS[field.kind](field, helper)
