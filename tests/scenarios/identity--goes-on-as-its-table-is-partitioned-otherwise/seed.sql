INSERT INTO public."Odd ""T x" (b) VALUES ('x'), ('x'), ('x');
