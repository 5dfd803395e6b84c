"""One folder for each ledger or kind of case; siblings never import each other, but for ``hazards`` below the rest."""
