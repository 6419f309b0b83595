"""A whole authority of any size, straight into the database: settings of 250 children, 40 entries a child.

Everything follows from a child's number, so two runs make the same rows. Child 1 has 50 entries, child 2 has 200.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import chain

from peewee import Database

from bench import words
from bench.bulk import Loader, Row
from portal.accounts.models import Assignment, Membership, Person
from portal.cycles.assess_models import Contribution, Understanding
from portal.cycles.do_models import Delivery
from portal.cycles.learn_models import Learning
from portal.cycles.models import Cycle
from portal.cycles.plan_models import Circulation, Outcome, Provision, Target
from portal.organisation.models import Room, Setting
from portal.pupils.models import Guardianship, Placement, Pupil
from portal.register.models import Need, Registration, SenPeriod
from portal.timeline.models import Entry
from portal.transitions.models import Transition

CHILDREN_PER_SETTING = 250
ROOMS = 10
STAFF = ("senco", *["teacher"] * 8, "ta", "ta")
ENTRIES = 40
ENTRIES_OF_CHILD = {1: 50, 2: 200}
CYCLES = 3
PROVISIONS = 5
SESSIONS = 8

TODAY = date.today()  # noqa: DTZ011 - a day either way changes nothing here
NOW = str(datetime.combine(TODAY, datetime.min.time()).replace(hour=8))
PHASES = ("nursery", "primary", "primary", "secondary")


def day(before: int) -> str:
    """The ISO date so many days before today."""
    return str(TODAY - timedelta(days=before))


class Authority:
    """The rows of an authority with ``children`` children, table by table; ids are known without asking."""

    def __init__(self, children: int) -> None:
        self.children = range(1, children + 1)
        self.settings = range(1, -(-children // CHILDREN_PER_SETTING) + 1)
        self.staff = len(STAFF) * len(self.settings)
        self.officer = self.staff + children + 1

    def setting_of(self, child: int) -> int:
        return (child - 1) // CHILDREN_PER_SETTING + 1

    def room_of(self, child: int) -> int:
        return (self.setting_of(child) - 1) * ROOMS + (child - 1) % ROOMS + 1

    def staff_of(self, setting: int, place: int = 0) -> int:
        return (setting - 1) * len(STAFF) + place + 1

    def senco_of(self, child: int) -> int:
        return self.staff_of(self.setting_of(child))

    def teacher_of(self, child: int) -> int:
        return self.staff_of(self.setting_of(child), 1 + child % 8)

    def parent_of(self, child: int) -> int:
        return self.staff + child

    def load(self, engine: Database) -> dict[str, int]:
        """Load everything; returns the number of rows by table."""
        loader = Loader(engine)
        self._organisation(loader)
        self._children(loader)
        self._register(loader)
        self._cycles(loader)
        self._plans(loader)
        loader.load(
            Entry,
            "pupil_id setting_id cycle_id cycle_number kind stage title body occurred_on recorded_at author_id author_role audience",
            self.entries(),
        )
        loader.finish()
        return loader.rows

    def _organisation(self, loader: Loader) -> None:
        loader.load(
            Setting,
            "id urn urn_type la_code name name_fold phase town",
            (
                (
                    s,
                    str(100_000 + s),
                    "gias",
                    "999",
                    f"{words.surname(s)} School",
                    f"{words.surname(s)} school".lower(),
                    PHASES[s % 4],
                    "Westmere",
                )
                for s in self.settings
            ),
        )
        loader.load(
            Room,
            "id setting_id name kind",
            (
                (r, (r - 1) // ROOMS + 1, f"Class {(r - 1) % ROOMS + 1}", "class")
                for r in range(1, ROOMS * len(self.settings) + 1)
            ),
        )
        people = ((n, f"{words.forename(n)} {words.surname(n * 3)}", NOW) for n in range(1, self.officer + 1))
        loader.load(Person, "id name created_at", people)
        loader.load(
            Membership,
            "id person_id setting_id role starts_on",
            chain(
                (
                    (self.staff_of(s, place), self.staff_of(s, place), s, role, day(900))
                    for s in self.settings
                    for place, role in enumerate(STAFF)
                ),
                [(self.officer, self.officer, None, "la_officer", day(900))],
            ),
        )
        loader.load(
            Assignment,
            "person_id setting_id room_id starts_on",
            (
                (self.staff_of(s, p), s, (s - 1) * ROOMS + p, day(300))
                for s in self.settings
                for p in range(1, len(STAFF) - 1)
            ),
        )

    def _children(self, loader: Loader) -> None:
        def pupil(n: int) -> Row:
            first, last = words.forename(n), words.surname(n)
            fold = f"{first} {last} {last} {first}".lower()
            return (
                n,
                first,
                last,
                fold,
                last.lower(),
                str(date(2014, 9, 1) + timedelta(days=n * 17 % 3500)),
                NOW,
            )

        loader.load(
            Pupil,
            "id forename surname name_fold surname_fold born_on created_at",
            (pupil(n) for n in self.children),
        )
        loader.load(
            Placement,
            "pupil_id setting_id room_id state starts_on sees_from key_person_id year_group",
            (
                (
                    n,
                    self.setting_of(n),
                    self.room_of(n),
                    "current",
                    day(330),
                    day(350),
                    self.teacher_of(n),
                    str(n % 6 + 1),
                )
                for n in self.children
            ),
        )
        loader.load(
            Guardianship,
            "pupil_id person_id relationship starts_on",
            ((n, self.parent_of(n), "mother", day(900)) for n in self.children),
        )
        loader.load(
            Transition,
            "pupil_id from_setting_id to_setting_id kind state proposed_on moves_on",
            (
                (
                    n,
                    self.setting_of(n),
                    self.setting_of(n) % len(self.settings) + 1,
                    "mid_year",
                    "proposed",
                    day(20),
                    day(-10),
                )
                for n in self.children
                if n % 50 == 3
            ),
        )

    def _register(self, loader: Loader) -> None:
        def code(n: int) -> str:
            return "E" if n % 5 == 0 else "K"

        loader.load(
            Registration,
            "pupil_id setting_id code starts_on informed_on informed_by informed_how lead_id",
            (
                (n, self.setting_of(n), code(n), day(320), day(318), "SENCO", "meeting", self.senco_of(n))
                for n in self.children
            ),
        )
        loader.load(
            SenPeriod,
            "pupil_id setting_id code starts_on",
            ((n, self.setting_of(n), code(n), day(320)) for n in self.children),
        )
        loader.load(
            Need,
            "pupil_id setting_id rank code starts_on",
            (
                (n, self.setting_of(n), rank, words.NEEDS[(n + rank) % len(words.NEEDS)], day(320))
                for n in self.children
                for rank in (1, 2)
            ),
        )

    def _cycles(self, loader: Loader) -> None:
        def cycle(n: int, number: int) -> Row:
            first = (n - 1) * CYCLES
            closed = number < CYCLES
            start = 320 - (number - 1) * 110
            stage = "learn" if closed else words.STAGES[n % len(words.STAGES)]
            review = day(start - 60) if closed else day(n % 70 - 55)
            return (
                first + number, n, number, first + number - 1 if number > 1 else None, self.setting_of(n), self.setting_of(n),
                stage, day(start), day(start - 10), review, day(start - 12), day(start - 12),
                day(start - 60) if closed else None, day(start - 100) if closed else None, self.senco_of(n),
                self.teacher_of(n),
            )  # fmt: skip

        loader.load(
            Cycle,
            "id pupil_id number follows_id setting_id opened_at_id stage opened_on started_on review_on agreed_on circulated_on "
            "reviewed_on closed_on lead_id responsible_teacher_id",
            (cycle(n, number) for n in self.children for number in range(1, CYCLES + 1)),
        )
        loader.load(
            Understanding,
            "pupil_id cycle_id setting_id number statement barriers changed why written_on by_id",
            (
                (n, (n - 1) * CYCLES + v + 1, self.setting_of(n), v, words.BODIES[(n + v) % 5], words.BODIES[n % 5], "More is known", "Review", day(310 - v * 90), self.senco_of(n))
                for n in self.children
                for v in (1, 2)
            ),
        )  # fmt: skip
        loader.load(
            Contribution,
            "pupil_id cycle_id setting_id stage whose name source text given_on by_id",
            (
                (n, n * CYCLES, self.setting_of(n), "assess", whose, words.forename(n), "views", words.BODIES[n % 5], day(95), self.teacher_of(n))
                for n in self.children
                for whose in ("child", "family", "teacher")
            ),
        )  # fmt: skip
        loader.load(
            Learning,
            "pupil_id cycle_id setting_id kind text learnt_on",
            (
                (n, n * CYCLES - 1, self.setting_of(n), kind, words.BODIES[n % 5], day(110))
                for n in self.children
                for kind in ("helps", "hinders", "only_when")
            ),
        )

    def _plans(self, loader: Loader) -> None:
        loader.load(
            Outcome,
            "id pupil_id cycle_id setting_id position text",
            ((n * 2 - 2 + p, n, n * CYCLES, self.setting_of(n), p, "Joins in with what her friends play") for n in self.children for p in (1, 2)),
        )  # fmt: skip
        loader.load(
            Target,
            "id pupil_id cycle_id outcome_id setting_id position does_what how_well by_when measured_how measured_when measured_by",
            (
                (n * 2 - 2 + p, n, n * CYCLES, n * 2 - 2 + p, self.setting_of(n), 1, "answers a who question with two words",
                 "in 4 of 5 tries", day(-20), "tally in the session", "weekly", "the teacher")
                for n in self.children
                for p in (1, 2)
            ),
        )  # fmt: skip
        loader.load(
            Provision,
            "id pupil_id cycle_id setting_id target_id name kind layer deliverer_id minutes times_a_week weeks starts_on status ended_on",
            chain.from_iterable(map(self._provisions, self.children)),
        )
        loader.load(
            Delivery,
            "pupil_id provision_id cycle_id setting_id given_on given cause engagement by_id",
            (
                (n, n * PROVISIONS, n * CYCLES, self.setting_of(n), day(70 - session * 7), session % 4 != 3, "" if session % 4 != 3 else "absent", 3 + session % 3, self.teacher_of(n))
                for n in self.children
                for session in range(SESSIONS)
            ),
        )  # fmt: skip
        loader.load(
            Circulation,
            "pupil_id cycle_id setting_id person_id name role sent_on receipt receipt_on",
            (
                (
                    n,
                    n * CYCLES,
                    self.setting_of(n),
                    self.teacher_of(n),
                    "Class teacher",
                    "teacher",
                    day(85),
                    "seen",
                    day(84),
                )
                for n in self.children
            ),
        )

    def _provisions(self, n: int) -> Iterator[Row]:
        last, setting, teacher = n * CYCLES, self.setting_of(n), self.teacher_of(n)
        first = (n - 1) * PROVISIONS
        for place, name in enumerate(("Picture timetable", "One instruction at a time", "Quiet corner"), 1):
            yield (
                first + place,
                n,
                last,
                setting,
                None,
                name,
                "strategy",
                "universal",
                teacher,
                None,
                None,
                None,
                day(200),
                "running",
                None,
            )
        yield (
            first + 4,
            n,
            last - 1,
            setting,
            None,
            "Sound group",
            "intervention",
            "targeted",
            teacher,
            15,
            3,
            8,
            day(200),
            "finished",
            day(110),
        )
        yield (
            first + 5,
            n,
            last,
            setting,
            n * 2 - 1,
            "Talk partners",
            "intervention",
            "targeted",
            teacher,
            15,
            3,
            8,
            day(80),
            "running",
            None,
        )

    def entries(self) -> Iterator[Row]:
        """Oldest first across all children, as a database in service has written them."""
        for number in range(ENTRIES):
            for n in self.children:
                yield self.entry(n, number, ENTRIES)
        for n, wanted in ENTRIES_OF_CHILD.items():
            for number in range(ENTRIES, wanted):
                yield self.entry(n, number, wanted)

    def entry(self, n: int, number: int, wanted: int) -> Row:
        """Entry ``number`` of child ``n``, who has ``wanted`` of them."""
        stage = words.STAGES[number % len(words.STAGES)]
        cycle = min(number * CYCLES // wanted, CYCLES - 1) + 1
        return (
            n, self.setting_of(n), (n - 1) * CYCLES + cycle, cycle, words.KINDS[stage], stage, words.TITLES[stage],
            words.BODIES[(n + number) % len(words.BODIES)], day(320 - number * 310 // wanted), NOW, self.teacher_of(n), "teacher",
            "professionals" if number % 10 == 9 else "family",
        )  # fmt: skip
