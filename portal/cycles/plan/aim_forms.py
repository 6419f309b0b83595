"""Forms of the aims of a plan: outcomes and targets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms.validators import Optional

from portal.cycles.plan.smart import Smart, short_name
from portal.pupils.areas import area_choices
from portal.web.forms import Form, choice, day_input, number, required, select, several, text, words

VERBS = (("improve", _l("Improve")), ("develop", _l("Develop")), ("achieve", _l("Achieve")))


class OutcomeForm(Form):
    """What the plan is for."""

    verb = choice(_l("The child will"), VERBS, required(_l("Select improve, develop or achieve")))
    text = words(
        _l("What, and what will it make possible?"),
        required(_l("Enter the outcome")),
        hint=_l("For example “be understood by the other children, so that play lasts”."),
        rows=3,
        longest=1000,
    )
    area = select(_l("Area of need"), area_choices(), Optional())
    section_e = select(_l("Which outcome of the education, health and care plan does it serve?"), (), Optional())
    # What child and family said in this cycle's Assess, to pick from; there is none in a cycle without views.
    hope = choice(
        _l("Which hope of the child or family does it serve?"), (), hint=_l("In their own words, from Assess.")
    )
    aspiration = words(_l("Or a hope in other words"), Optional(), rows=2, longest=1000)
    baseline = words(_l("Where does the child stand now?"), Optional(), rows=2, longest=1000)
    found = select(_l("Or take it from the evidence"), (), Optional())
    # Targets of the outcome that is carried on, ticked when it is taken over from an earlier cycle.
    carried = several(
        _l("Go on with these targets, too"),
        (),
        Optional(),
        hint=_l("Their evidence becomes where the child stands now."),
    )
    position = number(_l("Place in the plan"), 1, 99, Optional(), hint=_l("1 comes first."))

    def offer(
        self,
        hopes: list[str],
        findings: list[tuple[str, str]],
        carried: list[tuple[str, str]],
        law: list[tuple[str, str]],
    ) -> None:
        """Fill in what can be picked, and leave out the questions that have nothing to pick from. `law`: of Section E."""
        self.section_e.choices = law
        self.hope.choices = [*((one, one) for one in hopes), ("", _l("None of these"))]
        self.found.choices = [("", _l("Choose")), *findings]
        self.carried.choices = carried
        for name, offered in (("hope", hopes), ("found", findings), ("carried", carried), ("section_e", law)):
            if not offered:
                del self[name]

    def picked(self, name: str) -> Any:
        """What was picked; "" where there was nothing to pick from."""
        return (self[name].data or "") if name in self else ""


LEVELS = (("level_plus_2", 2), ("level_plus_1", 1), ("level_0", 0), ("level_minus_1", -1), ("level_minus_2", -2))
"""Goal Attainment Scaling: the field of each level, the best first. 0 is what is expected, the target as it is written."""


class TargetForm(Form):
    """A SMART target in its parts, so that nothing vague hides in a sentence."""

    who = text(_l("Who?"), longest=80)
    does_what = words(
        _l("Will do what?"),
        required(_l("Enter what the child will do")),
        hint=_l("Something you can see or count. For example “ask for help with a word, sign or card”."),
        rows=2,
        longest=1000,
    )
    how_well = text(_l("How well?"), hint=_l("For example “4 of 5 times over 5 sessions”."), longest=120)
    how_often = text(_l("How often?"), hint=_l("For example “every day” or “3 times a week”."), longest=120)
    where = text(_l("In what setting?"), hint=_l("For example “at snack, with the key person”."), longest=120)
    by_when = day_input(_l("By when?"), hint=_l("We offer the day of the review."))
    measured_how = text(_l("How is it measured?"), hint=_l("For example “a tally kept at snack”."), longest=120)
    measured_when = text(_l("When is it measured?"), hint=_l("For example “every Friday”."), longest=120)
    measured_by = text(_l("Who measures it?"), longest=120)
    baseline = text(_l("What can the child do now?"), hint=_l("For example “11 words in 1 minute”."), longest=255)
    found = select(_l("Or take it from the evidence"), (), Optional())
    baseline_value = text(_l("Number now, if it is one"), longest=10)
    goal_value = text(_l("Number to reach"), longest=10)
    unit = text(_l("Of what?"), hint=_l("For example “words in 1 minute”."), longest=20)
    generalise = words(
        _l("Where is it used next?"),
        Optional(),
        hint=_l(
            "Where, with whom, and who looks out for it. For example “in guided reading, with any adult; Jess looks out”."
        ),
        rows=2,
        longest=1000,
    )
    level_plus_2 = text(_l("+2, much more than expected"), longest=255)
    level_plus_1 = text(_l("+1, more than expected"), longest=255)
    level_0 = text(_l("0, as expected"), hint=_l("Leave empty: it is the target as you wrote it."), longest=255)
    level_minus_1 = text(_l("−1, less than expected"), longest=255)
    level_minus_2 = text(_l("−2, much less than expected"), hint=_l("Often where the child stands now."), longest=255)
    uses = several(_l("It uses what we learnt before"), (), Optional())
    section_e = select(_l("Which outcome of the education, health and care plan does it serve?"), (), Optional())
    name = text(_l("Short name"), hint=_l("Leave empty: it is made from what the child will do."), longest=80)
    position = number(_l("Place under its outcome"), 1, 99, Optional(), hint=_l("1 comes first."))

    def offer(self, findings: list[tuple[str, str]], learnt: list[tuple[str, str]], law: list[tuple[str, str]]) -> None:
        """Fill in what can be picked, and leave out the questions that have nothing to pick from. `law`: of Section E."""
        self.section_e.choices = law
        self.found.choices = [("", _l("Choose")), *findings]
        self.uses.choices = learnt
        for name, offered in (("found", findings), ("uses", learnt), ("section_e", law)):
            if not offered:
                del self[name]

    def picked(self, name: str) -> Any:
        """What was picked; "" where there was nothing to pick from."""
        return (self[name].data or "") if name in self else ""

    def smart(self, found: str = "") -> Smart:
        """The target as typed. `found`: the evidence that was picked; it stands in where no baseline was typed."""
        values: dict[str, Any] = {name: getattr(self, name).data or "" for name in Smart._fields}
        values["name"] = values["name"] or short_name(values["does_what"])
        values["baseline"] = values["baseline"] or found
        return Smart(**values | {"by_when": self.by_when.data})

    def begin_scale(self, scale: Mapping[str, str]) -> None:
        """Fill in the levels as they stand."""
        for field, level in LEVELS:
            self[field].data = scale.get(str(level), "")

    def scale(self, smart: Smart) -> dict[str, str]:
        """The levels by number, "-2" to "2"; empty where none but the expected one is described."""
        levels = {str(level): (self[field].data or "").strip() for field, level in LEVELS}
        if not any(said for level, said in levels.items() if level != "0"):
            return {}
        levels["0"] = levels["0"] or ", ".join(filter(None, (smart.does_what, smart.how_well)))
        return {level: said for level, said in levels.items() if said}
