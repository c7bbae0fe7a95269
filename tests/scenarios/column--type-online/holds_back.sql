SELECT count(*) = 20 AND bool_and(price = "the Id ""x") AND min(stamp) = '2026-01-01 11:00+00' FROM shop."Order ""T x" JOIN shop.lines ON order_id = "the Id ""x";
