INSERT INTO shop."Odd ""T x" VALUES (2), (3);
