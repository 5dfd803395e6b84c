"""Official papers: templates, document numbers, what was issued, receipts."""
