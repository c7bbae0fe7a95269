"""Procedural languages made by hand; those of an extension are the extension's."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.kinds import routine, widening
from schemactl.kinds.base import REPLACE, Context, Kind, altered, dropped, made
from schemactl.kinds.sql import name
from schemactl.kinds.yaml_form import Yaml
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object
from schemactl.model.statement import Lock, Statement


class Language(Object, frozen=True, kw_only=True):
    """https://www.postgresql.org/docs/current/sql-createlanguage.html"""

    handler: str
    inline: str | None = None
    validator: str | None = None
    trusted: bool = False


CATALOG_SQL = f"""
SELECT 'pg_language'::regclass::oid AS classid, l.oid AS objid, 0 AS subid, ARRAY[l.lanname] AS path,
  {routine.function_name("l.lanplcallfoid")} AS handler,
  {routine.function_name("l.laninline")} AS inline,
  {routine.function_name("l.lanvalidator")} AS validator,
  l.lanpltrusted AS trusted
FROM pg_language l WHERE l.lanispl AND l.oid >= 16384 ORDER BY l.lanname"""


def create(language: Language, _: Context) -> Iterator[Statement]:
    parts = [f"CREATE {'TRUSTED ' if language.trusted else ''}{designation(language.id)} HANDLER {language.handler}"]
    if language.inline:
        parts.append(f"INLINE {language.inline}")
    if language.validator:
        parts.append(f"VALIDATOR {language.validator}")
    yield made(language, " ".join(parts))


def drop(language: Language, _: Context) -> Iterator[Statement]:
    yield dropped(language, f"DROP {designation(language.id)}", lock=Lock.NONE)


def rename(before: Language, after: Language, _: Context) -> Iterator[Statement]:
    yield altered(after, f"ALTER {designation(before.id)} RENAME TO {name(after.id.name)}")


def designation(object_id: ObjectId) -> str:
    return f"LANGUAGE {name(object_id.name)}"


KIND = Kind(
    name="language",
    model=Language,
    catalog=CATALOG_SQL,
    among="pg_language",
    create=create,
    drop=drop,
    alter=dict.fromkeys(Language.__struct_fields__[1:], REPLACE),  # ALTER LANGUAGE knows owner and name
    rename=rename,
    designation=designation,
    yaml=Yaml(key="languages"),
    owned=True,
    grantable="LANGUAGE",
    widens=widening.added,
)
