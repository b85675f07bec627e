"""Every word that a template said stands in its page, or the build says where it would be lost."""

from __future__ import annotations

import pytest

from inclucities_docs.render.page.parse import LostTextError, parse_page
from tiny_project import TinyProject

LOST = {
    "nested in a loop": (
        "{% for i in range(300) %}<div>row {{ i }}{% endfor %}",
        ":7:31: error: more than 200",
    ),
    "half a character": ("{{ '\\ud800' }}", ": error: half of a character"),
    "half a character as a number": ("&#xD800;", ":7:1: error: a character that text must not have"),
    "twelve million": (
        "{% for i in range(2600) %}{{ 'word ' * 1000 }}{% endfor %}",
        ": error: the page is longer than",
    ),
    "end too early": ("</body></html><p>After its end</p>", ":7:8: error: the page goes on after its end"),
    "raw text": ("<noscript><p title='</noscript><img>'>", ":7:1: error: a page may not hold <noscript>"),
    "quote closed later": (
        "<p title='x>Lost</p><p title='y'>",
        ":7:1: error: a quote in this tag is closed only after",
    ),
    "quote without end": (
        '<p title="x>Lost words</p>',
        ":7:1: error: a quote in this tag is closed only after",
    ),
}


@pytest.mark.parametrize("sort", LOST)
def test_content_does_not_vanish_without_a_word(project: TinyProject, sort: str) -> None:
    given, said = LOST[sort]
    project.change("templates/leaflet/page.html", "{{ prose(", f"{given}\n{{{{ prose(")
    outcome = project.build("--only", "leaflet", "--lang", "fr")
    assert outcome.code == 1
    assert outcome.err.startswith("templates/leaflet/page.html" + said), outcome.err
    assert "  hint: " in outcome.err
    assert set(project.made()) <= {"manifest.json"}


def test_what_is_written_as_html_allows_is_read_whole() -> None:
    page = (
        "<!doctype html><html><head><title>a &lt; b</title><style>p{x}</style></head><body>"
        "<p>one<p>two &amp; three<br><ul><li>four<li>five</ul><!-- no <b>word</b> --><p title='a > b'>six</p>"
        "<table><tr><td>seven<td>eight</table><svg><text>nine</text></svg><script>if (a < b) 1</script></body></html>"
    )
    text = "".join(parse_page(page).itertext("p", "br", "li", "td", "text"))
    for word in ("one", "two & three", "four", "five", "six", "seven", "eight", "nine"):
        assert word in text
    assert "a <3 b" in "".join(parse_page(page.replace("six", "</p><p>a <3 b")).itertext())
    with pytest.raises(LostTextError):
        parse_page(page.replace("<p>one", "<p title='one>"))
