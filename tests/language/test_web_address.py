"""Addresses as people read them."""

import pytest

from inclucities_docs.language.web_address import read_address


@pytest.mark.parametrize(
    ("address", "read"),
    [
        ("https://dimos-news.gr/2%CE%B7-%CF%83/", "dimos-news.gr/2η-σ/"),
        ("http://www.inclucities.eu/a%20b%2Fc", "www.inclucities.eu/a%20b%2Fc"),
        ("https://x.eu/%E2%80%AEgnp", "x.eu/%E2%80%AEgnp"),
        ("https://x.eu/%E9t%E9", "x.eu/%E9t%E9"),
        ("https://x.eu/%C3%A9t%C3%a9?q=100%25", "x.eu/été?q=100%25"),
    ],
)
def test_letters_stand_in_their_script_and_what_parts_an_address_stays_escaped(
    address: str, read: str
) -> None:
    assert read_address(address) == read
