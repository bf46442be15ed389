"""The demonstration data: read and checked as a whole, then written in one transaction."""
