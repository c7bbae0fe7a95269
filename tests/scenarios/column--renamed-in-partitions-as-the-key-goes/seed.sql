INSERT INTO shop."Odd ""T x" VALUES (2, 'a'), (3, 'b');
