"""The tiny project with more in it: every format, a poster, a page of services, pictures, a portal."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

from PIL import Image

from tiny_project import TESTS, TinyProject, copy_project

__all__ = ["make_rich_project"]

SERVICES = """{% extends "base/page.html" %}
{% block main %}
{% if city.directory %}{% for key, one in city.directory.services.items() %}
<h2>{{ one.name }}{% if original(one, "name") %} ({{ original(one, "name") }}){% endif %}</h2>
<p>{{ one.provider.name }} {{ one.check_by }} {{ "late" if one.is_stale }}</p>
{{ qr_code(published() ~ one.key, one.name) }}
{% endfor %}
<script type="application/ld+json">{{ linked_data(city.directory.services.values(), city) }}</script>
{% endif %}
{% for shop in city.shops %}{% for one in shop.about %}<p>{{ one.text }}{{ cite(one) }}</p>{% endfor %}{% endfor %}
{% endblock %}
"""

POSTER = """{% extends "base/page.html" %}
{% block main %}
{{ figure("process", table=false) }}
<p>{{ _("Licence") }} {% for one in events %}{{ one.title }}{% endfor %} {{ term("mentor") if false }}</p>
<p>{{ picture("base/photo.png", "A photo") }}</p>
{% endblock %}
"""

FILES = {
    "data/events.yaml": "fair:\n  type: milestone\n  title: {fr: Foire, en: Fair}\n  when: {period: '2021-05', source: booklet}\n"
    "  place: {text: {fr: Ville, en: Town}, source: booklet}\n  source: booklet\n",
    "data/shops.yaml": "riverton-shop:\n  city: riverton\n  about:\n"
    "    - {text: {fr: Un guichet, en: A desk}, source: booklet}\n",
    "templates/services/kind.yaml": "title: {fr: 'Services : {subject}', en: 'Services: {subject}'}\n"
    "about: {fr: Des services., en: Services.}\nsubjects: cities\nlanguages: [fr, newcomers]\nformats: [pdf]\norder: 30\n",
    "templates/services/page.html": SERVICES,
    "templates/poster/kind.yaml": "title: {fr: Affiche, en: Poster}\nabout: {fr: Une affiche., en: A poster.}\n"
    "languages: [en]\nformats: [svg, png, card]\norder: 40\n",
    "templates/poster/page.html": POSTER,
    "templates/base/screen.css": "p { color: #222222; }\n",
    "templates/base/screen.js": "var shown = 1;\n",
    "templates/base/card.css": "@page { size: 300px 200px; margin: 4px; }\nh1 { font-size: 12px; }\n",
    "templates/base/epub.css": "p { color: var(--ink); margin: 2px; }\n",
    "templates/base/word.xml": '<w:style w:type="paragraph" w:styleId="Subtitle"><w:name w:val="Subtitle"/>'
    '<w:rPr><w:color w:val="{primary}"/><w:sz w:val="28"/></w:rPr></w:style>\n',
}


def make_rich_project(root: Path) -> TinyProject:
    """Give a project in which documents of every format ask for every sort of input."""
    project = copy_project(TESTS / "project", root)
    for path, text in FILES.items():
        project.write(path, text)
    project.change("templates/leaflet/kind.yaml", "formats: [html]", "formats: [html, pdf, docx, epub]")
    stream = io.BytesIO()
    Image.radial_gradient("L").resize((40, 30)).convert("RGB").save(stream, "PNG")
    (root / "templates/base/photo.png").write_bytes(stream.getvalue())
    for name, place in (("categories", "categories.yaml"), ("riverton", "directories/riverton.yaml")):
        text = (TESTS / f"exchange/{name}.yaml").read_text("utf-8")
        text = text.replace("ar: الصحة", "es: Salud").replace("ar: الطبيب والمستشفى.", "es: El médico.")
        project.write(f"data/{place}", text.replace("languages: [ar]", "languages: [es]"))
    shutil.copytree(TESTS.parent / "templates/portal", root / "templates/portal")
    for line in ("door: one-stop-door\n", "kept: one-stop-shop\n"):  # kinds that this project has not
        project.change("templates/portal/portal.yaml", line, "")
    for name in ("macros.html", "emblem.svg"):
        shutil.copy(TESTS.parent / "templates/base" / name, root / "templates/base" / name)
    shutil.copytree(TESTS.parent / "templates/base/icons", root / "templates/base/icons", dirs_exist_ok=True)
    return project
