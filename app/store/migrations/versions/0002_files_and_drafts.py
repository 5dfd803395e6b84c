"""Files beside records, and drafts of what is being typed"""

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
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
    op.create_table('files',
    sa.Column('hash', sa.Text(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('width', sa.Integer(), nullable=True),
    sa.Column('height', sa.Integer(), nullable=True),
    sa.Column('taken_at', sa.Text(), nullable=True),
    sa.Column('original', sa.Boolean(), nullable=False),
    sa.Column('added_at', sa.Text(), nullable=False),
    sa.Column('who', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('hash', name=op.f('pk_files'))
    )
    op.create_table('drafts',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('ledger', sa.Text(), nullable=False),
    sa.Column('record_id', sa.Integer(), nullable=False),
    sa.Column('who', sa.Text(), nullable=False),
    sa.Column('at', sa.Text(), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_drafts')),
    sa.UniqueConstraint('ledger', 'record_id', 'who', name=op.f('uq_drafts_ledger'))
    )
    for name in LEDGERS:
        op.add_column(name, sa.Column('attachments', sa.Text(), nullable=True))
    op.add_column('hazards', sa.Column('photos_before', sa.Text(), nullable=True))
    op.add_column('hazards', sa.Column('photos_after', sa.Text(), nullable=True))
    op.execute('PRAGMA user_version = 2')
