"""The tag tree written into a PDF, with the marks of decoration in its pages."""

from __future__ import annotations

from typing import Any

import pydyf

from inclucities_docs.render.layout.tags.node import Marked, Node
from inclucities_docs.render.layout.tags.shape import put_in_shape
from inclucities_docs.render.layout.tags.tree import Tree

__all__ = ["add_tags"]


def add_tags(pdf: Any, document: Any, pdf_version: Any, page_streams: list[Any]) -> None:
    """Write the tag tree of a document; stands in for WeasyPrint's function of this name."""
    tree = Tree(str(document.metadata.lang or ""))
    sizes = []
    for number, (page, stream) in enumerate(zip(document.pages, page_streams, strict=True)):
        sizes.append(len(stream._tags))
        tree.add_page(number, page._page_box, stream._tags)
    put_in_shape(tree.root)
    for number, stream in enumerate(page_streams):
        turn_to_artifacts(stream, tree.artifacts[number])
    references = pdf.page_references  # worked out anew each time that it is asked for

    leaves = [one for one in pdf.objects if isinstance(one, dict) and one.get("Type") == "/Page"]
    for page_number, annotation in tree.redundant:
        leaves[page_number]["Annots"].remove(annotation.reference)

    owners: list[list[Any]] = [[b"null"] * size for size in sizes]
    linked: list[tuple[Any, Any]] = []

    def write(node: Node, parent: Any) -> Any:
        element = pydyf.Dictionary(
            {
                "Type": "/StructElem",
                "S": f"/{node.role}",
                "P": parent,
                "Pg": references[node.page],
                **node.entries,
            }
        )
        if node.origin:
            element["T"] = pydyf.String(node.origin)
        pdf.add_object(element)
        kids = pydyf.Array()
        for kid in node.kids:
            if isinstance(kid, Node):
                child = write(kid, element.reference)
                if kid.language and kid.language != node.language:
                    child["Lang"] = pydyf.String(kid.language)
                kids.append(child.reference)
            elif isinstance(kid, Marked):
                owners[kid.page][kid.number] = element.reference
                kids.append(
                    kid.number
                    if kid.page == node.page
                    else pydyf.Dictionary({"Type": "/MCR", "Pg": references[kid.page], "MCID": kid.number})
                )
            else:
                linked.append((element.reference, kid.annotation))
                kids.append(
                    pydyf.Dictionary(
                        {
                            "Type": "/OBJR",
                            "Obj": kid.annotation.reference,
                            "Pg": references[kid.page],
                        }
                    )
                )
        element["K"] = kids
        return element

    root = pydyf.Dictionary({"Type": "/StructTreeRoot"})
    pdf.add_object(root)
    top = write(tree.root, root.reference)
    root["K"] = pydyf.Array([top.reference])
    numbers = pydyf.Array()
    for number, page_owners in enumerate(owners):
        numbers.extend([number, pydyf.Array(page_owners)])
    for number, (owner, annotation) in enumerate(linked, start=len(owners)):
        annotation["StructParent"] = number
        numbers.extend([number, owner])
    parents = pydyf.Dictionary({"Nums": numbers})
    pdf.add_object(parents)
    root["ParentTree"] = parents.reference
    root["ParentTreeNextKey"] = len(owners) + len(linked)
    pdf.catalog["StructTreeRoot"] = root.reference
    preferences = {"DisplayDocTitle": "true"}
    if any(page._page_box.children[0].style["direction"] == "rtl" for page in document.pages[:1]):
        preferences["Direction"] = "/R2L"  # a printer's booklet is then bound on the right
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary(preferences)
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})


def turn_to_artifacts(stream: Any, kinds: dict[int, str]) -> None:
    """Rewrite the marks of decoration in a page's content."""
    operators = stream.stream
    for index, operator in enumerate(operators):
        if isinstance(operator, pydyf.Dictionary) and operator.get("MCID") in kinds:
            operators[index - 1] = "/Artifact"
            operators[index] = pydyf.Dictionary({"Type": f"/{kinds[operator['MCID']]}"})
