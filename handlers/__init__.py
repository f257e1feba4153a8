"""A request becomes an answer."""
