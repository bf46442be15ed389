"""The pages of molecules, the packages that spread from them and the instruments that carry them."""
