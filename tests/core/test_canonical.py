from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from core.canonical import canonical_json, canonical_sha256
from core.fields import Texts


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ({"b": 1, "a": [True, None, "è"]}, '{"a":[true,null,"è"],"b":1}'),
        (Texts({"it": "uno", "en": "one"}), '{"en":"one","it":"uno"}'),
        ((1, 2), "[1,2]"),
        ('a\n"b"', '"a\\n\\"b\\""'),
    ],
)
def test_canonical_json_writes_in_one_way(content: Any, text: str) -> None:
    assert canonical_json(content) == text


@pytest.mark.parametrize("content", [1.5, Decimal("1.5"), date(2026, 1, 1), {1: "a"}, [{"a": {0.1}}]])
def test_canonical_json_refuses_what_could_be_written_in_two_ways(content: Any) -> None:
    with pytest.raises(TypeError):
        canonical_json(content)


def test_canonical_sha256_is_that_of_the_text_in_utf_8() -> None:
    assert canonical_sha256({}) == "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
