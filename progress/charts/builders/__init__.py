"""Builders: plain data of one city in, a `Chart` with its finding out."""
