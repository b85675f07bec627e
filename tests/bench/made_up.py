"""Made-up programmes of any size: the tiny project with more duos."""

from __future__ import annotations

import shutil
from pathlib import Path

TINY = Path(__file__).parent.parent / "project"


def write_programme(folder: Path, cities: int, tiny: Path = TINY) -> Path:
    """Write a programme with so many cities (an even number), half of them with an action plan."""
    shutil.copytree(tiny, folder)
    for number in range(2, cities // 2 + 1):
        add_duo(folder / "data", number, tiny)
    return folder


def add_duo(data: Path, number: int, tiny: Path = TINY) -> None:
    """Write a mentor, a mentee, their duo with its visits and an action plan into a programme's data."""
    mentor, mentee = f"riverton-{number}", f"hilltown-{number}"
    for old, new in (("riverton", mentor), ("hilltown", mentee)):
        text = (tiny / f"data/cities/{old}.yaml").read_text("utf-8")
        text = text.replace("Riverton", f"Riverton {number}").replace("Hilltown", f"Hilltown {number}")
        text = text.replace("awaited_from: hilltown", f"awaited_from: {mentee}")
        (data / f"cities/{new}.yaml").write_text(text, "utf-8")
    duo = (tiny / "data/groups/riverton-hilltown.yaml").read_text("utf-8")
    duo = duo.replace("number: 1", f"number: {number}")
    (data / f"groups/{mentor}-{mentee}.yaml").write_text(_rename(duo, number), "utf-8")
    plan = (tiny / "data/plans/hilltown-1.yaml").read_text("utf-8")
    (data / f"plans/{mentee}-1.yaml").write_text(_rename(plan, number), "utf-8")
    with (data / "meetings.yaml").open("a", encoding="utf-8") as stream:
        stream.write("\n" + _rename(_list_visits(tiny), number))


def take_duo(data: Path, number: int, tiny: Path = TINY) -> None:
    """Take away what ``add_duo`` wrote."""
    mentor, mentee = f"riverton-{number}", f"hilltown-{number}"
    for path in (f"cities/{mentor}", f"cities/{mentee}", f"groups/{mentor}-{mentee}", f"plans/{mentee}-1"):
        (data / f"{path}.yaml").unlink()
    visits = data / "meetings.yaml"
    text = visits.read_text("utf-8").replace("\n" + _rename(_list_visits(tiny), number), "")
    visits.write_text(text, "utf-8")


def _list_visits(tiny: Path) -> str:
    """Give the tiny project's visits, without what stands above them."""
    text = (tiny / "data/meetings.yaml").read_text("utf-8")
    return text[text.index("round-1-") :]


def _rename(text: str, number: int) -> str:
    return text.replace("riverton", f"riverton-{number}").replace("hilltown", f"hilltown-{number}")
