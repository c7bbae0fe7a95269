INSERT INTO app."Pur ""C hases" ("tot ""A l", note) VALUES (1.50, 'one'), (2, NULL);
