"""The first rows of each order of a large ledger, found while nobody waits"""

import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('front_pages',
    sa.Column('ledger', sa.Text(), nullable=False),
    sa.Column('field', sa.Text(), nullable=False),
    sa.Column('down', sa.Boolean(), nullable=False),
    sa.Column('edition', sa.Text(), nullable=False),
    sa.Column('operation', sa.Integer(), nullable=False),
    sa.Column('edge', sa.Text(), nullable=False),
    sa.Column('ids', sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint('ledger', 'field', 'down', name=op.f('pk_front_pages'))
    )
    op.execute('PRAGMA user_version = 6')
