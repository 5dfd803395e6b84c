"""What the pages of deadlines and days are made of."""
