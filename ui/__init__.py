"""The screen: PySide6 only here. Nothing under ``ui`` knows SQL, workbooks or paper."""
