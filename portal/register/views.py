"""Pages of the register: the list with its search, the census list, the export."""

from flask import Response, request, url_for
from flask_babel import gettext as _

from portal import clock
from portal.access import audit
from portal.access.me import me
from portal.access.permissions import action, may
from portal.cycles import offers
from portal.cycles.models import Cycle
from portal.cycles.offers import Offer
from portal.cycles.review.day_queries import OWING
from portal.ehcp.queries import dues
from portal.ehcp.words import annual_tag
from portal.organisation.calendars import calendar_of
from portal.organisation.rules import rules
from portal.pupils.census_codes import NEED_LABELS
from portal.pupils.year_groups import YEAR_GROUPS, year_words
from portal.register import census as census_list
from portal.register import child_views, claim_queries, claim_views, placing_views, queries
from portal.register.blueprint import bp
from portal.register.listing import Filters, Listed, clock_of, listed, unreviewed
from portal.register.words import STAGES, gap_words, review_tag
from portal.web import csv_safe
from portal.web.page import Answer, page

# Their pages stand on the same blueprint.
ROOMS = (child_views, claim_views, placing_views)


def _not_on_it(cycle: Cycle) -> Offer | None:
    """What a first Assess is told of a child who is on no register here: a cycle alone informs nobody's family."""
    if cycle.number > 1 or cycle.stage != "assess" or not child_views.still_to_register(cycle.pupil_id):
        return None
    return Offer(
        _("Not on the register: put the child on it, and tell the family"),
        url_for("register.put_on", pupil=cycle.pupil_id),
    )


offers.OFFERING.append(_not_on_it)


def _owing(setting: int) -> set[int]:
    """Who is without a review with the family this term, for the setting's reviews. Three statements."""
    now = clock_of(calendar_of(setting, me().setting_phase), rules(), clock.today())
    return {line.pupil for line in queries.lines(setting) if unreviewed(line, now)}


OWING.append(_owing)

_LIST = "register/_list.html"


@bp.route("/register")
@action("register.see")
def children() -> Answer:
    """The children on the register whom the reader may see, searched, filtered, in pages of 50."""
    wanted = _wanted()
    lines = queries.lines(me().setting or 0)
    found = listed(lines, clock_of(calendar_of(me().setting, me().setting_phase), rules(), clock.today()), wanted)
    audit.listed((row.line.pupil for row in found.rows), "register")
    may_answer = may(me().role, "claim.answer")
    return page(
        "register/children.html",
        part=_LIST,
        target="register-list",
        found=found,
        wanted=wanted,
        narrowed=any(wanted._replace(sort="", page=0)),
        previous=_address(wanted, found, -1),
        next=_address(wanted, found, 1),
        choices=_choices([line.need for line in lines], [line.year_group for line in lines]),
        asked=claim_queries.asked_count(me().setting or 0) if may_answer else 0,
        may_write=may(me().role, "register.write"),
        may_export=may(me().role, "register.export"),
        review_tag=review_tag,
        annual=_annual([row.line.pupil for row in found.rows if row.line.code == "E"]),
        # Addresses without their number: building one for each row is a third of the page's time.
        at={
            "child": url_for("pupils.child", pupil=0)[:-1],
            "cycle": url_for("cycles.cycle", cycle=0)[:-1],
        },
        gap_words=gap_words,
        year_words=year_words,
        needs=NEED_LABELS,
        stages={key: str(label) for key, label in STAGES.items()},
    )


def _annual(planned: list[int]) -> dict[int, tuple[str, str]]:
    """The annual review of each child with a plan, as a tag. One statement, none where nobody has one."""
    today = clock.today()
    return {pupil: annual_tag(due, today) for pupil, due in dues(planned).items()} if planned else {}


def _wanted() -> Filters:
    asked = request.args
    names = ("q", "provision", "need", "year", "stage", "review", "gap", "sort")
    return Filters(**{name: asked.get(name, "")[:60] for name in names}, page=asked.get("page", 1, type=int))


def _address(wanted: Filters, found: Listed, step: int) -> str:
    """The address of the page before or after; "" where there is none."""
    number = found.page + step
    if not 1 <= number <= found.pages:
        return ""
    return url_for(
        "register.children", **{key: value for key, value in wanted._replace(page=number)._asdict().items() if value}
    )


def _choices(needs: list[str | None], years: list[str | None]) -> dict[str, list[tuple[str, str]]]:
    """What can be filtered by: needs and years that somebody here has."""
    here = [year for year in YEAR_GROUPS if year in years]
    return {
        "provision": [("K", _("SEN support (K)")), ("E", _("EHC plan (E)"))],
        "need": [(code, label) for code, label in NEED_LABELS.items() if code in needs]
        + ([("none", _("No need recorded"))] if None in needs else []),
        "year": [(year, year_words(year)) for year in here],
        "stage": [*((key, str(label)) for key, label in STAGES.items()), ("none", _("No open cycle"))],
        "review": [("due", _("Due")), ("overdue", _("Overdue")), ("planned", _("Planned"))],
        "gap": [
            ("uninformed", _("Family not yet informed")),
            ("unreviewed", _("No review with the family this term")),
        ],
        "sort": [
            ("", _("Name")), ("review", _("Review date")), ("year", _("Year")), ("need", _("First need")),
            ("provision", _("Provision")), ("since", _("Date on the register")),
        ],
    }  # fmt: skip


@bp.route("/register/census")
@action("register.export")
def census() -> Answer:
    """Provision and ranked needs as the census asks for them, with what is missing."""
    rows = census_list.rows(me().setting or 0, clock.today())
    audit.listed((row.pupil for row in rows), "census")
    return page("register/census.html", rows=rows, gaps=census_list.gap_counts(rows), gap_words=gap_words)


@bp.route("/register/export")
@action("register.export")
def export() -> Answer:
    """The register as CSV; no cell can become a formula."""
    rows = census_list.rows(me().setting or 0, clock.today())
    audit.listed((row.pupil for row in rows), "export")
    content = csv_safe.write(census_list.headers(), [census_list.cells(row) for row in rows])
    name = f"register-{clock.today().isoformat()}.csv"
    return Response(content, mimetype="text/csv", headers={"Content-Disposition": f'attachment; filename="{name}"'})
