"""The library of strategies and interventions, with what a fresh authority begins from; and what an hour costs.

Models and rows are frozen copies: a later change of the application does not change them. The authority changes or
retires every item on its own page; doses are what is usual, not what a publisher demands.
"""

from typing import Any

from peewee import SQL, CharField, Database, DateField, ForeignKeyField, IntegerField, Model, TextField
from playhouse.migrate import SchemaMigrator

# name, area, family, what it is for, what the adult does
STRATEGIES = (
    ("Visual timetable", "", "visual timetable", "Knowing what comes next", "Shows the day in pictures and takes each one off when it is done."),
    ("Now and next board", "CI", "visual timetable", "Moving from one thing to the next", "Points to now, then to next, before each change."),
    ("Ten-second wait", "CI", "processing time", "Time to take words in and answer", "Asks once, then counts to ten before saying anything more."),
    ("Chunked instructions", "CI", "chunked instructions", "Following what is said to the class", "Says one step at a time, in the order in which it is done."),
    ("Words taught before the lesson", "CI", "pre-teaching", "Understanding the words of a topic", "Teaches five key words with pictures before the lesson in which they come."),
    ("Overlearning", "CL", "overlearning", "Keeping what was learnt", "Comes back to the same words or facts for a minute every day."),
    ("Worked examples", "CL", "worked examples", "Starting a task alone", "Leaves one finished example on the table beside the task."),
    ("Word bank", "CL", "word bank", "Writing without stopping for each word", "Puts the words of the topic on the table, with pictures where they help."),
    ("Task board", "CL", "task board", "Getting through a task in steps", "Writes the steps down; the child ticks each one off."),
    ("Less copying", "CL", "less copying", "Thinking instead of copying", "Gives the text that others copy on paper."),
    ("Check-in and check-out", "SEMH", "check-in", "Starting and ending the day calmly", "Meets the child for five minutes in the morning and before home."),
    ("Predictable routines", "SEMH", "predictable routines", "Knowing what will happen", "Keeps the order of the day, and says beforehand when it changes."),
    ("Emotion coaching", "SEMH", "emotion coaching", "Having words for feelings", "Names the feeling, says that it is all right to have it, then helps with what to do."),
    ("Key adult", "SEMH", "key adult", "Somebody to go to", "Is the one to whom the child may always come, with a second adult for days away."),
    ("Seating and light", "SP", "seating", "Seeing and hearing the lesson", "Seats the child where board and speaker are best seen and heard, with the light behind."),
    ("Large print", "SP", "large print", "Reading without strain", "Gives texts in the size that was agreed, before the lesson."),
    ("Rest breaks", "SP", "rest breaks", "Energy for the whole day", "Gives a short rest before the child is tired, without being asked."),
)  # fmt: skip

# name, area, family, for what, what the adult does, minutes, times, weeks, group, training, resources, run by
INTERVENTIONS = (
    ("Attention Autism", "CI", "attention autism", "Looking and waiting together", "Opens the bucket and says little, so that looking is worth it.", 15, 3, 8, 4, "Attention Autism", "Bucket of surprising things", "ta"),
    ("Intensive Interaction", "CI", "intensive interaction", "First back-and-forth with a person", "Follows the child’s lead: copies sounds and movements, and waits.", 10, 5, 12, 1, "Intensive Interaction", "", "ta"),
    ("Colourful Semantics", "CI", "colourful semantics", "Building sentences: who, what, where", "Colours the parts of a sentence and builds it up one part at a time.", 20, 3, 10, 3, "Colourful Semantics", "Coloured cards", "ta"),
    ("NELI", "CI", "neli", "Spoken language in Reception", "Runs the group and single sessions of the programme.", 30, 5, 20, 3, "NELI", "Programme book", "ta"),
    ("Talk Boost", "CI", "talk boost", "Talking and listening in a small group", "Runs the steps of the programme, then uses them in class.", 30, 3, 10, 4, "Talk Boost", "Programme box", "ta"),
    ("Lego-based therapy", "CI", "lego-based therapy", "Playing and solving problems together", "Gives three roles (engineer, supplier, builder) and helps the children to sort things out themselves.", 40, 1, 12, 3, "Lego-based therapy", "Building sets with picture plans", "ta"),
    ("Social Stories", "CI", "social stories", "Understanding what people expect", "Writes a short story about one situation with the child, and reads it before it happens.", 10, 3, 6, 1, "Writing Social Stories", "", "ta"),
    ("Precision teaching", "CL", "precision teaching", "Reading or facts, fluent and kept", "Teaches a few items, then counts how many are right in one minute, and draws the point.", 10, 5, 6, 1, "Precision teaching", "Probe sheets, chart", "ta"),
    ("Toe by Toe", "CL", "toe by toe", "Decoding words", "Works through the book a little every day.", 20, 5, 20, 1, "", "The book", "ta"),
    ("Paired reading", "CL", "paired reading", "Reading more, and liking it", "Reads aloud together; falls silent at the child’s sign and joins in at a mistake.", 15, 5, 8, 1, "Paired reading", "Books of the child’s choice", "ta"),
    ("Catch Up", "CL", "catch up", "Reading or number, one to one", "Runs the two short sessions of the week at the child’s level.", 15, 2, 24, 1, "Catch Up", "Programme materials", "ta"),
    ("Numicon", "CL", "numicon", "Seeing and feeling number", "Uses the shapes to make each number fact before it is written.", 20, 3, 10, 4, "Numicon", "Numicon shapes", "ta"),
    ("Plus 1", "CL", "plus 1", "Number facts, one to one", "Coaches through the pages; a page counts when it is right three times.", 10, 5, 12, 1, "", "The book", "ta"),
    ("ELSA sessions", "SEMH", "elsa", "Talking about and handling feelings", "Meets the child for the sessions that the plan names, one aim at a time.", 40, 1, 8, 1, "ELSA, with supervision", "", "ta"),
    ("Nurture group", "SEMH", "nurture group", "Feeling safe enough to learn", "Runs a small, homely class with the same two adults.", 150, 5, 24, 8, "Nurture practice", "Room with kitchen corner", "teacher"),
    ("Zones of Regulation", "SEMH", "zones of regulation", "Knowing how one feels and what helps", "Teaches the four colours and the tools for each, then uses them in class.", 30, 1, 10, 4, "Zones of Regulation", "Zones wall chart", "ta"),
    ("Mentoring", "SEMH", "mentoring", "Somebody who keeps an eye on the week", "Plans the week with the child and looks back at one good thing.", 20, 1, 12, 1, "", "", "ta"),
    ("Sensory circuits", "SP", "sensory circuits", "Ready to learn", "Leads the circuit: wake up, organise, calm down.", 15, 5, 12, 6, "Sensory circuits", "Space, balance and calm equipment", "ta"),
    ("Touch typing", "SP", "touch typing", "Writing by keyboard", "Sits beside the practice and keeps the wrists right.", 15, 4, 12, 1, "", "Computer and typing programme", "ta"),
    ("Physiotherapy or occupational therapy programme", "SP", "therapy programme", "Movement, strength, daily skills", "Does the exercises that the therapist showed, and notes what was hard.", 15, 5, 12, 1, "Shown by the therapist", "As the therapist says", "ta"),
    ("Habilitation", "SP", "habilitation", "Getting about and doing things alone", "Practises routes and daily skills between the specialist’s visits.", 30, 1, 12, 1, "Shown by the habilitation specialist", "", "professional"),
)  # fmt: skip

