INSERT INTO "Odd ""S x".items (color, n) VALUES ('a', 1);
