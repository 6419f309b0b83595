"""Children who are on no register, and what adults noticed, checked and tried about them: no label, light notes.

Among them one whose note is about to leave the working lists, one whose worry is over, and Nia's and Tomasz's first notes.
"""

from datetime import date
from typing import NamedTuple


class Step(NamedTuple):
    """One note: kind (noticed, checked, tried, watched, ended), who, when, what. `again`: look at it again on that day."""

    kind: str
    by: str
    day: date
    words: str
    next_step: str = ""
    again: date | None = None


class Worry(NamedTuple):
    """The notes of one worry, oldest first. `area` of need, "" for not said."""

    area: str
    steps: tuple[Step, ...]


class Unlisted(NamedTuple):
    """A child on no register, in a room of a setting."""

    forename: str
    surname: str
    born_on: date
    sex: str
    setting: str
    room: str
    year: str
    starts_on: date
    worries: tuple[Worry, ...]


# fmt: off
NIA = Worry("CI", (
    Step("noticed", "Ivy Marsh", date(2017, 11, 14), "Looks away when three adults talk at once. Comes straight away when I show her the photo of her coat."),
    Step("checked", "Ivy Marsh", date(2017, 11, 27), "Her mother: she understands at home when they show her. Two ear infections since the summer; hearing test asked for.", "Hearing test in January"),
    Step("tried", "Ivy Marsh", date(2017, 12, 4), "Photo key-ring at coat time for a week: at her peg on 4 days of 5, 1 of 5 the week before.", "Photos for snack too", date(2018, 1, 8)),
))

TOMASZ = Worry("CI", (
    Step("noticed", "Carol Finch", date(2025, 9, 23), "Hands over his ears in the toilets, every day this week. Only when the hand dryer runs."),
    Step("checked", "Sana Rehman", date(2025, 10, 7), "His mother: he talks a lot at home, in Polish. The hoover goes on when he is out.", "Count words in both languages"),
    Step("tried", "Sana Rehman", date(2025, 10, 21), "Photo of what comes next, and paper towels: went to wash his hands by himself on 6 days of 9.", "Write to the speech therapist", date(2025, 11, 17)),
))

CHILDREN = (
    Unlisted("Rory", "Kavanagh", date(2021, 2, 11), "M", "Fernhill Primary School", "Willow", "1", date(2025, 9, 3), (
        Worry("CL", (
            Step("noticed", "Samira Aziz", date(2026, 10, 5), "Loses the line when he reads and starts again. Retells the page well when I read it to him."),
            Step("checked", "Samira Aziz", date(2026, 10, 9), "His father: his sister has had glasses since she was five. Eye test booked for 19 October.", "Ask for the result"),
            Step("tried", "Samira Aziz", date(2026, 11, 3), "A card with a window, and bigger print: read two pages without losing the line, three days running.", "Same card at home", date(2026, 11, 30)),
        )),
    )),
    Unlisted("Salma", "Aden", date(2022, 1, 19), "F", "Fernhill Primary School", "Oak", "R", date(2026, 9, 7), (
        Worry("SP", (
            Step("noticed", "Kelechi Obi", date(2026, 11, 18), "Did not turn round when I called from behind at tidy-up, twice. Turned at once when I touched her sleeve.", "Try it again in a quiet room"),
        )),
    )),
    Unlisted("Teddy", "Marlow", date(2018, 5, 30), "M", "Fernhill Primary School", "Beech", "4", date(2022, 9, 5), (
        Worry("SEMH", (
            Step("noticed", "Bev Hartley", date(2026, 3, 10), "Goes to the toilet when the times tables start, four days of five."),
            Step("checked", "Anjali Deshmukh", date(2026, 3, 17), "His grandmother: he likes the tables at home, on the stairs, out loud.", "Ask again after Easter"),
        )),
    )),
    Unlisted("Aisha", "Lodhi", date(2016, 10, 2), "F", "Fernhill Primary School", "Elm", "5", date(2021, 9, 6), (
        Worry("SEMH", (
            Step("noticed", "Greg Nolan", date(2026, 9, 15), "Head on the desk after lunch, four days of five. Awake and quick before it."),
            Step("checked", "Greg Nolan", date(2026, 9, 18), "Her mother: there is a new baby, everybody is up at five.", "A word with Aisha herself"),
            Step("tried", "Greg Nolan", date(2026, 9, 22), "Ten minutes outside after lunch with two friends before maths.", "", date(2026, 10, 9)),
            Step("ended", "Greg Nolan", date(2026, 10, 13), "She sleeps in her aunt’s room now. Awake in every lesson for three weeks."),
        )),
    )),
    Unlisted("Jude", "Okonjo", date(2020, 8, 24), "M", "Fernhill Primary School", "Rowan", "2", date(2024, 9, 4), (
        Worry("SP", (
            Step("noticed", "Kelechi Obi", date(2026, 11, 9), "Changes hands in the middle of a word. His hand hurts after two lines, he says."),
            Step("tried", "Kelechi Obi", date(2026, 11, 16), "A thick pencil and a sloped board: five lines before he shook his hand.", "Show his teacher", date(2026, 12, 7)),
        )),
    )),
    Unlisted("Bonnie", "Hart", date(2023, 11, 12), "F", "Millbrook Nursery", "Ladybirds", "N1", date(2026, 1, 5), (
        Worry("CI", (
            Step("noticed", "Ivy Marsh", date(2026, 11, 11), "Says the ends of words only: “at” for cat and hat. Shows with her hands which one she means."),
            Step("checked", "Ivy Marsh", date(2026, 11, 17), "Her parents understand her; her grandmother on the phone does not.", "Listen again after Christmas", date(2027, 1, 11)),
        )),
    )),
    Unlisted("Kai", "Renshaw", date(2015, 1, 27), "M", "Harbour Lane Academy", "7P", "7", date(2026, 9, 3), (
        Worry("CL", (
            Step("noticed", "Imran Qureshi", date(2026, 10, 14), "Right answers in his head, no working on paper. Stops when he is asked to write it down."),
            Step("checked", "Daniel Pryce", date(2026, 10, 20), "English and geography say the same: talks well, writes three lines."),
            Step("tried", "Siobhan Keane", date(2026, 11, 5), "He told it to a partner who wrote it: a whole page, in order.", "The same in geography", date(2026, 11, 26)),
        )),
    )),
)
# fmt: on
