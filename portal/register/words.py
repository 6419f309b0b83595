"""The register's words for readers: stages, reviews, years, gaps."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from portal.register.listing import Row
from portal.web.page import short_day

STAGES = {
    "assess": _l("Assess"),
    "plan": _l("Plan"),
    "do": _l("Do"),
    "review": _l("Review"),
    "learn": _l("Learn"),
}


def review_tag(row: Row) -> tuple[str, str]:
    """Word and tone of the tag that stands first in a row."""
    if row.review == "overdue":
        late = -row.days
        return ngettext("%(num)s day late", "%(num)s days late", late), "bad"
    if row.review == "due":
        return _("today") if row.days == 0 else ngettext("in %(num)s day", "in %(num)s days", row.days), "warn"
    if row.review == "planned":
        return short_day(row.line.review_on), "quiet"
    return (_("no date"), "quiet") if row.line.cycle else (_("no cycle"), "quiet")


def gap_words(gap: str) -> str:
    """What is missing, in words."""
    return {
        "upn": _("no UPN"),
        "need": _("no type of need"),
        "uninformed": _("family not informed"),
        "unreviewed": _("no review with the family this term"),
    }[gap]
