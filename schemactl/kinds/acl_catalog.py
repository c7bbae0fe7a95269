"""Reads who holds what, of every object whose privileges are not PostgreSQL's own."""

from __future__ import annotations

from schemactl.kinds import acl

# catalog: (owner, acl, acldefault's letter, condition)
_SUBJECTS = {
    "pg_class": ("relowner", "relacl", "CASE o.relkind WHEN 'S' THEN 's' ELSE 'r' END", "o.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')"),
    "pg_proc": ("proowner", "proacl", "'f'", "true"),
    "pg_type": ("typowner", "typacl", "'T'", "true"),
    "pg_namespace": ("nspowner", "nspacl", "'n'", "true"),
    "pg_language": ("lanowner", "lanacl", "'l'", "true"),
    "pg_foreign_data_wrapper": ("fdwowner", "fdwacl", "'F'", "true"),
    "pg_foreign_server": ("srvowner", "srvacl", "'S'", "true"),
}


_IDENTITY = """SELECT d.refclassid AS classid, d.refobjid AS objid, d.refobjsubid AS subid, o.relowner AS owner, o.relacl AS acl,
  acldefault('s', o.relowner) AS basis FROM pg_class o JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = o.oid
  AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0 AND d.deptype = 'i' WHERE o.relkind = 'S' AND o.relacl IS NOT NULL"""


def _subjects() -> str:
    """An identity's sequence is addressed as its column: its name is PostgreSQL's business."""
    return "\n  UNION ALL ".join(
        [
            _IDENTITY,
            *(
                f"SELECT '{catalog}'::regclass::oid, o.oid, 0, o.{owner}, o.{column}, acldefault(({letter})::\"char\", o.{owner})"
                f" FROM {catalog} o WHERE o.oid >= 16384 AND {condition} AND (o.{column} IS NOT NULL{_ALSO.get(catalog, '')})"
                for catalog, (owner, column, letter, condition) in _SUBJECTS.items()
            ),
            "SELECT 'pg_namespace'::regclass::oid, oid, 0, nspowner, nspacl, acldefault('n', nspowner) FROM pg_namespace"
            " WHERE nspname = 'public' AND (oid < 16384 OR nspacl IS NULL)",
            "SELECT 'pg_database'::regclass::oid, oid, 0, datdba, datacl, acldefault('d', datdba) FROM pg_database"
            " WHERE datname = current_database() AND datacl IS NOT NULL",
            "SELECT 'pg_largeobject'::regclass::oid, oid, 0, lomowner, lomacl, acldefault('L', lomowner) FROM pg_largeobject_metadata"
            " WHERE lomacl IS NOT NULL",
        ]
    )


_ALSO = {"pg_class": " OR EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = o.oid AND a.attacl IS NOT NULL)"}


