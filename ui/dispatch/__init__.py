"""The progress table on the screen: the sheet, what stands behind its figures, reconciling, submitting."""
