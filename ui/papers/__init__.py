"""Official papers on the screen: filling and issuing them, service receipts, the templates' words."""