def catalog_sql(major: int) -> str:
    """What differs from acldefault. For the schema public that is what initdb grants, however the schema came about."""
    public = "('USAGE'), ('CREATE')" if major < 15 else "('USAGE')"
    return f"""
WITH subjects AS MATERIALIZED (
  {_subjects()}
), atoms AS (
  SELECT s.classid, s.objid, s.subid, s.owner, x.grantee, x.privilege_type, NULL::name AS attname, bool_or(x.is_grantable) AS grantable,
    false AS basic
  FROM subjects s, aclexplode(coalesce(s.acl, s.basis)) x GROUP BY 1, 2, 3, 4, 5, 6
  UNION ALL
  SELECT s.classid, s.objid, 0, s.owner, x.grantee, x.privilege_type, a.attname, bool_or(x.is_grantable), false
  FROM subjects s JOIN pg_attribute a ON s.classid = 'pg_class'::regclass AND s.subid = 0 AND a.attrelid = s.objid AND NOT a.attisdropped,
    aclexplode(a.attacl) x GROUP BY 1, 2, 3, 4, 5, 6, 7
  UNION ALL
  SELECT s.classid, s.objid, s.subid, s.owner, x.grantee, x.privilege_type, NULL, x.is_grantable, true
  FROM subjects s, aclexplode(s.basis) x
  UNION ALL
  SELECT 'pg_namespace'::regclass::oid, n.oid, 0, n.nspowner, 0, v.word, NULL, false, true
  FROM pg_namespace n, (VALUES {public}) v(word) WHERE n.nspname = 'public'
), words AS (
  SELECT classid, objid, subid, owner, grantee, grantable, basic,
    lower(privilege_type) || coalesce(' (' || string_agg(quote_ident(attname), ', ' ORDER BY attname) || ')', '') AS word,
    attname IS NULL AS whole
  FROM (SELECT a.classid, a.objid, a.subid, a.owner, a.grantee, a.basic, a.privilege_type, a.attname, g.grantable FROM atoms a,
    LATERAL (SELECT false UNION ALL SELECT true WHERE a.grantable) g(grantable)) every
  GROUP BY classid, objid, subid, owner, grantee, grantable, basic, privilege_type, attname IS NULL
), sizes AS (
  SELECT classid, objid, subid, count(*) AS size FROM atoms WHERE basic AND grantee = owner GROUP BY classid, objid, subid
), held AS (
  SELECT classid, objid, subid, owner, grantee, grantable, basic,
    CASE WHEN count(*) FILTER (WHERE whole) = size AND size > 1
      THEN ARRAY['all'] || coalesce(array_agg(word ORDER BY word COLLATE "C") FILTER (WHERE NOT whole), '{{}}')
      ELSE array_agg(word ORDER BY word COLLATE "C") END AS words
  FROM words JOIN sizes USING (classid, objid, subid) GROUP BY classid, objid, subid, owner, grantee, grantable, basic, size
), entries AS (
  SELECT s.classid, s.objid, s.subid, s.owner, x.grantor, x.grantee, x.privilege_type, NULL::name AS attname
  FROM subjects s, aclexplode(s.acl) x WHERE x.grantor <> s.owner
  UNION ALL
  SELECT s.classid, s.objid, 0, s.owner, x.grantor, x.grantee, x.privilege_type, a.attname
  FROM subjects s JOIN pg_attribute a ON s.classid = 'pg_class'::regclass AND s.subid = 0 AND a.attrelid = s.objid AND NOT a.attisdropped,
    aclexplode(a.attacl) x WHERE x.grantor <> s.owner
), links AS (
  SELECT e.classid, e.objid, e.subid, e.grantor, e.grantee, ARRAY[b.rolname::text, {acl.GRANTEE_SQL},
    lower(e.privilege_type), coalesce(e.attname::text, '')] AS link
  FROM entries e JOIN pg_roles b ON b.oid = e.grantor LEFT JOIN pg_roles r ON r.oid = e.grantee WHERE r.oid IS NOT NULL OR e.grantee = 0
), chains AS (
  SELECT classid, objid, subid, role, jsonb_agg(DISTINCT to_jsonb(link)) AS chain
  FROM (SELECT *, grantor AS role FROM links UNION ALL SELECT *, grantee FROM links) l GROUP BY classid, objid, subid, role
), facts AS (
  SELECT classid, objid, subid, owner, grantee, coalesce(max(words) FILTER (WHERE NOT grantable AND NOT basic), '{{}}') AS privileges,
    coalesce(max(words) FILTER (WHERE grantable AND NOT basic), '{{}}') AS grant_option,
    coalesce(max(words) FILTER (WHERE NOT grantable AND basic), '{{}}') AS basis
  FROM held GROUP BY classid, objid, subid, owner, grantee
)
SELECT f.classid, f.objid, f.subid, ARRAY[{acl.GRANTEE_SQL}::name] AS path, f.privileges, f.grant_option,
  f.grantee = f.owner AS of_owner, coalesce(c.chain, '[]') AS chain
FROM facts f LEFT JOIN chains c ON (c.classid, c.objid, c.subid, c.role) = (f.classid, f.objid, f.subid, f.grantee) LEFT JOIN pg_roles r ON r.oid = f.grantee
WHERE (f.privileges <> f.basis OR f.grant_option <> '{{}}') AND (r.oid IS NOT NULL OR f.grantee = 0) ORDER BY 1, 2, 3, 4"""
