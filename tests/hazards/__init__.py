"""Forms of SQL with what they are known to do, measured on real servers: what the judge predicts has to be that."""
