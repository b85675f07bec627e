"""A memo in the looks of the project: what is too wide or too tall for a page of paper stands on it all the same."""

from __future__ import annotations

import pypdfium2
import pytest

from figures.inputs import read_project
from inclucities_docs.inputs.project import load_project
from inclucities_docs.inputs.reader import Reader
from inclucities_docs.inputs.workspace import Workspace
from inclucities_docs.render import list_documents, render

COMMAND = (
    "python -m tool --project FOLDER build --only guide/riverton --lang fr --format pdf --to /a/very/long/path/to/folder "
    + "x" * 160
    + "END"
)
MEMO = f"""# Memo {{#ch-a}}

```
{COMMAND}
```

| Head of one | Head of other |
|---|---|
| {"A sentence that is long enough to fill the page. " * 160} | Other |
"""
FILES = {
    "kind.yaml": "title: {fr: Mémo, en: Memo}\nabout: {fr: Un mémo., en: A memo.}\nlanguages: [fr]\n"
    "formats: [pdf]\nlayout: book\norder: 90\n",
    "page.html": '{% extends "base/book.html" %}\n{% import "base/chapter.html" as c with context %}\n'
    "{% block chapters %}{{ c.chapter(texts() | first) }}{% endblock %}\n",
    "text/fr/01-a.md": MEMO,
}


@pytest.fixture(scope="module")
def pages() -> list[pypdfium2.PdfTextPage]:
    files = read_project().workspace.files
    project = load_project(
        Workspace({**files, **{f"templates/memo/{path}": text.encode() for path, text in FILES.items()}})
    )
    (document,) = [one for one in list_documents(project) if one.kind == "memo"]
    made = render(Reader(project), document, ("pdf",))
    assert not made.problems, made.problems
    return [page.get_textpage() for page in pypdfium2.PdfDocument(made.files["pdf"])]


def test_a_line_of_code_that_is_wider_than_the_page_is_broken(pages: list[pypdfium2.PdfTextPage]) -> None:
    text = [(page, page.get_text_range()) for page in pages]
    (page, shown) = next(one for one in text if "python -m tool" in one[1])
    plain = "".join(shown.split())
    assert "".join(COMMAND.split()) in plain, "words are lost"
    width = page.page.get_width()
    rights = [page.get_charbox(index)[2] for index in range(page.count_chars())]
    assert max(rights) < width - 20, "a line runs to the edge of the paper"


def test_the_head_of_a_table_stands_above_a_row_that_is_taller_than_a_page(
    pages: list[pypdfium2.PdfTextPage],
) -> None:
    shown = [page.get_text_range() for page in pages]
    with_cell = [at for at, text in enumerate(shown) if "A sentence that is long" in text]
    assert len(with_cell) > 1, "the row is no taller than a page"
    for at in with_cell:
        assert 0 <= shown[at].find("Head of one") < shown[at].find("A sentence that is long"), at
    assert sum(text.count("sentence") for text in shown) == 160, "the cell is cut"
