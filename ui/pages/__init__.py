"""The pages of the window; ``registry`` names them all."""
