INSERT INTO app."Odd ""T x" VALUES (1, 'a', 'a', '{a,"c \"D"}'), (2, 'c "D', 'b', NULL), (3, NULL, NULL, NULL);
