"""The blacklist, its management records and the register that came after it"""

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None

WORDS = {
    "黑名单公布渠道": "省安委会办公室门户网站 当地主流媒体",
    "黑名单通报单位": "发展改革 经济和信息化 人力资源社会保障 国土资源 公安 财政 环保 商务 科技 工商 质监 交通运输 "
    "住房城乡建设 税务 工会 银行 证券 保险 所在地市级安委会 所在地县级安委会",
}
"""For an office that has its lists already; a new one is given all of them when it is set up."""

LEDGERS = ('blacklist', 'blacklist_events', 'dishonesty')


def upgrade() -> None:
    op.create_table('blacklist',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Text(), nullable=True),
    sa.Column('enterprise_name', sa.Text(), nullable=True),
    sa.Column('kind', sa.Text(), nullable=True),
    sa.Column('code', sa.Text(), nullable=True),
    sa.Column('registered_address', sa.Text(), nullable=True),
    sa.Column('scope', sa.Text(), nullable=True),
    sa.Column('principal', sa.Text(), nullable=True),
    sa.Column('phone', sa.Text(), nullable=True),
    sa.Column('grounds', sa.Text(), nullable=True),
    sa.Column('rank', sa.Text(), nullable=True),
    sa.Column('act', sa.Text(), nullable=True),
    sa.Column('penalty', sa.Text(), nullable=True),
    sa.Column('penalty_body', sa.Text(), nullable=True),
    sa.Column('penalty_number', sa.Text(), nullable=True),
    sa.Column('accident_on', sa.Date(), nullable=True),
    sa.Column('accident_grade', sa.Text(), nullable=True),
    sa.Column('accident', sa.Text(), nullable=True),
    sa.Column('deaths', sa.Integer(), nullable=True),
    sa.Column('loss', sa.BigInteger(), nullable=True),
    sa.Column('hazard_level', sa.Text(), nullable=True),
    sa.Column('measured', sa.Text(), nullable=True),
    sa.Column('rectify_by', sa.Date(), nullable=True),
    sa.Column('rectification', sa.Text(), nullable=True),
    sa.Column('collected_on', sa.Date(), nullable=True),
    sa.Column('notice_number', sa.Text(), nullable=True),
    sa.Column('served_on', sa.Date(), nullable=True),
    sa.Column('defence', sa.Text(), nullable=True),
    sa.Column('defence_adopted', sa.Boolean(), nullable=True),
    sa.Column('decided_on', sa.Date(), nullable=True),
    sa.Column('submitted_on', sa.Date(), nullable=True),
    sa.Column('published_on', sa.Date(), nullable=True),
    sa.Column('listing', sa.Integer(), nullable=True),
    sa.Column('term', sa.Integer(), nullable=True),
    sa.Column('expires_on', sa.Date(), nullable=True),
    sa.Column('applied_on', sa.Date(), nullable=True),
    sa.Column('checked_on', sa.Date(), nullable=True),
    sa.Column('ruling', sa.Text(), nullable=True),
    sa.Column('removed_on', sa.Date(), nullable=True),
    sa.Column('kept_reason', sa.Text(), nullable=True),
    sa.Column('removal_published_on', sa.Date(), nullable=True),
    sa.Column('remark', sa.Text(), nullable=True),
    sa.Column('state', sa.Text(), nullable=True),
    sa.Column('verified_on', sa.Date(), nullable=True),
    sa.Column('verifier', sa.Text(), nullable=True),
    sa.Column('verification', sa.Text(), nullable=True),
    sa.Column('notice_organ', sa.Text(), nullable=True),
    sa.Column('noticed_on', sa.Date(), nullable=True),
    sa.Column('defence_until', sa.Date(), nullable=True),
    sa.Column('defended_on', sa.Date(), nullable=True),
    sa.Column('defence_reply', sa.Text(), nullable=True),
    sa.Column('handler', sa.Text(), nullable=True),
    sa.Column('handled_on', sa.Date(), nullable=True),
    sa.Column('proposal', sa.Text(), nullable=True),
    sa.Column('reviewer', sa.Text(), nullable=True),
    sa.Column('reviewed_on', sa.Date(), nullable=True),
    sa.Column('head', sa.Text(), nullable=True),
    sa.Column('decision', sa.Text(), nullable=True),
    sa.Column('decision_reason', sa.Text(), nullable=True),
    sa.Column('deciding_organ', sa.Text(), nullable=True),
    sa.Column('submitted_to', sa.Text(), nullable=True),
    sa.Column('batch', sa.Text(), nullable=True),
    sa.Column('channels', sa.Text(), nullable=True),
    sa.Column('notified', sa.Text(), nullable=True),
    sa.Column('period_from', sa.Date(), nullable=True),
    sa.Column('earlier_from', sa.Date(), nullable=True),
    sa.Column('earlier_until', sa.Date(), nullable=True),
    sa.Column('application', sa.Text(), nullable=True),
    sa.Column('accepting_organ', sa.Text(), nullable=True),
    sa.Column('acceptor', sa.Text(), nullable=True),
    sa.Column('acceptance', sa.Text(), nullable=True),
    sa.Column('accepted', sa.Text(), nullable=True),
    sa.Column('ruled_on', sa.Date(), nullable=True),
    sa.Column('kept_term', sa.Integer(), nullable=True),
    sa.Column('transferred_on', sa.Date(), nullable=True),
    sa.Column('transferred_to', sa.Text(), nullable=True),
    sa.Column('transferred_reason', sa.Text(), nullable=True),
    sa.Column('withdrawn_on', sa.Date(), nullable=True),
    sa.Column('withdrawn_reason', sa.Text(), nullable=True),
    sa.Column('rule_book', sa.Text(), nullable=True),
    sa.Column('enterprise_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('created_at', sa.Text(), nullable=False),
    sa.Column('updated_at', sa.Text(), nullable=False),
    sa.Column('incomplete', sa.Boolean(), nullable=False),
    sa.Column('incomplete_note', sa.Text(), nullable=True),
    sa.Column('voided', sa.Boolean(), nullable=False),
    sa.Column('void_reason', sa.Text(), nullable=True),
    sa.Column('deleted_at', sa.Text(), nullable=True),
    sa.Column('haystack', sa.Text(), nullable=False),
    sa.Column('attachments', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['enterprise_id'], ['enterprises.id'], name=op.f('fk_blacklist_enterprise_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_blacklist'))
    )
    op.create_index(op.f('ix_blacklist_collected_on'), 'blacklist', ['collected_on'])
    op.create_index(op.f('ix_blacklist_enterprise_id'), 'blacklist', ['enterprise_id'])
    op.create_index(op.f('ix_blacklist_expires_on'), 'blacklist', ['expires_on'])
    op.create_index(op.f('ix_blacklist_number'), 'blacklist', ['number'])
    op.create_index(op.f('ix_blacklist_published_on'), 'blacklist', ['published_on'])

    op.create_table('blacklist_events',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_number', sa.Text(), nullable=True),
    sa.Column('enterprise_name', sa.Text(), nullable=True),
    sa.Column('kind', sa.Text(), nullable=True),
    sa.Column('day', sa.Date(), nullable=True),
    sa.Column('level', sa.Text(), nullable=True),
    sa.Column('organ', sa.Text(), nullable=True),
    sa.Column('people', sa.Text(), nullable=True),
    sa.Column('content', sa.Text(), nullable=True),
    sa.Column('result', sa.Text(), nullable=True),
    sa.Column('qualifying', sa.Boolean(), nullable=True),
    sa.Column('remark', sa.Text(), nullable=True),
    sa.Column('enterprise_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('created_at', sa.Text(), nullable=False),
    sa.Column('updated_at', sa.Text(), nullable=False),
    sa.Column('incomplete', sa.Boolean(), nullable=False),
    sa.Column('incomplete_note', sa.Text(), nullable=True),
    sa.Column('voided', sa.Boolean(), nullable=False),
    sa.Column('void_reason', sa.Text(), nullable=True),
    sa.Column('deleted_at', sa.Text(), nullable=True),
    sa.Column('haystack', sa.Text(), nullable=False),
    sa.Column('attachments', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['enterprise_id'], ['enterprises.id'], name=op.f('fk_blacklist_events_enterprise_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_blacklist_events'))
    )
    op.create_index(op.f('ix_blacklist_events_day'), 'blacklist_events', ['day'])
    op.create_index(op.f('ix_blacklist_events_enterprise_id'), 'blacklist_events', ['enterprise_id'])

    op.create_table('dishonesty',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Text(), nullable=True),
    sa.Column('enterprise_name', sa.Text(), nullable=True),
    sa.Column('code', sa.Text(), nullable=True),
    sa.Column('principal', sa.Text(), nullable=True),
    sa.Column('ground', sa.Text(), nullable=True),
    sa.Column('penalty_number', sa.Text(), nullable=True),
    sa.Column('organ', sa.Text(), nullable=True),
    sa.Column('noticed_on', sa.Date(), nullable=True),
    sa.Column('listed_on', sa.Date(), nullable=True),
    sa.Column('published_on', sa.Date(), nullable=True),
    sa.Column('term', sa.Integer(), nullable=True),
    sa.Column('expires_on', sa.Date(), nullable=True),
    sa.Column('applied_on', sa.Date(), nullable=True),
    sa.Column('approved', sa.Boolean(), nullable=True),
    sa.Column('removed_on', sa.Date(), nullable=True),
    sa.Column('removal_reason', sa.Text(), nullable=True),
    sa.Column('remark', sa.Text(), nullable=True),
    sa.Column('state', sa.Text(), nullable=True),
    sa.Column('application', sa.Text(), nullable=True),
    sa.Column('restored_reason', sa.Text(), nullable=True),
    sa.Column('rule_book', sa.Text(), nullable=True),
    sa.Column('enterprise_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('created_at', sa.Text(), nullable=False),
    sa.Column('updated_at', sa.Text(), nullable=False),
    sa.Column('incomplete', sa.Boolean(), nullable=False),
    sa.Column('incomplete_note', sa.Text(), nullable=True),
    sa.Column('voided', sa.Boolean(), nullable=False),
    sa.Column('void_reason', sa.Text(), nullable=True),
    sa.Column('deleted_at', sa.Text(), nullable=True),
    sa.Column('haystack', sa.Text(), nullable=False),
    sa.Column('attachments', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['enterprise_id'], ['enterprises.id'], name=op.f('fk_dishonesty_enterprise_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_dishonesty'))
    )
    op.create_index(op.f('ix_dishonesty_enterprise_id'), 'dishonesty', ['enterprise_id'])
    op.create_index(op.f('ix_dishonesty_expires_on'), 'dishonesty', ['expires_on'])
    op.create_index(op.f('ix_dishonesty_listed_on'), 'dishonesty', ['listed_on'])
    op.create_index(op.f('ix_dishonesty_number'), 'dishonesty', ['number'])

    for name in LEDGERS:
        op.execute(
            f"CREATE VIRTUAL TABLE {name}_pairs USING fts5("
            "pairs, content='', columnsize=0, detail=none, prefix=1, tokenize='ascii')"
        )
        op.execute(f"INSERT INTO {name}_pairs ({name}_pairs, rank) VALUES ('hashsize', 8388608)")
    for dictionary, text in WORDS.items():
        for position, word in enumerate(text.split(), start=1):
            op.execute(
                sa.text(
                    "INSERT INTO dictionary_entries (dictionary, word, position, retired) "
                    "SELECT :dictionary, :word, :position, 0 WHERE EXISTS (SELECT 1 FROM dictionary_entries)"
                ).bindparams(dictionary=dictionary, word=word, position=position)
            )
    op.execute('PRAGMA user_version = 5')
