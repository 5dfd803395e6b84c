"""SQLite through SQLAlchemy: columns, session, queries, journal, backup, migrations."""
