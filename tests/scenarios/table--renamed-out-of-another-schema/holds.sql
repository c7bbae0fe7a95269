SELECT (SELECT count(*) FROM "New ""S x".items) = 2 AND (SELECT id FROM "New ""S x".stays) = 7 AND nextval('"New ""S x".items_id_seq') = 3;
