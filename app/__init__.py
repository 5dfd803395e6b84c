"""Everything but the screen: rules, ledgers, store, paper. Knows no Qt."""
