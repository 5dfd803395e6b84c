"""What reads across ledgers: what is due, a firm's life line, whether everything is sound."""
