"""The tree of RFC 6962 against the vectors of Certificate Transparency; its paths as the offline program reads them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.merkle import inclusion_path, merkle_root
from docs.verify.ccc_verify import Broken, root_over

LEAVES = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
"""Of the first 0 to 8 leaves, as the tests of Certificate Transparency print them."""
LISTS = st.lists(st.binary(max_size=8), min_size=1, max_size=40)


@pytest.mark.parametrize("size", range(9))
def test_merkle_root_is_that_of_certificate_transparency(size: int) -> None:
    assert merkle_root(LEAVES[:size]) == ROOTS[size]


def test_inclusion_path_is_that_of_certificate_transparency() -> None:
    assert inclusion_path(LEAVES, 5) == [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]
    assert inclusion_path(LEAVES[:1], 0) == []


@given(LISTS, st.data())
def test_every_path_leads_to_the_root(leaves: list[bytes], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(leaves) - 1))
    path = inclusion_path(leaves, index)
    assert root_over(leaves[index], index, len(leaves), path) == merkle_root(leaves)


@given(LISTS, st.data())
def test_a_path_leads_another_leaf_elsewhere(leaves: list[bytes], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(leaves) - 1))
    other = data.draw(st.binary(max_size=8).filter(lambda leaf: leaf != leaves[index]))
    path = inclusion_path(leaves, index)
    assert root_over(other, index, len(leaves), path) != merkle_root(leaves)


@given(LISTS, LISTS)
def test_other_leaves_have_another_root(first: list[bytes], second: list[bytes]) -> None:
    assert (merkle_root(first) == merkle_root(second)) == (first == second)


def test_a_node_does_not_pass_for_a_leaf() -> None:
    nodes = [bytes.fromhex(ROOTS[2]), bytes.fromhex(ROOTS[2])]
    assert merkle_root(nodes) != merkle_root(LEAVES[:2] * 2)


@pytest.mark.parametrize(
    ("index", "size", "length"), [(0, 1, 1), (0, 8, 2), (0, 8, 4), (8, 8, 3), (-1, 8, 3)]
)
def test_a_path_that_cannot_be_is_refused(index: int, size: int, length: int) -> None:
    with pytest.raises(Broken):
        root_over(b"", index, size, ["00" * 32] * length)


@pytest.mark.parametrize("index", [-1, 8])
def test_a_leaf_that_is_not_there_has_no_path(index: int) -> None:
    with pytest.raises(IndexError):
        inclusion_path(LEAVES, index)


def test_roots_of_growing_trees_differ() -> None:
    roots = [merkle_root([b"same"] * size) for size in range(20)]
    assert [first == second for first, second in pairwise(roots)] == [False] * 19
