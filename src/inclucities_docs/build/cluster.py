"""The same documents on a Dask cluster: workers get the project by the wire and share no disk."""

from __future__ import annotations

import functools
import pickle
from collections.abc import Callable, Iterator
from typing import Any

from inclucities_docs.diagnostics import refuse
from inclucities_docs.inputs.project import Project
from inclucities_docs.render import Rendered

__all__ = ["run_on_cluster"]

Work = Callable[[Project, Any], Rendered]
"""What is done for each task: a function of a module, which the workers have too."""

RETRIES = 3
"""How often a document is tried again after its worker died."""


@functools.lru_cache(maxsize=2)
def _unpack(content: bytes) -> Project:
    project = pickle.loads(content)
    assert isinstance(project, Project)
    return project


def _render_remotely(work: Work, content: bytes, task: Any) -> Rendered:
    return work(_unpack(content), task)


def run_on_cluster(address: str, project: Project, tasks: list[Any], work: Work) -> Iterator[Rendered]:
    """Do the work of each task on the cluster at an address such as ``tcp://host:8786``.

    Workers need this package installed, in the same version. One that dies loses nothing: its
    documents are made by the others. Raise DiagnosticError where no scheduler answers.
    """
    client = _connect(address)
    try:
        content = client.scatter(pickle.dumps(project), broadcast=True)
        futures = [
            client.submit(_render_remotely, work, content, task, pure=False, retries=RETRIES)
            for task in tasks
        ]
        from distributed import as_completed

        for future in as_completed(futures):  # type: ignore[no-untyped-call]
            yield future.result()
    finally:
        client.close()


def _connect(address: str) -> Any:
    try:
        from distributed import Client
    except ImportError:
        message, hint = (
            "the library for clusters is not installed",
            "install the extra: inclucities-docs[cluster]",
        )
    else:
        try:
            return Client(address, timeout="15s")  # type: ignore[no-untyped-call]
        except (OSError, ValueError, TimeoutError):
            message, hint = (
                f"no cluster answers at {address}",
                "is its scheduler running? An address is tcp://host:8786",
            )
    raise refuse("this machine", message, hint)
