"""What the parts of a commitment's page are filled with, one function each."""
