"""The last line: no SQL reaches the database that names a child's table unmarked.

`scope.py` writes a marker behind each scoped table that it renders. SQL that names
such a table without one (raw SQL, a bare UPDATE, INSERT … SELECT) is refused here.
"""

import re
from typing import Any

from peewee import Database

from portal.access.sight import Bind, current, resolve

SCOPED_TABLES: set[str] = set()
_VERDICTS: dict[str, bool] = {}
_MOST_VERDICTS = 4096


class Unscoped(RuntimeError):
    """SQL named a scoped table outside a scope: a bug, never the user's fault."""


def _marked(sql: str) -> bool:
    """Whether every mention of a scoped table carries its marker.

    A mention is the bare or quoted name, also behind a schema (`main.entry`), not part of
    another word and not a qualifier (`"entry"."id"`); values are parameters and so never in
    the text. No column is called like a scoped table (a test keeps it so).
    """
    verdict = _VERDICTS.get(sql)
    if verdict is None:
        names = "|".join(map(re.escape, sorted(SCOPED_TABLES, key=len, reverse=True)))
        unmarked = (
            rf'(?i)(?<!AS )(?:"(?:{names})"|(?<!AS ")(?<![\w"])(?:{names}))(?![\w"])(?!\s*\.)'
            r"(?!\s*/\*(?:scope|rule|write|counting|system)\*/)"
        )
        verdict = not (names and re.search(unmarked, sql))
        if len(_VERDICTS) >= _MOST_VERDICTS:
            _VERDICTS.clear()
        _VERDICTS[sql] = verdict
    return verdict


def guarded(engine: type[Database]) -> type[Database]:
    """A database class whose every statement passes the tripwire and fills its binds."""

    class Guarded(engine):
        def execute_sql(self, sql: str, params: Any = None, *rest: Any, **options: Any) -> Any:
            sight = current()
            if not (sight and sight.system) and not _marked(sql):
                raise Unscoped(
                    "This SQL names a child's table without its scope. Build it from the model "
                    f"inside an open scope (portal/access/scope.py). It began: {sql[:120]}"
                )
            if params:
                params = [resolve(p) if isinstance(p, Bind) else p for p in params]
            return super().execute_sql(sql, params, *rest, **options)

    return Guarded
