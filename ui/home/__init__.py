"""What the home page is made of."""