# name, family, for what, what is done
EQUIPMENT = (
    (
        "Radio aid",
        "radio aid",
        "Hearing the speaker",
        "Wears the microphone, passes it on to whoever speaks, and checks it every morning.",
    ),
)


def up(migrator: SchemaMigrator, db: Database) -> None:
    class Setting(Model):
        class Meta:
            database = db
            table_name = "setting"

    class Item(Model):
        setting = ForeignKeyField(Setting, null=True)
        name = CharField(max_length=80)
        name_fold = CharField(max_length=80)
        kind = CharField(max_length=12)
        layer = CharField(max_length=30, default="universal")
        area = CharField(max_length=4, default="")
        family = CharField(max_length=60, default="")
        purpose = CharField(max_length=200, default="")
        detail = TextField(default="")
        minutes = IntegerField(null=True)
        times_a_week = IntegerField(null=True)
        weeks = IntegerField(null=True)
        group_size = IntegerField(null=True)
        training = CharField(max_length=200, default="")
        resources = TextField(default="")
        materials_pence = IntegerField(
            null=True, constraints=[SQL("CHECK (materials_pence IS NULL OR materials_pence >= 0)")]
        )
        run_by = CharField(max_length=12, default="")
        retired_on = DateField(null=True)
        version = IntegerField(default=1)

        class Meta:
            database = db
            table_name = "library_item"
            indexes = ((("setting", "name_fold"), False),)

    db.create_tables([Item])

    class Rate(Model):
        setting = ForeignKeyField(Setting, null=True)
        runner = CharField(max_length=12)
        pence = IntegerField(null=True, constraints=[SQL("CHECK (pence IS NULL OR pence >= 0)")])
        version = IntegerField(default=1)

        class Meta:
            database = db
            table_name = "staff_rate"
            indexes = ((("setting", "runner"), True),)

    db.create_tables([Rate])
    for row in _rows():
        Item.insert(**row).execute()


def _rows() -> list[dict[str, Any]]:
    """Every item to begin from, as columns."""
    rows: list[dict[str, Any]] = [
        dict(zip(("name", "area", "family", "purpose", "detail"), row, strict=True), kind="strategy")
        for row in STRATEGIES
    ]
    columns = (
        "name", "area", "family", "purpose", "detail", "minutes", "times_a_week", "weeks", "group_size", "training",
        "resources", "run_by",
    )  # fmt: skip
    for row in INTERVENTIONS:
        layer = "specialist" if row[0] == "Habilitation" else "targeted"
        rows.append(dict(zip(columns, row, strict=True), kind="intervention", layer=layer))
    rows += [
        dict(
            zip(("name", "family", "purpose", "detail"), row, strict=True),
            kind="equipment",
            area="SP",
            layer="targeted",
        )
        for row in EQUIPMENT
    ]
    return [{**row, "name_fold": _fold(str(row["name"]))} for row in rows]


def _fold(name: str) -> str:
    return " ".join("".join(char if char.isalnum() else " " for char in name.casefold()).split())


def down(migrator: SchemaMigrator, db: Database) -> None:
    migrator.migrate(migrator.drop_table("staff_rate"))
    migrator.migrate(migrator.drop_table("library_item"))
