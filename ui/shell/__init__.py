"""The frame every page stands in: window, navigation, look, workers, news of changes."""
