INSERT INTO app.staff VALUES ('a', 1); INSERT INTO app.guests VALUES ('b', 1); INSERT INTO app.others VALUES ('c', 1);
