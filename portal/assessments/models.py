"""Instruments with their scales, the scores that children were given by them, and national figures to set beside."""

from typing import Any

from peewee import (
    BooleanField,
    CharField,
    Check,
    DateField,
    DateTimeField,
    DoubleField,
    ForeignKeyField,
    IntegerField,
    TextField,
)

from portal.access.permissions import SENCO
from portal.access.scope import ScopedModel
from portal.accounts.models import Person
from portal.assessments.saying import headline
from portal.assessments.scoring import Ruler
from portal.db import BaseModel, JsonField
from portal.organisation.models import Setting
from portal.pupils.models import Pupil

_KINDS = "kind IN ('standard', 'scaled', 'raw', 'age', 'bands', 'gas', 'percent', 'words')"


class Instrument(BaseModel):
    """A test, check, profile or questionnaire as the authority lists it. Public facts: not scoped."""

    code = CharField(max_length=40, unique=True)
    name = CharField()
    # "3rd edition", "from September 2021": results of two editions are never drawn as one line.
    edition = CharField(max_length=60, default="")
    # Parallel forms, separated by commas: "A, B, C".
    forms = CharField(max_length=60, default="")
    about = TextField(default="")
    # What a reader of its results must keep in mind.
    mind = TextField(default="")
    # Ages in months for which it was made; null where we do not know.
    youngest = IntegerField(null=True, constraints=[Check("youngest IS NULL OR youngest >= 0")])
    oldest = IntegerField(null=True, constraints=[Check("oldest IS NULL OR oldest >= 0")])
    # Who may answer it, separated by commas ("parent, teacher"): each one's results are a line of their own.
    informants = CharField(max_length=120, default="")
    # What a result is about when one child has several ("Which goal?"); "" when there is one.
    asks_subject = CharField(max_length=60, default="")
    # national, published or local (made or added by the authority or a setting)
    origin = CharField(
        max_length=10, default="local", constraints=[Check("origin IN ('national', 'published', 'local')")]
    )
    retired_on = DateField(null=True)
    version = IntegerField(default=1)


class Scale(BaseModel):
    """One kind of score that an instrument gives. `ruler` is what the rules in scoring.py take."""

    instrument = ForeignKeyField(Instrument, backref="scales")
    code = CharField(max_length=30)
    name = CharField(max_length=80)
    position = IntegerField(default=1)
    kind = CharField(max_length=10, constraints=[Check(_KINDS)])
    # Lowest and highest possible result; ages in months.
    low = DoubleField(null=True)
    high = DoubleField(null=True)
    mean = DoubleField(null=True)
    sd = DoubleField(null=True)
    # Standard error of measurement, in points of the scale; null where the manual's number was not entered.
    sem = DoubleField(null=True, constraints=[Check("sem IS NULL OR sem >= 0")])
    # Higher is better ("up"), lower is better ("down"), or neither ("").
    direction = CharField(max_length=4, default="up", constraints=[Check("direction IN ('up', 'down', '')")])
    # The result that is expected (the threshold), what it is called, and a second one above it.
    expected = DoubleField(null=True)
    expected_name = CharField(max_length=60, default="")
    higher = DoubleField(null=True)
    higher_name = CharField(max_length=60, default="")
    # Names of bands from the lowest up: [[1, "red"], [2, "amber"], [3, "green"]].
    bands = JsonField(default=list)
    # Which national figures stand beside it (see measures.py); "" for none.
    measure = CharField(max_length=30, default="")
    retired_on = DateField(null=True)
    version = IntegerField(default=1)

    class Meta:
        indexes = ((("instrument", "code"), True),)

    @property
    def ruler(self) -> Ruler:
        """The scale as the rules take it."""
        return ruler_of(self)


def ruler_of(scale: Any) -> Ruler:
    """A scale, or a row with its columns, as the rules take it."""
    return Ruler(
        name=scale.name, kind=scale.kind, low=scale.low, high=scale.high, mean=scale.mean, sd=scale.sd, sem=scale.sem,
        direction=scale.direction, expected=scale.expected, expected_name=scale.expected_name, higher=scale.higher,
        higher_name=scale.higher_name, bands=tuple((float(value), str(name)) for value, name in scale.bands),
    )  # fmt: skip


class Score(ScopedModel):
    """One sitting of one instrument by one child, with the result on each of its scales.

    `results`: scale code to {"value": number or None, "said": how it was called, "raw" and "of" where they were given}.
    """

    pupil = ForeignKeyField(Pupil, backref="scores")
    setting = ForeignKeyField(Setting, null=True)
    # The cycle's id; the cycle's table stands below this slice.
    cycle_id = IntegerField(null=True)
    instrument = ForeignKeyField(Instrument)
    # As it was called at the sitting: the list may be changed afterwards.
    edition = CharField(max_length=60, default="")
    form = CharField(max_length=20, default="")
    subject = CharField(max_length=120, default="")
    informant = CharField(max_length=40, default="")
    tester = CharField(max_length=120, default="")
    taken_on = DateField()
    # Completed months on that day.
    age_months = IntegerField()
    outside_ages = BooleanField(default=False)
    results = JsonField(default=dict)
    note = TextField(default="")
    # in_house, current, previous or agency (four of the six sources of Assess)
    source = CharField(max_length=10, default="in_house")
    # universal or targeted
    reach = CharField(max_length=10, default="targeted")
    by = ForeignKeyField(Person, null=True)
    # A slip of the pen: taken back with a reason, out of every line, and still kept.
    withdrawn_on = DateField(null=True)
    withdrawn_why = TextField(default="")
    audience = CharField(max_length=120, default="family")
    version = IntegerField(default=1)

    class Meta:
        indexes = ((("pupil", "taken_on"), False),)

    def answers(self, person: int | None, role: str, setting: int | None) -> bool:
        """Whether somebody answers for this sitting and may take it back: who entered it, or the SENCO where it was entered."""
        return self.by_id == person or (role in SENCO and self.setting_id == setting)

    @property
    def headline(self) -> str:
        """The sitting in one line: "NGRT (form A): Standard age score 84; Reading age 7:04"."""
        return headline(self.instrument.name, self.form, self.subject, [one["said"] for one in self.results.values()])


class NationalFigure(BaseModel):
    """A published figure for England (or another area), with where it was read. Never a ranking of a child."""

    # Which measure: see measures.py.
    measure = CharField(max_length=30)
    # all, none (no SEN), any (any SEN), K (SEN support), E (EHC plan), or a census type of need
    group = CharField(max_length=5, column_name="group_code")
    area = CharField(max_length=60, default="England")
    # Academic year as published: "2024/25".
    year = CharField(max_length=9)
    value = DoubleField()
    edition = CharField(max_length=120, default="")
    source = CharField(default="")
    url = CharField(max_length=500, default="")
    obtained_on = DateField(null=True)
    # How sure we are: "read" in a published source, or "second-hand".
    certainty = CharField(max_length=12, default="read")
    # A newer upload took its place.
    replaced_on = DateField(null=True)
    version = IntegerField(default=1)

    class Meta:
        table_name = "national_figure"
        indexes = ((("measure", "year"), False),)


class FigureUpload(BaseModel):
    """A CSV of figures as it was sent in, until somebody looks at it and says yes."""

    content = TextField()
    sent_by = ForeignKeyField(Person)
    sent_at = DateTimeField()
    applied_at = DateTimeField(null=True)
    version = IntegerField(default=1)

    class Meta:
        table_name = "figure_upload"
