SELECT (home).postcode = '1' AND (home)."Zip ""C x" = 'x' AND (others[1]).postcode = '2' FROM app.t;
