"""An index of character pairs beside every ledger; it is filled when the store is opened"""

from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None

LEDGERS = (
    'activities',
    'assistance',
    'enforcement',
    'enterprises',
    'hazards',
    'inspections',
    'inspectors',
    'rewards',
    'supervision',
)


def upgrade() -> None:
    for name in LEDGERS:
        op.execute(
            f"CREATE VIRTUAL TABLE {name}_pairs USING fts5("
            "pairs, content='', columnsize=0, detail=none, prefix=1, tokenize='ascii')"
        )
        op.execute(f"INSERT INTO {name}_pairs ({name}_pairs, rank) VALUES ('hashsize', 8388608)")
    op.execute('PRAGMA user_version = 3')
