"""Faults: an apply that is killed, cut off or starved at any moment, and what the next apply makes of it."""
