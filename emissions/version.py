"""The version of the arithmetic, part of the key of every stored result."""

from typing import Final

ENGINE_VERSION: Final = "2.0.0"
