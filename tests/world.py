"""A small world of named people. The stranger, Victor Lang at Oakfield, is in every test.

Everything is made once per engine and committed; each test runs in a transaction that is
rolled back. Today is Monday 23 November 2026, 9:00.
"""

from datetime import UTC, date, datetime
from typing import NamedTuple

from portal import clock
from portal.access import sight
from portal.access.acting import Act
from portal.access.sight import Sight
from portal.accounts.models import Assignment, Membership, Person
from portal.organisation.models import Closure, Room, Setting, Term
from portal.pupils.models import Guardianship, Involvement, Placement, Pupil
from portal.register.models import Need, Registration, SenPeriod

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)


class Who(NamedTuple):
    """A person in one role, as ids."""

    person: int
    role: str
    setting: int | None
    membership: int | None
    name: str
    reach: str

    def act(self, key: str | None = None) -> Act:
        """What this person's actions take."""
        return Act(self.person, self.role, self.setting, key=key)

    def sight(self) -> Sight:
        """What this person sees."""
        return Sight(self.reach, self.person, self.role, self.setting or 0)


class World(NamedTuple):
    """Ids of settings and children, and people in their roles."""

    millbrook: int  # nursery
    fernhill: int  # primary
    harbour_lane: int  # secondary
    oakfield: int  # the stranger's primary
    oak_class: int  # Reception at Fernhill
    kingfishers: int  # preschool room at Millbrook
    tomasz: int  # at Millbrook, K
    nia: int  # at Fernhill, Year 6, K
    eli: int  # at Fernhill, Year 4, E
    sofia: int  # at Oakfield: nobody here knows her
    hannah: Who  # SENCO, Millbrook
    sana: Who  # key person (teacher), Millbrook
    anjali: Who  # SENCO, Fernhill
    owen: Who  # head, Fernhill
    dee: Who  # safeguarding lead, Fernhill
    jess: Who  # teacher of Oak class, Fernhill
    kelechi: Who  # teaching assistant in Oak class, Fernhill
    ruth: Who  # SENCO, Harbour Lane
    victor: Who  # SENCO, Oakfield: the stranger
    magda: Who  # mother of Tomasz
    folake: Who  # mother of Nia
    peter: Who  # father of Sofia: the other parent
    nia_herself: Who  # Nia, who has her own sign-in
    priya: Who  # speech therapist, asked about Tomasz
    lorna: Who  # SEND officer of the authority
    adil: Who  # administrator of the authority
    carys: Who  # area SENCO of the authority


_REACH = {
    "senco": "setting", "head": "setting", "dsl": "setting", "teacher": "class", "ta": "class",
    "parent": "family", "young_person": "family", "professional": "professional",
    "la_officer": "authority", "la_admin": "authority", "area_senco": "authority",
}  # fmt: skip


def person(name: str, role: str, setting: Setting | None = None, **more: str) -> Who:
    """A person with one role. E-mail: first name at example.org."""
    email = f"{name.split()[0].lower()}@example.org"
    made = Person.create(name=name, email=email, created_at=clock.now(), **more)
    membership = None
    if role not in ("parent", "young_person"):
        membership = Membership.create(person=made, setting=setting, role=role, starts_on=date(2024, 9, 1)).id
    return Who(made.id, role, setting.id if setting else None, membership, name, _REACH[role])


def child(
    forename: str, surname: str, born: date, setting: Setting, room: Room | None, year: str, code: str, need: str
) -> Pupil:
    """A child on a setting's register since September 2025, whose family was informed."""
    made = Pupil.create(
        forename=forename, surname=surname, born_on=born, created_at=clock.now(),
        name_fold=f"{forename} {surname}".lower(), surname_fold=surname.lower(),
    )  # fmt: skip
    since = date(2025, 9, 1)
    Placement.create(pupil=made, setting=setting, room=room, starts_on=since, sees_from=since, year_group=year)
    Registration.create(
        pupil=made,
        setting=setting,
        code=code,
        starts_on=since,
        informed_on=since,
        informed_by="SENCO",
        informed_how="meeting",
    )
    SenPeriod.create(pupil=made, setting=setting, code=code, starts_on=since)
    Need.create(pupil=made, setting=setting, rank=1, code=need, starts_on=since)
    return made


