"""Instruments with their scales, scores, and national figures; with what every fresh authority begins from.

Models and rows (data/0013_*) are frozen copies: a later change of the application, or of the list, does not change them.
Where we are not sure of a manual's number it is left empty, and the instrument's note says so.
"""

import csv
import json
from pathlib import Path

from peewee import (
    SQL,
    BooleanField,
    CharField,
    Database,
    DateField,
    DateTimeField,
    DoubleField,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)
from playhouse.migrate import SchemaMigrator

DATA = Path(__file__).parent / "data"
TABLES = ("figure_upload", "national_figure", "score", "scale", "instrument")


def up(migrator: SchemaMigrator, db: Database) -> None:
    _instruments(db)
    _scores(db)
    _figures(db)


def _instruments(db: Database) -> None:
    class Instrument(Model):
        code = CharField(max_length=40, unique=True)
        name = CharField()
        edition = CharField(max_length=60, default="")
        forms = CharField(max_length=60, default="")
        about = TextField(default="")
        mind = TextField(default="")
        youngest = IntegerField(null=True, constraints=[SQL("CHECK (youngest IS NULL OR youngest >= 0)")])
        oldest = IntegerField(null=True, constraints=[SQL("CHECK (oldest IS NULL OR oldest >= 0)")])
        informants = CharField(max_length=120, default="")
        asks_subject = CharField(max_length=60, default="")
        origin = CharField(
            max_length=10, default="local", constraints=[SQL("CHECK (origin IN ('national', 'published', 'local'))")]
        )
        retired_on = DateField(null=True)
        version = IntegerField(default=1)

        class Meta:
            database = db
            table_name = "instrument"

    db.create_tables([Instrument])

    class Scale(Model):
        instrument = ForeignKeyField(Instrument)
        code = CharField(max_length=30)
        name = CharField(max_length=80)
        position = IntegerField(default=1)
        kind = CharField(
            max_length=10,
            constraints=[
                SQL("CHECK (kind IN ('standard', 'scaled', 'raw', 'age', 'bands', 'gas', 'percent', 'words'))")
            ],
        )
        low = DoubleField(null=True)
        high = DoubleField(null=True)
        mean = DoubleField(null=True)
        sd = DoubleField(null=True)
        sem = DoubleField(null=True, constraints=[SQL("CHECK (sem IS NULL OR sem >= 0)")])
        direction = CharField(max_length=4, default="up", constraints=[SQL("CHECK (direction IN ('up', 'down', ''))")])
        expected = DoubleField(null=True)
        expected_name = CharField(max_length=60, default="")
        higher = DoubleField(null=True)
        higher_name = CharField(max_length=60, default="")
        bands = TextField()
        measure = CharField(max_length=30, default="")
        retired_on = DateField(null=True)
        version = IntegerField(default=1)

        class Meta:
            database = db
            table_name = "scale"
            indexes = ((("instrument", "code"), True),)

    db.create_tables([Scale])

    for row in json.loads((DATA / "0013_instruments.json").read_text()):
        scales = row.pop("scales")
        made = Instrument.insert(row).execute()
        for position, scale in enumerate(scales, 1):
            bands = json.dumps(scale.pop("bands", []), ensure_ascii=False)
            Scale.insert({"instrument": made, "position": position, "bands": bands} | scale).execute()


def _scores(db: Database) -> None:
    class Person(Model):
        class Meta:
            database = db
            table_name = "person"

    class Pupil(Model):
        class Meta:
            database = db
            table_name = "pupil"

    class Setting(Model):
        class Meta:
            database = db
            table_name = "setting"

    class Instrument(Model):
        class Meta:
            database = db
            table_name = "instrument"

    class Score(Model):
        pupil = ForeignKeyField(Pupil)
        setting = ForeignKeyField(Setting, null=True)
        cycle_id = IntegerField(null=True)
        instrument = ForeignKeyField(Instrument)
        edition = CharField(max_length=60, default="")
        form = CharField(max_length=20, default="")
        subject = CharField(max_length=120, default="")
        informant = CharField(max_length=40, default="")
        tester = CharField(max_length=120, default="")
        taken_on = DateField()
        age_months = IntegerField()
        outside_ages = BooleanField(default=False)
        results = TextField()
        note = TextField(default="")
        source = CharField(max_length=10, default="in_house")
        reach = CharField(max_length=10, default="targeted")
        by = ForeignKeyField(Person, null=True)
        withdrawn_on = DateField(null=True)
        withdrawn_why = TextField(default="")
        audience = CharField(max_length=120, default="family")
        version = IntegerField(default=1)

        class Meta:
            database = db
            table_name = "score"
            indexes = ((("pupil", "taken_on"), False),)

    db.create_tables([Score])


def _figures(db: Database) -> None:
    class Person(Model):
        class Meta:
            database = db
            table_name = "person"

    class NationalFigure(Model):
        measure = CharField(max_length=30)
        group = CharField(max_length=5, column_name="group_code")
        area = CharField(max_length=60, default="England")
        year = CharField(max_length=9)
        value = DoubleField()
        edition = CharField(max_length=120, default="")
        source = CharField(default="")
        url = CharField(max_length=500, default="")
        obtained_on = DateField(null=True)
        certainty = CharField(max_length=12, default="read")
        replaced_on = DateField(null=True)
        version = IntegerField(default=1)

        class Meta:
            database = db
            table_name = "national_figure"
            indexes = ((("measure", "year"), False),)

    db.create_tables([NationalFigure])

    class FigureUpload(Model):
        content = TextField()
        sent_by = ForeignKeyField(Person)
        sent_at = DateTimeField()
        applied_at = DateTimeField(null=True)
        version = IntegerField(default=1)

        class Meta:
            database = db
            table_name = "figure_upload"

    db.create_tables([FigureUpload])

    with (DATA / "0013_figures.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            NationalFigure.insert(
                row | {"value": float(row["value"]), "obtained_on": row["obtained_on"] or None}
            ).execute()


def down(migrator: SchemaMigrator, db: Database) -> None:
    for table in TABLES:
        migrator.migrate(migrator.drop_table(table))
