"""What every feature refers to: the office, its areas and word lists, the firms, the criteria."""
