"""ZIP archives that are the same bytes whenever and wherever they are made."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable

__all__ = ["write_zip"]


def write_zip(
    files: Iterable[tuple[str, bytes]], is_stored: Callable[[str], bool] = lambda _: False
) -> bytes:
    """Return files as one archive, in their order; those that are stored are not compressed again."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in files:
            entry = zipfile.ZipInfo(name)  # of 1980, where the time of ZIP begins
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            entry.compress_type = zipfile.ZIP_STORED if is_stored(name) else zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return stream.getvalue()
