"""The parts of the settings page, one small file per section."""
