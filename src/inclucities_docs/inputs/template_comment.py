"""Remarks in templates and texts, for those who write them and not for readers."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable

import yaml

__all__ = ["blank_comments", "replace_between", "strip_comments"]


def blank_comments(text: str, *, is_markdown: bool) -> str:
    """Return a template or a text with spaces for its remarks, so that places stay what they are."""
    signs = (("{#!", "!#}"), ("<!--", "-->")) if is_markdown else (("{#", "#}"),)
    for opening, closing in signs:
        text = replace_between(text, opening, closing, lambda one: re.sub(r"[^\n]", " ", one))
    return text


def replace_between(text: str, opening: str, closing: str, replace: Callable[[str], str]) -> str:
    """Return a text with each piece between two signs replaced, in one walk: a pattern looks to the end from each of them."""
    kept, at = [], 0
    while (start := text.find(opening, at)) >= 0 and (end := text.find(closing, start + len(opening))) >= 0:
        kept += [text[at:start], replace(text[start : end + len(closing)])]
        at = end + len(closing)
    return "".join([*kept, text[at:]])


def strip_comments(path: str, text: str) -> str:
    """Return a file's text line for line without what its writers noted for one another alone."""
    if path.endswith((".yaml", ".yml")):
        return _without_yaml_remarks(text)
    if path.endswith(".po"):
        return re.sub(r"(?m)^#(?: .*)?$", "", text)
    text = replace_between(text, "<!--", "-->", lambda one: "\n" * one.count("\n"))
    blank = blank_comments(text, is_markdown=path.endswith(".md"))
    return "\n".join(line.rstrip() for line in blank.split("\n"))


@functools.lru_cache(maxsize=256)
def _without_yaml_remarks(text: str) -> str:
    """Return YAML without remarks: what follows a hash sign that is part of no value."""
    held = bytearray(len(text) + 1)
    try:
        for token in yaml.scan(text, Loader=yaml.CSafeLoader):
            if isinstance(token, yaml.ScalarToken):
                start, end = token.start_mark.index, token.end_mark.index
                if token.style in ("|", ">"):  # its first line says how it is written, and may have a remark
                    start = text.find("\n", start, end) + 1 or end
                held[start:end] = b"\1" * (end - start)
    except yaml.YAMLError:  # nothing is shown of a file that can't be told apart
        return ""
    kept, at = [], 0
    for found in re.finditer(r"(?m)(?:^|(?<=[ \t]))#", text):
        if not held[found.start()] and found.start() >= at:
            kept.append(text[at : found.start()].rstrip(" \t"))
            at = text.find("\n", found.start())
            if at < 0:
                at = len(text)
    return "".join([*kept, text[at:]])
