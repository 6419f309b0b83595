"""Scope: which rows of a child's tables exist for the person who is looking.

A scoped table in FROM or JOIN (as itself or as an alias) renders as
`(SELECT * FROM "entry" /*scope*/ AS t WHERE rule)`; update and delete reach only rows
that the rule lets through; an insert must be about a child in sight. The rules are in
`policy.py`; `tripwire.py` refuses SQL that went around this.
"""

from typing import Any

from peewee import (
    SCOPE_SOURCE,
    SCOPE_VALUES,
    Context,
    Entity,
    Metadata,
    ModelDelete,
    ModelInsert,
    ModelUpdate,
    Table,
)

from portal.access import policy, sight, tripwire
from portal.access.sight import SightBind
from portal.db import BaseModel


class OutOfScope(LookupError):
    """A write was about a child, or a row, that is not in sight: answered as 404."""


def _render(ctx: Context, table: str) -> None:
    """Write a scoped table as a source: its rows in sight, and nothing else."""
    who = sight.required()
    if who.system:
        ctx.sql(Entity(table)).literal(" /*system*/")
        return
    if who.counting:
        ctx.sql(Entity(table)).literal(" /*counting*/")
        return
    ctx.literal("(SELECT t.* FROM ").sql(Entity(table)).literal(" /*scope*/ AS t WHERE ")
    for position, piece in enumerate(policy.rule(table, who.reach, who.role)):
        # Odd pieces are the names of binds: `rule` splits its text at them.
        if position % 2:
            ctx.sql(SightBind(piece))
        else:
            ctx.literal(piece)
    ctx.literal(")")


class ScopedTable(Table):
    """A table that renders with its rule wherever rows are read from it."""

    def __sql__(self, ctx: Context) -> Context:
        if ctx.scope == SCOPE_VALUES and not ctx.state.in_projection:
            return super().__sql__(ctx).literal(" /*write*/") if ctx.state.scoped_write else super().__sql__(ctx)
        if ctx.scope == SCOPE_SOURCE and not ctx.state.in_projection:
            if self._alias:
                ctx.alias_manager[self] = self._alias
            _render(ctx, self.__name__)
            return self.apply_alias(ctx)
        return super().__sql__(ctx)


class ScopedEntity(Entity):
    """What a model alias renders as its source."""

    def __init__(self, table: str) -> None:
        super().__init__(table)
        self._table = table

    def __sql__(self, ctx: Context) -> Context:
        if ctx.scope == SCOPE_SOURCE:
            _render(ctx, self._table)
            return ctx
        return super().__sql__(ctx)


class ScopedMetadata(Metadata):
    """Hands out scoped tables and entities instead of plain ones."""

    _table: Table | None

    @property
    def table(self) -> Table:
        if self._table is None:
            columns = [field.column_name for field in self.sorted_fields]
            self._table = ScopedTable(self.table_name, columns, _model=self.model, _database=self.database)
        return self._table

    @table.deleter
    def table(self) -> None:
        self._table = None

    @property
    def entity(self) -> Entity:
        return ScopedEntity(self.table_name)


class _OnlyInSight:
    """Update and delete: rows in sight only, whatever else the query says (`orwhere` too)."""

    def __sql__(self, ctx: Context) -> Context:
        model = self.model  # type: ignore[attr-defined]
        if sight.required().counting:
            raise OutOfScope(f"{model.__name__}: counting never writes.")
        if sight.required().system:
            with ctx(scoped_write=True):
                return super().__sql__(ctx)  # type: ignore[misc]
        asked = self._where  # type: ignore[has-type]
        key = model._meta.primary_key
        in_sight = key.in_(model.select(key))
        self._where = in_sight if asked is None else (asked) & in_sight
        try:
            with ctx(scoped_write=True):
                return super().__sql__(ctx)  # type: ignore[misc]
        finally:
            self._where = asked


class ScopedUpdate(_OnlyInSight, ModelUpdate):
    """UPDATE of rows in sight, which stay in sight: a row is never handed to a child who is not."""

    def __sql__(self, ctx: Context) -> Context:
        if not sight.required().system:
            named = {getattr(field, "name", field): value for field, value in self._update.items()}
            if "pupil" in named:
                self.model.check_new(named)
        return super().__sql__(ctx)


