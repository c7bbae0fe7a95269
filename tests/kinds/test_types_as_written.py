"""Types, sequences, extensions and statistics as a person writes them: made in scratch, read back, written, read again."""

from __future__ import annotations

from moves import comes_back

from schemactl.desired.loader import load_files
from schemactl.desired.sources import FileText
from schemactl.kinds.composite_type import CompositeType
from schemactl.kinds.domain import Domain
from schemactl.kinds.domain_check import DomainCheck
from schemactl.kinds.domain_default import DomainDefault
from schemactl.kinds.enum import Enum
from schemactl.kinds.range_type import RangeType
from schemactl.kinds.sequence import Sequence
from schemactl.kinds.statistics_object import StatisticsObject
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object, State
from schemactl.planning.canonical import canonical
from schemactl.scratch.server import ScratchServer

DATABASE = """
format: 1
schemas: {app: {comment: Shop}}
"""
TYPES = """
schema: app
enums:
  order_status: [draft, paid, no, 1]
  channel:
    values: [web, shop, api]
    comment: Where the order came from
    renamed_values: {shop: store}
domains:
  email: text check (value ~ '^[^@\\s]+@[^@\\s]+$')
  money_amount:
    type: numeric(12,2)
    not_null: true
    checks: {money_not_negative: value >= 0, later: {expression: value < 9, not_valid: true}}
  status: order_status default 'draft'
composite_types:
  address: {street: text, zip: 'text collate "C"', country: char(2), mail: email}
range_types:
  price_range: {subtype: numeric}
sequences:
  invoice_no: {as: bigint, start: 1000, cache: 20, owned_by: orders.invoice_no}
collations:
  plain: {locale: C}
statistics:
  orders_corr: (dependencies, ndistinct) on status, id from orders
tables:
  orders:
    columns:
      id: serial
      invoice_no: bigint not null default nextval('invoice_no')
      status: order_status not null default 'draft'
      note: text collate plain
"""


def _read(server: ScratchServer, extra: str = "") -> State:
    written = load_files([FileText(name="d.yaml", data=(DATABASE + extra).encode()), FileText(name="t.yaml", data=TYPES.encode())])
    return canonical(server, written)


def _app(kind: str, *path: str) -> ObjectId:
    return ObjectId(kind, ("app", *path))


def test_as_written(each_server: ScratchServer) -> None:
    state = _read(each_server)
    wanted: list[Object] = [
        Enum(id=_app("enum", "order_status"), values=("draft", "paid", "no", "1")),
        Enum(id=_app("enum", "channel"), values=("web", "shop", "api")),
        Domain(id=_app("domain", "email"), type="text"),
        Domain(id=_app("domain", "money_amount"), type="numeric(12,2)", not_null=True),
        Domain(id=_app("domain", "status"), type="app.order_status"),
        DomainDefault(id=_app("domain_default", "status", "default"), expression="'draft'::app.order_status"),
        DomainCheck(id=_app("domain_check", "money_amount", "later"), expression="(VALUE < (9)::numeric)", not_valid=True),
        RangeType(id=_app("range_type", "price_range"), subtype="numeric"),
        Sequence(id=_app("sequence", "invoice_no"), start=1000, cache=20, owner_column=("app", "orders", "invoice_no")),
        Sequence(id=_app("sequence", "orders_id_seq"), as_="integer", owner_column=("app", "orders", "id")),
        StatisticsObject(id=_app("statistics_object", "orders_corr"), definition="(ndistinct, dependencies) ON id, status FROM app.orders"),
        CompositeType(
            id=_app("composite_type", "address"),
            attributes=(
                ("street", "text", None, None),
                ("zip", "text", 'pg_catalog."C"', None),
                ("country", "character(2)", None, None),
                ("mail", "app.email", None, None),
            ),
        ),
    ]
    for one in wanted:
        assert state.objects[one.id] == one
    assert state.intents[_app("enum", "channel")] == {"renamed_values": {"shop": "store"}}
    comes_back(state)


def test_extensions_as_written(server: ScratchServer) -> None:
    vector = ObjectId("extension", ("vector",))
    for text in ("extensions: {vector: }", "extensions: {vector: {schema: public}}"):
        assert getattr(_read(server, text).objects[vector], "schema", None) == "public"
    assert getattr(_read(server, "extensions: {vector: {schema: app}}").objects[vector], "schema", None) == "app"
