"""What the desk does with any ledger: look, write, take back, import, export. Made from the declarations."""
