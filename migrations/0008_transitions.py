"""Moves.

Models are frozen copies: a later change of the application does not change them.
"""

from peewee import SQL, BooleanField, CharField, Database, DateField, ForeignKeyField, IntegerField, Model, TextField
from playhouse.migrate import SchemaMigrator


def up(migrator: SchemaMigrator, db: Database) -> None:
    class Cycle(Model):
        class Meta:
            database = db
            table_name = "cycle"

    class Learning(Model):
        class Meta:
            database = db
            table_name = "learning"

    class Person(Model):
        class Meta:
            database = db
            table_name = "person"

    class Provision(Model):
        class Meta:
            database = db
            table_name = "provision"

    class Pupil(Model):
        class Meta:
            database = db
            table_name = "pupil"

    class Room(Model):
        class Meta:
            database = db
            table_name = "room"

    class Setting(Model):
        class Meta:
            database = db
            table_name = "setting"

    class Transition(Model):
        pupil = ForeignKeyField(Pupil)
        from_setting = ForeignKeyField(Setting, null=True)
        to_setting = ForeignKeyField(Setting, null=True)
        to_room = ForeignKeyField(Room, null=True)
        to_name = CharField(default="")
        kind = CharField(max_length=24)
        state = CharField(max_length=14, default="proposed")
        started_by = CharField(max_length=10, default="sender")
        proposed_on = DateField()
        moves_on = DateField()
        reads_from = DateField(null=True)
        family_told_on = DateField(null=True)
        agreed_on = DateField(null=True)
        sent_on = DateField(null=True)
        accepted_on = DateField(null=True)
        arrived_on = DateField(null=True)
        decide_by = DateField(null=True)
        questions_until = DateField(null=True)
        continued_on = DateField(null=True)
        cycle = ForeignKeyField(Cycle, null=True)
        restart_reason = TextField(default="")
        ended_reason = TextField(default="")
        withheld = BooleanField(default=False)
        version = IntegerField(default=1)

        class Meta:
            database = db
            table_name = "transition"
            indexes = (
                (("to_setting", "state"), False),
                (("from_setting", "state"), False),
                (("state", "moves_on"), False),
            )

    db.create_tables([Transition])

    class Decision(Model):
        pupil = ForeignKeyField(Pupil)
        transition = ForeignKeyField(Transition, null=True)
        cycle = ForeignKeyField(Cycle, null=True)
        setting = ForeignKeyField(Setting, null=True)
        provision = ForeignKeyField(Provision, null=True)
        learning = ForeignKeyField(Learning, null=True)
        choice = CharField(max_length=5)
        reason = TextField(default="")
        look_again_on = DateField(null=True)
        by = ForeignKeyField(Person, null=True)
        by_name = CharField(default="")
        on = DateField(column_name="decided_on")
        version = IntegerField(default=1)

        class Meta:
            database = db
            table_name = "decision"
            indexes = ((("pupil", "on"), False), (("provision", "transition"), False))
            constraints = [SQL("CHECK (choice IN ('keep', 'adapt', 'pause', 'stop'))")]

    db.create_tables([Decision])

    class ShareItem(Model):
        pupil = ForeignKeyField(Pupil)
        transition = ForeignKeyField(Transition)
        category = CharField(max_length=20)
        by_law = BooleanField(default=False)
        answer = CharField(max_length=3, default="")
        answered_by = ForeignKeyField(Person, null=True)
        answered_on = DateField(null=True)
        note = TextField(default="")
        version = IntegerField(default=1)

        class Meta:
            database = db
            table_name = "share_item"
            indexes = ((("transition", "category"), True),)

    db.create_tables([ShareItem])

    class ShareRefusal(Model):
        pupil = ForeignKeyField(Pupil)
        from_setting = ForeignKeyField(Setting)
        to_setting = ForeignKeyField(Setting)
        category = CharField(max_length=20)
        earlier_than = DateField(null=True)
        lifted_on = DateField(null=True)
        version = IntegerField(default=1)

        class Meta:
            database = db
            table_name = "share_refusal"
            indexes = ((("pupil", "to_setting", "from_setting", "category"), True),)

    db.create_tables([ShareRefusal])

    class TransitionReceipt(Model):
        pupil = ForeignKeyField(Pupil)
        transition = ForeignKeyField(Transition, null=True)
        step = CharField(max_length=16)
        person = ForeignKeyField(Person, null=True)
        name = CharField(default="")
        on = DateField(null=True, column_name="done_on")
        due_on = DateField(null=True)
        note = TextField(default="")
        answers = ForeignKeyField("self", null=True)
        version = IntegerField(default=1)

        class Meta:
            database = db
            table_name = "transition_receipt"
            indexes = ((("transition", "step"), False), (("person", "step", "on"), False))

    db.create_tables([TransitionReceipt])


def down(migrator: SchemaMigrator, db: Database) -> None:
    migrator.migrate(migrator.drop_table("transition_receipt"))
    migrator.migrate(migrator.drop_table("share_refusal"))
    migrator.migrate(migrator.drop_table("share_item"))
    migrator.migrate(migrator.drop_table("decision"))
    migrator.migrate(migrator.drop_table("transition"))
