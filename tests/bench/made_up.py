"""Made-up programmes of any size: the tiny project with more duos."""

from __future__ import annotations

import shutil
from pathlib import Path

TINY = Path(__file__).parent.parent / "project"


def write_programme(folder: Path, cities: int) -> Path:
    """Write a programme with so many cities (an even number), half of them with an action plan."""
    shutil.copytree(TINY, folder)
    data = folder / "data"
    for number in range(2, cities // 2 + 1):
        mentor, mentee = f"riverton-{number}", f"hilltown-{number}"
        for old, new in (("riverton", mentor), ("hilltown", mentee)):
            text = (data / f"cities/{old}.yaml").read_text("utf-8")
            text = text.replace("Riverton", f"Riverton {number}").replace("Hilltown", f"Hilltown {number}")
            (data / f"cities/{new}.yaml").write_text(
                text.replace("awaited_from: hilltown", f"awaited_from: {mentee}")
            )
        duo = (data / "duos/riverton-hilltown.yaml").read_text("utf-8")
        duo = (
            duo.replace("riverton", mentor)
            .replace("hilltown", mentee)
            .replace("number: 1", f"number: {number}")
        )
        (data / f"duos/{mentor}-{mentee}.yaml").write_text(duo, "utf-8")
        plan = (data / "plans/hilltown-1.yaml").read_text("utf-8").replace("hilltown", mentee)
        (data / f"plans/{mentee}-1.yaml").write_text(plan, "utf-8")
    visits = (data / "visits.yaml").read_text("utf-8")
    more = [visits]
    body = visits[visits.index("round-1-") :]
    for number in range(2, cities // 2 + 1):
        more.append(body.replace("riverton", f"riverton-{number}").replace("hilltown", f"hilltown-{number}"))
    (data / "visits.yaml").write_text("\n".join(more), "utf-8")
    return folder
