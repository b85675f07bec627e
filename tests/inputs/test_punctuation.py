"""A Spanish question or exclamation that nothing opens is pointed out wherever it stands."""

from __future__ import annotations

import pytest

from tiny_project import TinyProject

CATALOGUE = "templates/locale/es/LC_MESSAGES/messages.po"
PROSE = "templates/leaflet/text/es/welcome.md"
HEAD = 'msgid ""\nmsgstr ""\n"Language: es\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'


@pytest.mark.parametrize(
    ("path", "text", "place"),
    [
        (PROSE, "## Hola\n\nPreguntamos: quién viene?\n", f"{PROSE}:3:25"),
        (PROSE, "## Hola\n\n¿Quién viene? Nadie lo sabe!\n", f"{PROSE}:3:28"),
        (CATALOGUE, f'{HEAD}msgid "Licence"\nmsgstr "Licencia?"\n', f"{CATALOGUE}:7:17"),
    ],
)
def test_what_nothing_opens_is_pointed_out(project: TinyProject, path: str, text: str, place: str) -> None:
    project.write(path, text)
    told = project.run("check")
    assert f"{place}: warning: nothing opens this" in told.out + told.err
    assert "question or exclamation begins" in told.out + told.err


def test_data_are_read_too(project: TinyProject) -> None:
    project.change("data/programme.yaml", "en: Cities grow.}", "en: Cities grow., es: Crecen!}")
    told = project.run("check")
    assert "nothing opens this '!'" in told.out + told.err


@pytest.mark.parametrize(
    "text",
    [
        "¿Quién viene?\n",
        "¡Vengan, que aún\nqueda sitio!\n",
        "¿¡Cómo!? ¡Ah!\n",
        "Véase https://tandem.example/a?b=1 y {{ cite('x') if 1 != 2 else '?' }}.\n",
        "![Un mapa](map.svg)\n",
    ],
)
def test_what_is_opened_is_left_alone(project: TinyProject, text: str) -> None:
    project.write(PROSE, f"## Hola\n\n{text}")
    told = project.run("check")
    assert "nothing opens" not in told.out + told.err


def test_a_catalogues_rule_of_plurals_is_no_exclamation(project: TinyProject) -> None:
    project.write(
        CATALOGUE, HEAD.replace("Content", 'Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n"Content')
    )
    told = project.run("check")
    assert "nothing opens" not in told.out + told.err
