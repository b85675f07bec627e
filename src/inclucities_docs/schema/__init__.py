"""What the project's files may contain: frozen values, pure, reading nothing.

``value`` holds the small vocabulary (texts, statements, quantities, periods), ``language_tag`` what is
a language, ``refusal`` how a model says what it does not take, in words for any language.

- Records of data/: ``programme``, ``organisation``, ``funder``, ``city``, ``group``, ``event`` (meetings too), ``plan``,
  ``shop``, ``service``, ``glossary``, ``source``. ``COLLECTIONS`` names their folders and files; ``outlines`` are the
  countries of maps.
- Settings of templates/: ``kind``, ``brand``, ``portal``.
- What comes out: ``format`` is the one table of formats, ``manifest`` what a build leaves, ``output`` what
  commands answer to machines. ``export`` writes all of these as JSON Schemas.
"""

from inclucities_docs.schema.brand import Brand
from inclucities_docs.schema.city import City
from inclucities_docs.schema.event import Event, Meeting
from inclucities_docs.schema.funder import Funder
from inclucities_docs.schema.glossary import Term
from inclucities_docs.schema.group import Benchmark, Group, KeyFactor, Practice, Role
from inclucities_docs.schema.kind import Kind
from inclucities_docs.schema.organisation import Organisation
from inclucities_docs.schema.plan import Action, ActionPlan
from inclucities_docs.schema.portal import Portal
from inclucities_docs.schema.programme import Programme
from inclucities_docs.schema.service import Category, Directory
from inclucities_docs.schema.shop import OneStopShop
from inclucities_docs.schema.source import Source
from inclucities_docs.schema.value import (
    Model,
    Period,
    Quantity,
    Record,
    Ref,
    State,
    Statement,
    Text,
)

__all__ = [
    "COLLECTIONS",
    "Action",
    "ActionPlan",
    "Benchmark",
    "Brand",
    "Category",
    "City",
    "Directory",
    "Event",
    "Funder",
    "Group",
    "KeyFactor",
    "Kind",
    "Meeting",
    "Model",
    "OneStopShop",
    "Organisation",
    "Period",
    "Portal",
    "Practice",
    "Programme",
    "Quantity",
    "Record",
    "Ref",
    "Role",
    "Source",
    "State",
    "Statement",
    "Term",
    "Text",
]

COLLECTIONS: dict[str, type[Record]] = {
    "organisations": Organisation,
    "funders": Funder,
    "roles": Role,
    "cities": City,
    "groups": Group,
    "meetings": Meeting,
    "events": Event,
    "plans": ActionPlan,
    "shops": OneStopShop,
    "categories": Category,
    "directories": Directory,
    "glossary": Term,
    "sources": Source,
}
"""Collection → model. A collection is one file ``data/NAME.yaml`` (id → record) or a folder
``data/NAME/`` with one file a record, named by its id."""