def setting(name: str, phase: str, urn: str) -> Setting:
    """A setting of the authority (LA code 357)."""
    return Setting.create(
        name=name, name_fold=name.lower(), phase=phase, urn=urn, urn_type="gias", la_code="357", la_name="Westmere",
        updated_at=clock.now(),
    )  # fmt: skip


def build() -> World:
    """Make the world; the caller holds the transaction. Opens a system scope of its own."""
    clock.fix(NOW)
    with sight.system("test world"):
        millbrook = setting("Millbrook Nursery", "nursery", "EY357001")
        fernhill = setting("Fernhill Primary School", "primary", "135701")
        harbour = setting("Harbour Lane Academy", "secondary", "135702")
        oakfield = setting("Oakfield Primary School", "primary", "135703")
        for name, starts, ends in (
            ("Autumn", date(2026, 9, 3), date(2026, 12, 18)),
            ("Spring", date(2027, 1, 4), date(2027, 3, 25)),
            ("Summer", date(2027, 4, 12), date(2027, 7, 21)),
        ):
            Term.create(name=name, starts_on=starts, ends_on=ends)
        Closure.create(starts_on=date(2026, 10, 26), ends_on=date(2026, 10, 30), kind="half_term")
        oak = Room.create(setting=fernhill, name="Oak", year_group="R", academic_year=2026)
        year6 = Room.create(setting=fernhill, name="6B", year_group="6", academic_year=2026)
        kingfishers = Room.create(setting=millbrook, name="Kingfishers", kind="room", year_group="N2")
        tomasz = child("Tomasz", "Wieczorek", date(2022, 3, 3), millbrook, kingfishers, "N2", "K", "SLCN")
        nia = child("Nia", "Oyelaran", date(2016, 3, 14), fernhill, year6, "6", "K", "SLCN")
        eli = child("Eli", "Marchetti", date(2018, 5, 9), fernhill, None, "4", "E", "ASD")
        sofia = child("Sofia", "Andrade", date(2019, 1, 8), oakfield, None, "3", "K", "SPLD")
        hannah = person("Hannah Coyle", "senco", millbrook)
        sana = person("Sana Rehman", "teacher", millbrook)
        jess = person("Jess Tulloch", "teacher", fernhill)
        kelechi = person("Kelechi Obi", "ta", fernhill)
        magda = person("Magda Wieczorek", "parent")
        folake = person("Folake Oyelaran", "parent")
        peter = person("Peter Andrade", "parent")
        nia_herself = person("Nia Oyelaran", "young_person")
        priya = person("Priya Nair", "professional", profession="speech and language therapist")
        for who, about, relation in (
            (magda, tomasz, "mother"), (folake, nia, "mother"), (peter, sofia, "father"), (nia_herself, nia, "self"),
        ):  # fmt: skip
            Guardianship.create(pupil=about, person=who.person, relationship=relation, starts_on=date(2025, 9, 1))
        Involvement.create(
            pupil=tomasz, person=priya.person, setting=millbrook, purpose="speech and language advice",
            asked_by=hannah.person, starts_on=date(2026, 9, 1), until=date(2027, 7, 31),
        )  # fmt: skip
        since = date(2026, 9, 1)
        Assignment.create(person=sana.person, setting=millbrook, room=kingfishers, starts_on=since)
        Assignment.create(person=jess.person, setting=fernhill, room=oak, starts_on=since)
        Assignment.create(person=kelechi.person, setting=fernhill, room=oak, starts_on=since)
        return World(
            millbrook=millbrook.id, fernhill=fernhill.id, harbour_lane=harbour.id, oakfield=oakfield.id,
            oak_class=oak.id, kingfishers=kingfishers.id,
            tomasz=tomasz.id, nia=nia.id, eli=eli.id, sofia=sofia.id,
            hannah=hannah, sana=sana,
            anjali=person("Anjali Deshmukh", "senco", fernhill),
            owen=person("Owen Bright", "head", fernhill),
            dee=person("Dee Lowry", "dsl", fernhill),
            jess=jess, kelechi=kelechi,
            ruth=person("Ruth Mensah", "senco", harbour),
            victor=person("Victor Lang", "senco", oakfield),
            magda=magda, folake=folake, peter=peter, nia_herself=nia_herself, priya=priya,
            lorna=person("Lorna Pike", "la_officer"),
            adil=person("Adil Shah", "la_admin"),
            carys=person("Carys Bevan", "area_senco"),
        )  # fmt: skip
