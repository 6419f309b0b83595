"""Around an action's call in a view: what a refusal, a stale save or a double click answers."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from portal.access.acting import Refused


class Saving:
    """How a save went. `ok` is True after success and after a double click of a success."""

    def __init__(self) -> None:
        self.ok = True
        self.conflict: Any = None


class Conflict(Exception):
    """Somebody saved first: `standing` and `mine` are rows of the same kind."""

    def __init__(self, message: str, standing: Any, mine: Any) -> None:
        super().__init__(message)
        self.standing = standing
        self.mine = mine


class Repeated(Exception):
    """The same form was sent twice; the first one was saved."""


@contextmanager
def saving(form: Any, field: str = "") -> Iterator[Saving]:
    """Turn an action's refusal into the form's error, beside `field` or above all.

        with saving(form, "review_on") as saved:
            actions.set_review(...)
        if saved.ok:
            return done(...)
        return invalid(...)

    A stale save puts the standing row on the form as `form.conflict` and renews its version,
    so that the page can show both texts; sending again then overwrites knowingly.
    """
    result = Saving()
    try:
        yield result
    except Repeated:
        result.ok = True
    except Refused as refused:
        result.ok = False
        named = refused.field if refused.field in form else field
        target = form[named] if named else None
        if target is not None:
            target.errors = [*target.errors, refused.reason]
        else:
            form.form_errors.append(refused.reason)
    except Conflict as conflict:
        result.ok = False
        result.conflict = conflict
        form.version.data = str(conflict.standing.version)
        form.conflict = conflict
