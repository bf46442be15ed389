"""The files of the demonstration data: which columns they have and what may stand in them."""
