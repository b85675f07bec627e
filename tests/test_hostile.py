"""Hostile data becomes harmless text or a plain refusal; nothing runs, nothing is fetched, nothing hangs."""

from __future__ import annotations

import lxml.html
import pytest

from tiny_project import TinyProject

HOSTILE = {
    "script": "<script>alert(1)</script>",
    "picture": '"><img src=x onerror=alert(1)>',
    "template": "{{ 7 * 7 }}{% for x in range(9) %}y{% endfor %}",
    "comment": "{# gone #} <!-- gone -->",
    "markdown": "![x](https://tandem.example/x.png) [a](javascript:alert(1)) **bold** ::: practice",
    "token": "zQ7v0x7Qz <!--prose 0--> zQ7d0x7Qz",
    "formula": '=HYPERLINK("https://tandem.example")',
    "ampersands": "&lt;b&gt; &amp;amp; %(number)s {subject} %s",
}


@pytest.mark.parametrize("sort", HOSTILE)
def test_hostile_text_in_data_is_shown_as_it_stands(project: TinyProject, sort: str) -> None:
    text = HOSTILE[sort]
    quoted = text.replace("'", "''")
    project.change("data/programme.yaml", "fr: Un réseau de deux villes", f"fr: '{quoted}'")
    project.change("data/duos/riverton-hilltown.yaml", "title: {fr: L’école", f"title: {{fr: '{quoted}'")
    project.change("data/programme.yaml", "title: {fr: Deux villes apprennent", f"title: {{fr: '{quoted}'")

    outcome = project.build("--only", "leaflet", "--lang", "fr")

    assert (outcome.code, outcome.err) == (0, "")
    tree = lxml.html.document_fromstring(project.made()["fr/leaflet.html"].decode())
    plain = " ".join(tree.find("body").text_content().split())
    for mark in (" ", " ", " "):
        plain = plain.replace(mark, " ")
    assert plain.count(squeeze(text)) + squeeze(plain).count(squeeze(text)) >= 3, plain
    assert not tree.xpath("//script | //img[@src='x'] | //*[@onerror]")
    assert not [link.get("href") for link in tree.iter("a") if "javascript" in link.get("href", "")]
    assert b'https://tandem.example/x.png"' not in project.made()["fr/leaflet.html"]


def squeeze(text: str) -> str:
    """Take out spaces and the signs that typography may set otherwise."""
    return "".join(letter for letter in text if not letter.isspace()).translate(
        str.maketrans({"«": '"', "»": '"', "’": "'", "“": '"', "”": '"'})
    )


def test_raw_html_in_markdown_is_shown_as_text(project: TinyProject) -> None:
    project.write(
        "templates/leaflet/text/fr/welcome.md",
        "<script>alert(1)</script>\n\n<iframe src='https://tandem.example'></iframe>\n\n"
        "`<b>x</b>`{=html}\n\n```{=html}\n<script>alert(2)</script>\n```\n\n[x]{onclick=alert(3)}\n",
    )
    outcome = project.build("--only", "leaflet", "--lang", "fr")
    if outcome.code:
        assert "a page may not run" in outcome.err
        return
    tree = lxml.html.document_fromstring(project.made()["fr/leaflet.html"].decode())
    assert not tree.xpath("//script | //iframe | //*[@onclick]")
    assert "alert(1)" in tree.text_content()


def test_pages_carry_a_strict_policy(built: TinyProject) -> None:
    pages = [content.decode() for path, content in built.made().items() if path.endswith(".html")]
    assert len(pages) == 4
    for page in pages:
        tree = lxml.html.document_fromstring(page)
        (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert "default-src 'none'" in policy
        assert "script-src 'none'" in policy
        assert "http" not in policy
        assert not tree.xpath("//@src[not(starts-with(., 'data:'))] | //link[@rel='stylesheet'] | //@onclick")


@pytest.mark.parametrize("place", ["data/organisations.yaml", "templates/leaflet/text/fr/welcome.md"])
def test_a_link_that_leads_out_of_the_project_is_refused(built: TinyProject, place: str) -> None:
    before = built.made()
    target = built.root / place
    secret = built.root.parent / "secret"
    target.rename(secret)
    target.symlink_to(secret)
    outcome = built.build()
    assert (outcome.code, built.made()) == (1, before)
    assert outcome.err.startswith(
        f"{place}: error: this link leads out of the project\n  hint: copy the file"
    )


def test_a_link_inside_the_project_is_read(built: TinyProject) -> None:
    target = built.root / "templates/leaflet/text/fr/welcome.md"
    target.unlink()
    target.symlink_to("../en/welcome.md")
    outcome = built.build()
    assert (outcome.code, built.remade(outcome)) == (0, {"leaflet fr"})


def test_a_folder_link_that_leads_in_a_circle_ends(built: TinyProject) -> None:
    (built.root / "data" / "again").symlink_to(built.root / "data")
    outcome = built.build()
    assert "Traceback" not in outcome.err
    assert outcome.code in (0, 1)


def test_a_file_that_is_too_large_is_refused(built: TinyProject) -> None:
    before = built.made()
    (built.root / "data" / "organisations" / "extra.yaml").parent.mkdir()
    (built.root / "data" / "organisations" / "extra.yaml").write_bytes(b"# " + b"x" * 9_000_000)
    outcome = built.build()
    assert (outcome.code, built.made()) == (1, before)
    assert "data/organisations/extra.yaml: error: larger than 8 MB" in outcome.err


def test_no_cell_of_a_table_begins_a_formula() -> None:
    from inclucities_docs.render.picture import Picture, write_table

    rows = (("=1+1", "+33 1", "-", "@x"), ("\t=1", "−5", "plain", ""))
    picture = Picture("k", "n", b"", 1, 1, "", "", "", "", "", "", "", ("a", "b", "c", "d"), rows)
    text = write_table(picture).decode("utf-8-sig")
    assert "'=1+1,'+33 1,-,'@x" in text
    assert "'\t=1" in text
