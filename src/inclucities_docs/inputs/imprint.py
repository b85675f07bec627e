"""The imprint of a document: who publishes it, who paid for it, under what terms it may be used."""

from __future__ import annotations

from dataclasses import dataclass

from inclucities_docs.inputs.branch import Records

__all__ = ["Imprint", "write_imprint"]


@dataclass(frozen=True, slots=True)
class Imprint:
    """What a file says of itself where no reader looks: in the properties of PDF, Word and pictures."""

    publisher: str
    """The name of the lead."""
    funding: str
    """The words that the funders ask for, a sentence each; empty while they are awaited."""
    licence: str
    """The name of the licence and its address; empty where there is none."""
    licence_url: str


def write_imprint(records: Records) -> Imprint:
    """Return the imprint in the language of the records."""
    programme = records.programme
    stated = [str(one.statement.text) for one in records.funders if one.statement.state != "awaited"]
    licence = programme.licence
    return Imprint(
        str(programme.lead.name),
        ". ".join(stated),
        str(licence.name) if licence else "",
        str(licence.url) if licence else "",
    )
