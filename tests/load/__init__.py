"""Load: what others notice while a plan changes the tables that they read and write."""
