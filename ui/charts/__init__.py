"""Draws on the screen the shapes that ``app.kernel.charts`` lays out."""
