"""Interface words by language: gettext catalogues of templates/locale/, read as they are."""

from __future__ import annotations

import gettext
import io
from collections.abc import Mapping
from dataclasses import dataclass, field

from inclucities_docs.diagnostics import Diagnostic, DiagnosticError, Location
from inclucities_docs.source.workspace import Workspace

__all__ = ["Words", "catalogue_path"]


def catalogue_path(language: str) -> str:
    """Give the path of a language's catalogue."""
    return f"templates/locale/{language}/LC_MESSAGES/messages.po"


@dataclass
class Words:
    """Looks words up in the catalogues of a workspace; English is the language of the msgids."""

    workspace: Workspace
    _catalogues: dict[str, gettext.NullTranslations] = field(default_factory=dict)

    def catalogue(self, language: str) -> gettext.NullTranslations:
        """Give a language's catalogue; empty where there is none. Raises DiagnosticError."""
        if language not in self._catalogues:
            self._catalogues[language] = self._load(language)
        return self._catalogues[language]

    def _load(self, language: str) -> gettext.NullTranslations:
        path = catalogue_path(language)
        text = self.workspace.read_text(path)
        if text is None:
            return gettext.NullTranslations()
        from babel.messages.mofile import write_mo
        from babel.messages.pofile import PoFileError, read_po

        try:
            catalogue = read_po(io.BytesIO(text.encode()), locale=language, abort_invalid=True)
            compiled = io.BytesIO()
            write_mo(compiled, catalogue)
            compiled.seek(0)
            return gettext.GNUTranslations(compiled)
        except PoFileError as error:
            line = (error.lineno or 0) + 1
            message = f"this is not a readable translation file: {error}"
        except (ValueError, SyntaxError, TypeError, AttributeError, UnicodeError) as error:
            line, message = 1, f"this is not a readable translation file: {error}"
        raise DiagnosticError(
            [
                Diagnostic(
                    Location(path, line),
                    message,
                    "open it in a PO editor, which shows what is wrong",
                    excerpt=self.workspace.line(path, line),
                )
            ]
        )

    def find(self, language: str, one: str, many: str = "", number: int = 1) -> tuple[str, bool]:
        """Give the words for a msgid in a language, and whether they were found in it."""
        catalogue = self.catalogue(language)
        found = catalogue.ngettext(one, many, number) if many else catalogue.gettext(one)
        english = (one if number == 1 else many) if many else one
        return found, language == "en" or found != english or _has(catalogue, one)


def _has(catalogue: gettext.NullTranslations, msgid: str) -> bool:
    known: Mapping[object, str] = getattr(catalogue, "_catalog", {})
    return msgid in known
