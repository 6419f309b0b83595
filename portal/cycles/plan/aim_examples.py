"""Examples of outcomes and SMART targets, by area of need and age, to look at and to start from."""

from __future__ import annotations

from typing import NamedTuple

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from portal.cycles.plan.smart import Smart


class Example(NamedTuple):
    """One example. `ages`: early (to Reception), primary or secondary; the parts are words of `Smart`."""

    key: str
    area: str
    ages: str
    outcome: LazyString
    does_what: LazyString
    how_well: LazyString
    where: LazyString
    measured_how: LazyString
    measured_when: LazyString
    baseline: LazyString

    def smart(self) -> Smart:
        """Its parts as a target; day, person and numbers are the child's own."""
        return Smart(
            "", str(self.does_what), str(self.how_well), str(self.where), measured_how=str(self.measured_how),
            measured_when=str(self.measured_when), baseline=str(self.baseline),
        )  # fmt: skip


EXAMPLES = (
    Example(
        "snack", "CI", "early", _l("be understood by the other children"),
        _l("point to or name 1 of 2 offered items"), _l("4 of 5 times over 5 sessions"), _l("at snack"),
        _l("a tally by the key person"), _l("every snack time"), _l("reaches, without pointing or words"),
    ),
    Example(
        "ask-for-help", "CI", "primary", _l("ask for help and be understood"),
        _l("ask for help with a word, sign or card"), _l("in 4 of 5 lessons"), _l("in class, with any adult"),
        _l("a tick on the table card"), _l("every day"), _l("asks in 1 of 5 lessons"),
    ),
    Example(
        "explain", "CI", "secondary", _l("take part in talk about learning"),
        _l("explain one idea of the lesson in two full sentences"), _l("in 3 of 4 lessons"), _l("in English and science"),
        _l("a note by the subject teacher"), _l("every week"), _l("one- or two-word answers"),
    ),
    Example(
        "matching", "CL", "early", _l("enjoy and remember number"),
        _l("count out the number asked for, up to 5"), _l("5 of 6 times"), _l("in play and at snack"),
        _l("a tally by the key person"), _l("twice a week"), _l("counts out up to 2"),
    ),
    Example(
        "fluent-words", "CL", "primary", _l("read to learn"),
        _l("read 30 Phase 3 and 4 words in 1 minute"), _l("with 2 errors or fewer"), _l("in the reading corner"),
        _l("a precision-teaching probe"), _l("every Friday"), _l("11 words in 1 minute"),
    ),
    Example(
        "plan-a-paragraph", "CL", "secondary", _l("write alone about what is known"),
        _l("plan and write one paragraph with the writing frame"), _l("with no more than one prompt"),
        _l("in history and geography"), _l("two pieces of work, marked by the teacher"), _l("every two weeks"),
        _l("writes two sentences with an adult beside"),
    ),
    Example(
        "calm-start", "SEMH", "early", _l("settle and join in"),
        _l("choose an activity after the goodbye song"), _l("within 5 minutes, 4 days of 5"), _l("in the home room"),
        _l("a tick by the key person"), _l("every morning"), _l("stays at the door for 20 minutes"),
    ),
    Example(
        "exit-card", "SEMH", "primary", _l("recognise feelings and stay in learning"),
        _l("use the exit card and come back within 10 minutes"), _l("on 80% of occasions"), _l("in every lesson"),
        _l("a log by the teaching assistant"), _l("every day"), _l("35% of occasions"),
    ),
    Example(
        "check-in", "SEMH", "secondary", _l("be in lessons and feel safe there"),
        _l("go to the check-in and on to the first lesson"), _l("by 9:00, 4 days of 5"), _l("with the key adult"),
        _l("the register"), _l("every Friday"), _l("2 days of 5"),
    ),
    Example(
        "scissors", "SP", "early", _l("do more alone"),
        _l("cut along a 15 cm line"), _l("within 1 cm, 4 of 5 times"), _l("at the making table"),
        _l("the work itself, kept"), _l("every week"), _l("snips the edge"),
    ),
    Example(
        "typing", "SP", "primary", _l("record work with full access, growing independence"),
        _l("type 12 words a minute"), _l("at 90% accuracy"), _l("in writing lessons"),
        _l("a typing test"), _l("every two weeks"), _l("5 words a minute"),
    ),
    Example(
        "equipment", "SP", "secondary", _l("look after own equipment and say what is needed"),
        _l("check the radio aid and give it to each teacher"), _l("in 9 of 10 lessons"), _l("at the start of lessons"),
        _l("a tick in the planner"), _l("every lesson"), _l("when an adult reminds"),
    ),
)  # fmt: skip


def ages_of(year_group: str) -> str:
    """Which examples fit a year group as the register writes it ("N2", "R", "4", "10")."""
    if not year_group.isdigit():
        return "early"
    return "primary" if int(year_group) <= 6 else "secondary"


def examples(area: str, ages: str) -> list[Example]:
    """Examples of the child's age, those of the area first; without an area all of the age."""
    fitting = [one for one in EXAMPLES if one.ages == ages]
    return [one for one in fitting if one.area == area] or fitting
