INSERT INTO app.people VALUES ('a'), ('b');
INSERT INTO app."Odd ""H x" VALUES ('c', '2020-01-01');
INSERT INTO app.staff VALUES ('d', '2020-01-01', 3);
