"""Looking at a paper before it is printed, printing it, keeping it."""
