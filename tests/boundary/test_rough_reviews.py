"""Days, numbers, words and letters that nobody means are answered with words in the rooms of Do, Review and papers, too."""

from __future__ import annotations

import pytest
from flask import Flask

from portal.access import sight
from portal.cycles.assess import actions as assess_actions
from portal.cycles.assess.actions import View
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Target
from tests.boundary.everything import Everything
from tests.client import Client
from tests.cycles import walk
from tests.documents.words import words_of
from tests.world import World

_FAR = "99999999999999999999"


@pytest.mark.parametrize("day", ["0001-01-01", "0001-01-03", "1900-01-01", "9999-12-31", "x", "2026-02-30", "²"])
@pytest.mark.parametrize("path", ["/sessions?on=", "/reviews?on=", "/reviews/running-order?on=", "/week?of="])
def test_a_day_with_which_nothing_can_be_reckoned_is_answered_with_a_page(
    path: str, day: str, world: World, app: Flask
) -> None:
    walk.doing(world)
    assert Client(app).sign_in(world.hannah).raw.get(path + day).status_code in (200, 404)


@pytest.mark.parametrize("number", [_FAR, "-1", "²", "x", "2147483648"])
def test_a_number_that_no_row_has_is_passed_over(number: str, world: World, app: Flask) -> None:
    cycle = walk.learning(world)
    paths = {
        world.hannah: (
            f"/sessions?change={number}", f"/week?teacher={number}", f"/cycles/{cycle.id}/learn/learnings/chosen?said={number}",
            f"/cycles/{cycle.id}/learn/learnings/chosen?said={number}:helps:{number}", f"/provision-map?who={number}",
            f"/children/{world.tomasz}/what-works?off={number}", f"/children/{world.tomasz}/ehc-plan/early-review?help={number}",
            f"/cycles/{cycle.id}/learn/reflect?whose={number}", f"/cycles/{cycle.id}/review/views/new?whose={number}",
            f"/children/{world.tomasz}/case-sample?names={number}", f"/sessions/{number}", f"/referrals/{number}",
            f"/papers/{number}", f"/papers/{number}.pdf", f"/cycles/{number}/review/arrange", f"/cycles/{number}/one-page.pdf",
            f"/children/{world.tomasz}/evidence-pack/{number}.pdf", f"/cycles/{cycle.id}/do/prompts/quiet/{number}",
            f"/cycles/{cycle.id}/do/targets/{number}/places/new", f"/cycles/{cycle.id}/do?page={number}", f"/cycles/{cycle.id}/review/outcomes/{number}",
            f"/children/{world.tomasz}/what-works/{number}", f"/children/{world.tomasz}/ehc-plan/reviews/{number}/papers",
        ),
        world.magda: (
            f"/family/{world.tomasz}/one-page?cycle={number}", f"/family/{world.tomasz}/review?cycle={number}",
            f"/family/{world.tomasz}/reflect?cycle={number}", f"/family/{world.tomasz}/easy-read.pdf?cycle={number}",
            f"/family/{world.tomasz}/plan-paper?cycle={number}", f"/family/{world.tomasz}/review-paper.pdf?cycle={number}",
        ),
    }  # fmt: skip
    for who, asked in paths.items():
        client = Client(app).sign_in(who)
        for path in asked:
            assert client.raw.get(path).status_code in (200, 303, 404), path


def test_help_that_is_none_is_sent_back_by_the_form_of_an_early_review(
    world: World, app: Flask, nia: Everything
) -> None:
    client = Client(app).sign_in(world.anjali)
    path = f"/children/{world.eli}/ehc-plan/early-review"
    for number in ("abc", "²", _FAR, "-1"):
        client.get(path)
        client.submit("early-review", 422, provision=number, why="More help")


def test_marks_words_and_people_that_nobody_can_choose_are_sent_back_by_the_log(world: World, app: Flask) -> None:
    cycle = walk.doing(world)
    with sight.looking(world.hannah.sight()):
        row = walk.provision_of(cycle).id
    client = Client(app).sign_in(world.hannah)
    for values in (
        {f"engagement_{row}": "9"}, {f"engagement_{row}": "²"}, {f"cause_{row}": "bored"},
        {f"words_{row}": "x" * 100_000}, {f"giver_{row}": str(world.victor.person)},
        {f"giver_{row}": _FAR}, {f"giver_name_{row}": "x" * 500}, {"on": ["1", "1", "0001"]}, {"on": ["1", "1", "9999"]},
    ):  # fmt: skip
        client.get(f"/sessions/{row}")
        client.submit(f"/sessions/{row}", 422, **values)


@pytest.mark.parametrize("number", ["9", "-9", "²", _FAR, "1.5"])
def test_a_level_that_the_scale_does_not_have_is_sent_back(number: str, world: World, app: Flask) -> None:
    cycle = walk.doing(world)
    with sight.system("test"):
        Cycle.update(stage="review").where(Cycle.id == cycle.id).execute()
        target = walk.target_of(cycle)
        Target.update(scale={str(level): "Level" for level in range(-2, 3)}).where(Target.id == target.id).execute()
    client = Client(app).sign_in(world.hannah)
    path = f"/cycles/{cycle.id}/review/targets/{target.id}"
    client.get(path)
    client.submit(f"targets/{target.id}", 422, rating="met", evidence="Seen", scaled=number)


_WORDS = (
    "Emoji 🙂👨‍👩‍👧 and flags 🏴󠁧󠁢󠁥󠁮󠁧󠁿", "עברית وعربية mixed ‮turned‬ round", "control \x0b\x0c\x1f\x7f marks", "W" * 3000,
    "<img src=file:///etc/passwd> <link rel=stylesheet href=file:///etc/passwd> <style>@import 'file:///etc/passwd'</style>",
    "<svg><image href='file:///etc/passwd'/></svg> url(file:///etc/passwd) <a href='javascript:alert(1)'>x</a>",
    "<!--style sheet--> <!--bar--> </main></body>", "中文 ไทย हिन्दी አማርኛ", "zero\u200b\u200d\ufeffwidth \ufffe \uffff",
    "\n" * 400 + "end", "a\u0301" * 200,
)  # fmt: skip


@pytest.mark.parametrize("words", _WORDS, ids=range(len(_WORDS)))
def test_what_people_type_is_never_more_than_words_on_a_paper(words: str, world: World, app: Flask) -> None:
    cycle = walk.assessed(world)
    with sight.looking(world.hannah.sight()):
        view = View("family", words[:100], words)
        assess_actions.give_view(world.hannah.act(), cycle, "assess", view)
    client = Client(app).sign_in(world.magda)
    for path in (f"/family/{world.tomasz}/one-page.pdf", f"/family/{world.tomasz}/evidence-pack.pdf"):
        answer = client.raw.get(path)
        assert answer.status_code == 200, path
        assert answer.mimetype == "application/pdf"
        assert "root:" not in words_of(answer.get_data())
