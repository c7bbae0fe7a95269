SELECT count(*) = 20 AND bool_and(name = CASE WHEN "the Id ""x" % 3 > 0 THEN 'n' || "the Id ""x" ELSE 'no name of ' || "the Id ""x" END)
  AND bool_and(cents = coalesce(price * 100, 0)) AND count(DISTINCT token) = 20
FROM shop."Order ""T x";
