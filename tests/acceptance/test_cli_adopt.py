"""Taking over a database that was there first: import, baseline, adopt, and from then on plans."""

from __future__ import annotations

from cli_project import CliProject

SHOP = """
CREATE SCHEMA app;
CREATE TYPE app.status AS ENUM ('draft', 'paid');
CREATE TABLE app."Cust omers" (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email varchar(80) NOT NULL UNIQUE CHECK (email IN ('a', 'b')));
CREATE TABLE app.orders (id serial PRIMARY KEY, customer bigint REFERENCES app."Cust omers", status app.status DEFAULT 'draft');
INSERT INTO app."Cust omers" (email) VALUES ('a');
"""


def _existing(project: CliProject) -> None:
    project.sql(SHOP)
    project.ok("import", "--baseline", "--overwrite", env="production")


def test_an_existing_database_is_taken_over_and_goes_on_with_plans(project: CliProject) -> None:
    _existing(project)
    assert project.ok("adopt", env="production") == "Recorded 0001_baseline\n"
    assert project.ok("adopt", env="production").startswith("Nothing to record")
    orders = project.root / "schema/app/tables/orders.yaml"
    orders.write_text(orders.read_text().replace("    columns:\n", "    columns:\n      note: text\n"))
    project.ok("plan", "add_note", env="production")
    project.commit()
    project.ok("apply", "--yes", env="production")
    assert project.sql('SELECT count(*), (SELECT count(note) FROM app.orders) FROM app."Cust omers"') == [(1, 0)]
    assert project.ok("check", env="production")


def test_a_database_that_differs_is_not_adopted(project: CliProject) -> None:
    _existing(project)
    project.sql("ALTER TABLE app.orders ADD COLUMN more integer")
    result = project.run("adopt", env="production")
    assert result.exit_code == 7
    assert "app.orders.more" in result.stderr
    assert project.sql("SELECT to_regclass('schemactl.plans')") == [(None,)]


def test_without_plans_there_is_nothing_to_adopt(project: CliProject) -> None:
    result = project.run("adopt")
    assert result.exit_code == 7
    assert "import --baseline" in result.stderr
