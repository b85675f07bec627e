"""The whole circle for a city of this project: asked, filled in, taken in, made anew, and the plan says who said so."""

from __future__ import annotations

import datetime
import re
import shutil
import subprocess
from pathlib import Path

from openpyxl import load_workbook

from inclucities_docs.exchange.workbook import COLUMNS, FIELDS
from inclucities_docs.inputs.project import load_project
from inclucities_docs.inputs.workspace import Workspace
from tiny_project import TESTS, TinyProject

PLACES = {name: index for index, (name, _, _) in enumerate(COLUMNS, 1)}
LEAD = "Settore servizi sociali, ufficio accoglienza"


def test_capaci(tmp_path: Path) -> None:
    project = TinyProject(tmp_path / "project")
    for name in ("data", "templates"):
        shutil.copytree(TESTS.parent / name, project.root / name)
    assert project.run("exchange", "send", "capaci", "--to", str(tmp_path)).code == 0
    path = next(tmp_path.glob("*-capaci-it.xlsx"))
    book = load_workbook(path)
    sheet = book.worksheets[1]
    rows = {str(row[1]): int(row[0]) + 1 for row in book[FIELDS].iter_rows(values_only=True)}
    plan = next(one for one in rows if one.startswith("plans/")).partition(".")[0]
    lead = next(one for one in rows if one.startswith(f"{plan}.actions.") and one.endswith(".lead"))
    draft = next(one for one in rows if one.startswith(plan) and ".steps." in one)
    sheet.cell(rows[lead], PLACES["answer"]).value = LEAD
    sheet.cell(rows[draft], PLACES["check"]).value = "È corretto"
    sheet.cell(rows[f"{plan}.date"], PLACES["answer"]).value = datetime.date(2022, 3, 1)
    book.save(path)
    if shutil.which("soffice"):  # opened and saved once more, through LibreOffice's own format
        for source, sort in ((path, "ods"), (path.with_suffix(".ods"), "xlsx")):
            command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"]
            command += ["--convert-to", sort, "--outdir", str(tmp_path), str(source)]
            subprocess.run(command, check=True, capture_output=True, timeout=120)
    before = {
        name: text.decode().splitlines()
        for name, text in Workspace.take(project.root).files.items()
        if name.endswith(".yaml")
    }
    told = project.run("exchange", "receive", str(path), "--date", "2026-11-28", "--accept")
    assert "3 ready" in told.out, told.out + told.err
    after = load_project(Workspace.take(project.root))
    found = after.find(plan)
    assert (found.date.period.start, found.date.source) == ("2022-03-01", ("reply-capaci-2026-11-28",))
    changed = [name for name, lines in before.items() if project.read(name).splitlines() != lines]
    assert sorted(changed) == [f"data/{plan}.yaml", "data/sources.yaml"]
    made = project.build("--only", "action-plan/capaci", "--lang", "it", "--format", "html")
    assert made.code == 0, made.err
    page = project.read("deliverables/it/action-plan-capaci.html")
    assert re.search(rf"{LEAD}</span></span><sup", page)
    assert "Risposta di " in page
