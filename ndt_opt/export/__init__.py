"""A plan where runners use it: calendar, watch, training site."""
