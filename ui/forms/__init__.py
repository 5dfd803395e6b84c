"""Forms made from a ledger's declaration, with one small file per kind of editor."""
