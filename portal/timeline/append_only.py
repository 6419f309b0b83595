"""Triggers that make a table append-only on both engines.

Nothing may change or delete an entry: a correction is a new entry. The one permitted
update is a redaction: words and data emptied, `redacted_at` set, nothing else touched.
"""

from peewee import Database

_UNCHANGED = (
    "id", "pupil_id", "setting_id", "cycle_id", "cycle_number", "kind", "stage", "category", "occurred_on",
    "recorded_at", "author_id", "author_role", "audience", "look_again_on", "supersedes_id", "key",
)  # fmt: skip

# What a redaction looks like: only from unredacted, to emptied words.
_REDACTION = " AND ".join(
    ["OLD.redacted_at IS NULL", "NEW.redacted_at IS NOT NULL", "NEW.body = ''", "NEW.data = '{}'", "NEW.words_of = ''"]
)


def append_only(db: Database, table: str, *, redactable: bool = False) -> None:
    """Refuse UPDATE, DELETE, REPLACE and TRUNCATE on `table`, but for a redaction's shape."""
    postgres = db.param != "?"
    same = "IS NOT DISTINCT FROM" if postgres else "IS"
    allowed = "1 = 0"
    if redactable:
        allowed = " AND ".join([_REDACTION, *(f"NEW.{name} {same} OLD.{name}" for name in _UNCHANGED)])
    if postgres:
        _postgres(db, table, allowed)
    else:
        _sqlite(db, table, allowed)


def allow_changes(db: Database, table: str) -> None:
    """Remove the triggers again (for the down side of a migration)."""
    if db.param != "?":
        db.execute_sql(f"DROP FUNCTION IF EXISTS {table}_append_only() CASCADE")
        return
    for verb in ("update", "delete"):
        db.execute_sql(f"DROP TRIGGER IF EXISTS {table}_no_{verb}")


def _sqlite(db: Database, table: str, allowed: str) -> None:
    db.execute_sql(
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} WHEN NOT ({allowed})"
        f" BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    )
    db.execute_sql(
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table}"
        f" BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    )


def _postgres(db: Database, table: str, allowed: str) -> None:
    db.execute_sql(
        f"CREATE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS $$"
        f" BEGIN IF TG_OP = 'UPDATE' THEN IF {allowed} THEN RETURN NEW; END IF; END IF;"
        f" RAISE EXCEPTION '{table} is append-only' USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    db.execute_sql(
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}"
        f" FOR EACH ROW EXECUTE FUNCTION {table}_append_only()"
    )
    db.execute_sql(
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}"
        f" FOR EACH STATEMENT EXECUTE FUNCTION {table}_append_only()"
    )
