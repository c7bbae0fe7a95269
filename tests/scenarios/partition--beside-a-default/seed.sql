INSERT INTO app.refs VALUES (1); INSERT INTO app."Ti ""M e" VALUES (1, 1), (30, 1);
