"""Claims without a source, the present tense of what has ended, and spans made from single days."""

from __future__ import annotations

from inclucities_docs.inputs.project import load_project
from inclucities_docs.inputs.provenance import check_provenance
from inclucities_docs.inputs.workspace import Workspace
from tiny_project import TESTS


def test_the_real_project_makes_no_such_claim() -> None:
    assert list(check_provenance(load_project(Workspace.take(TESTS.parent)))) == []


def test_what_no_source_says_is_pointed_out_where_it_stands() -> None:
    files = dict(Workspace.take(TESTS.parent).files)
    prose = "templates/toolkit/text/en/01-use.md"
    files[prose] += (
        b"\nTogether they described a good city.\nThe eight cities have decided.{{ cite('seed') }}\n"
    )
    visits = next(name for name in ("data/meetings.yaml", "data/visits.yaml") if name in files)
    single = "period: ['2021-05-12', '2021-05-14']"
    assert single in files[visits].decode()
    files[visits] = files[visits].replace(
        single.encode(), b"period: {start: '2021-05-12', end: '2021-05-14'}"
    )
    programme = files["data/programme.yaml"].decode()
    assert "IncluCities set out to help" in programme
    files["data/programme.yaml"] = programme.replace(
        "IncluCities set out to help", "The project wants to help"
    ).encode()
    found = list(check_provenance(load_project(Workspace(files))))
    places = {one.location.path: one for one in found}
    assert set(places) == {prose, visits, "data/programme.yaml"}
    assert len(found) == 3
    assert "no source" in places[prose].message
    assert "12/14" in places[visits].message
    assert "The project wants" in places["data/programme.yaml"].message


def test_a_note_stands_with_the_sentence_that_it_proves_and_a_programme_by_its_name_is_past_too() -> None:
    files = dict(Workspace.take(TESTS.parent).files)
    prose = "templates/toolkit/text/en/01-use.md"
    files[prose] += (
        b"\nThe visits were short. They were good.{{ cite('seed') }}\n"
        b"One was long.{{ cite('seed') }} It ended late.{{ cite('seed') }}\n"
    )
    programme = files["data/programme.yaml"].decode()
    assert "IncluCities set out to help" in programme
    files["data/programme.yaml"] = programme.replace(
        "IncluCities set out to help", "IncluCities wants to help"
    ).encode()
    found = {one.location.path: one for one in check_provenance(load_project(Workspace(files)))}
    assert set(found) == {prose, "data/programme.yaml"}
    assert "another sentence" in found[prose].message
    assert (
        found[prose].location.line
        == files[prose]
        .decode()
        .splitlines()
        .index("The visits were short. They were good.{{ cite('seed') }}")
        + 1
    )
    assert "IncluCities wants" in found["data/programme.yaml"].message
