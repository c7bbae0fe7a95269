INSERT INTO old."Odd ""T x" (parent) VALUES (NULL), (1);
INSERT INTO old.stays VALUES (7);