class ScopedDelete(_OnlyInSight, ModelDelete):
    """DELETE of rows in sight."""


class ScopedInsert(ModelInsert):
    """INSERT about children in sight; rows from a query only in a system scope."""

    def __sql__(self, ctx: Context) -> Context:
        if sight.required().counting:
            raise OutOfScope(f"{self.model.__name__}: counting never writes.")
        if not sight.required().system:
            self._check()
        with ctx(scoped_write=True):
            return super().__sql__(ctx)

    def _check(self) -> None:
        clash = self._on_conflict
        if clash is not None and (clash._action or "").upper() not in ("IGNORE", "NOTHING"):
            # REPLACE and DO UPDATE would change the row that stands in the way, in sight or not.
            raise OutOfScope(f"{self.model.__name__}: an insert may not change a row that stands.")
        rows = [self._insert] if isinstance(self._insert, dict) else self._insert
        if not isinstance(rows, list):
            raise OutOfScope(f"{self.model.__name__}: rows from a query need a named system scope.")
        for row in rows:
            if not isinstance(row, dict):
                raise OutOfScope(f"{self.model.__name__}: insert rows as dicts of fields.")
            named = {getattr(field, "name", field): value for field, value in row.items()}
            self.model.check_new(named)


class ScopedModel(BaseModel):
    """A table about children. `pupil` says about whom, unless the model says otherwise."""

    class Meta:
        model_metadata_class = ScopedMetadata

    @classmethod
    def validate_model(cls) -> None:
        """Called by peewee when a model class is complete: names its table to the tripwire."""
        super().validate_model()
        if cls.__name__ != "ScopedModel":
            tripwire.SCOPED_TABLES.add(cls._meta.table_name)

    @classmethod
    def check_new(cls, row: dict[str, Any]) -> None:
        """Refuse a new row about a child who is not in sight.

        Raises OutOfScope. A row about no child (an organisation's entry) must be about
        the setting that the person works in.
        """
        pupil = row.get("pupil", row.get("pupil_id"))
        who = sight.required()
        if pupil is None:
            setting = row.get("setting", row.get("setting_id"))
            if who.reach == "authority" or (setting is not None and getattr(setting, "id", setting) == who.setting):
                return
            raise OutOfScope(f"{cls.__name__}: a new row names no child in sight.")
        pupil_id = getattr(pupil, "id", pupil)
        if not isinstance(pupil_id, int) or not policy.in_sight(pupil_id):
            raise OutOfScope(f"{cls.__name__}: child {pupil_id} is not in sight.")

    @classmethod
    def update(cls, data: Any = None, /, **update: Any) -> ScopedUpdate:
        return ScopedUpdate(cls, cls._normalize_data(data, update))

    @classmethod
    def insert(cls, data: Any = None, /, **insert: Any) -> ScopedInsert:
        return ScopedInsert(cls, cls._normalize_data(data, insert))

    @classmethod
    def insert_many(cls, rows: Any, fields: Any = None) -> ScopedInsert:
        if fields is not None:
            names = [getattr(field, "name", field) for field in fields]
            rows = [dict(zip(names, row, strict=True)) for row in rows]
        return ScopedInsert(cls, insert=list(rows))

    @classmethod
    def insert_from(cls, query: Any, fields: Any) -> ScopedInsert:
        columns = [getattr(cls, field) if isinstance(field, str) else field for field in fields]
        return ScopedInsert(cls, insert=query, columns=columns)

    @classmethod
    def delete(cls) -> ScopedDelete:
        return ScopedDelete(cls)

    def save(self, force_insert: bool = False, only: Any = None) -> Any:
        """Save; a row out of sight raises OutOfScope instead of silently changing nothing."""
        changed = super().save(force_insert=force_insert, only=only)
        if changed == 0:
            raise OutOfScope(f"{type(self).__name__} {self.id} is not in sight.")
        return changed
