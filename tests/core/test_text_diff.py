from hypothesis import given
from hypothesis import strategies as st

from core.text_diff import word_diff

WORDS = st.lists(
    st.sampled_from(["aria", "clima", "2030", ",", " ", "\n", "\n\n", "città", "**"]), max_size=40
)


def test_word_diff_tells_what_was_removed_and_added() -> None:
    assert word_diff("Meno 20% entro il 2030.\n\nPoi zero.", "Meno 30% entro il 2030.\n\nPoi zero.") == [
        ("same", "Meno "),
        ("removed", "20"),
        ("added", "30"),
        ("same", "% entro il 2030.\n\nPoi zero."),
    ]


def test_word_diff_of_equal_and_of_empty_texts() -> None:
    assert word_diff("uno due", "uno due") == [("same", "uno due")]
    assert (word_diff("", ""), word_diff("", "uno"), word_diff("uno", "")) == (
        [],
        [("added", "uno")],
        [("removed", "uno")],
    )


def test_word_diff_of_two_long_texts_tells_them_whole() -> None:
    old, new = "uno due " * 1000, "tre quattro " * 1000
    assert word_diff(old, new) == [("removed", old), ("added", new)]


@given(a=WORDS.map("".join), b=WORDS.map("".join))
def test_word_diff_keeps_both_texts(a: str, b: str) -> None:
    pieces = word_diff(a, b)
    assert "".join(text for kind, text in pieces if kind != "added") == a
    assert "".join(text for kind, text in pieces if kind != "removed") == b
