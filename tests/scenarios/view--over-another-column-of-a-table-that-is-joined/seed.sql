INSERT INTO shop."order" (at) VALUES ('(1,2)');
