"""What happens to a fault nobody expected: it is logged and said, and the program goes on."""

from __future__ import annotations

import logging
import sys
import traceback
from types import TracebackType

from PySide6.QtWidgets import QApplication

from app.kernel.errors import Refusal
from ui.shell.notices import tell

LOG = logging.getLogger(__name__)


def catch_everything(app: QApplication) -> None:
    """Faults in slots come here instead of ending the program."""

    def hook(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, fault, trace)
            return
        LOG.error("%s", "".join(traceback.format_exception(kind, fault, trace)))
        window = app.activeWindow()
        if window is None:
            return
        if isinstance(fault, Refusal):
            tell(window, "不能这样做", str(fault))
        else:
            tell(
                window,
                "程序遇到问题",
                "刚才的操作没有完成，已保存的数据不受影响。",
                f"{kind.__name__}：{fault}",
            )

    sys.excepthook = hook
