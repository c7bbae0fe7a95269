INSERT INTO a.t (e) VALUES ('x'), ('x')
