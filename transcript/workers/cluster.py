"""A Dask cluster that is there, to work on: its workers have the same transcript and Python as this process.

The scheduler of the cluster needs to know nothing of transcript.
"""

from __future__ import annotations

import logging
import os
import pickle
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, cast

from transcript import __version__
from transcript.errors import InvalidSetting, TranscriptError
from transcript.extra import INSTALL

if TYPE_CHECKING:
    from pathlib import Path

    from distributed import Client, Future

_Task = TypeVar("_Task")

GO_ON = "the same command goes on from there"
_PYTHON = ".".join(map(str, sys.version_info[:2]))


class ClusterRefused(TranscriptError):
    """A cluster cannot be worked with, or is there no more."""


@contextmanager
def joined(address: str) -> Iterator[tuple[Client, int]]:
    """The cluster of a scheduler, and how many threads its workers have. Raises ClusterRefused."""
    client = _joined(address)
    try:
        with _quiet():
            yield client, _threads(client, address)
    finally:
        with _quiet():
            client.close()


def _joined(address: str) -> Client:
    try:
        from distributed import Client
        from distributed.comm.addressing import get_address_host_port
    except ImportError:
        raise InvalidSetting("dask.distributed is not installed", INSTALL) from None
    try:
        get_address_host_port(address)  # what is no address is no client that could be closed
        with _quiet():
            return Client(address, name="transcript", set_as_default=False)
    except (OSError, ValueError, RuntimeError) as error:
        found = f"{address}: there is no Dask scheduler ({' '.join(str(error).split())})"
        raise ClusterRefused(found, "check the address, such as tcp://10.0.0.5:8786") from None


@contextmanager
def _quiet() -> Iterator[None]:
    """What the library logs is said by our own errors."""
    told = [
        logger
        for name, logger in logging.Logger.manager.loggerDict.items()
        if isinstance(logger, logging.Logger) and name.startswith("distributed") and not logger.disabled
    ]
    for logger in told:
        logger.disabled = True
    try:
        yield
    finally:
        for logger in told:
            logger.disabled = False


def _threads(client: Client, address: str) -> int:
    """How many threads the workers have. Raises ClusterRefused where there are none, or they cannot be worked with."""
    most = patience()
    try:
        client.wait_for_workers(1, timeout=most)
        refuse_other_versions(client)
        return sum(client.nthreads().values())
    except TimeoutError:
        raise ClusterRefused(f"{address}: it has no workers after {most:g} seconds", "start some") from None
    except OSError:
        raise lost(address) from None


def patience() -> float:
    """How many seconds a cluster is waited for, by dask's own configuration."""
    import dask
    from dask.utils import parse_timedelta

    return float(parse_timedelta(dask.config.get("distributed.comm.timeouts.connect")))


def refuse_other_versions(client: Client) -> None:
    """Raise ClusterRefused where a worker does not have the Python or the transcript of this process."""
    versions = cast("dict[str, dict[str, Any]]", client.get_versions())
    for worker, of_worker in sorted(versions["workers"].items()):
        python = ".".join(str(of_worker["host"]["python"]).split(".")[:2])
        if python != _PYTHON:
            raise ClusterRefused(f"the worker {worker} runs Python {python}, and this is {_PYTHON}", "use one for all")
    for worker, found in sorted(client.run(_version_here(), on_error="return").items()):
        if isinstance(found, ImportError):
            raise ClusterRefused(f"transcript is not installed for the worker {worker} ({found})", f"there: {INSTALL}")
        if isinstance(found, str) and found != __version__:
            had = f"the worker {worker} has transcript {found}, and this is {__version__}"
            raise ClusterRefused(had, "install the same for all")


def refuse_unseen(client: Client, shared: Sequence[Path]) -> None:
    """Raise ClusterRefused where a worker does not have a file or folder of this machine."""
    for place in shared:
        for worker, sees in sorted(client.run(os.path.exists, str(place), on_error="ignore").items()):
            if not sees:
                advice = "share it with the workers under the same path, or put the scripts on object storage"
                raise ClusterRefused(f"the worker {worker} does not see {place}", advice)


def _version_here() -> Callable[[], str]:
    """What workers are asked, as a function that is sent whole."""

    def version() -> str:
        from transcript import __version__

        return __version__

    return version


def submitted(client: Client, function: Callable[[_Task], object], argument: _Task, **told: Any) -> Future[bytes]:
    """Have a worker call a function of a module; `answer` tells what it made of it. told: see Client.submit."""
    sent = pickle.dumps((function, argument), pickle.HIGHEST_PROTOCOL)
    return client.submit(_call(), __version__, sent, pure=False, **told)


def answer(future: Future[bytes]) -> Any:
    """What a worker made of what was submitted. Raises what the library raises where it was lost."""
    return pickle.loads(future.result())  # noqa: S301 - written by our own process


@cache  # what is one object is made ready to be sent once
def _call() -> Callable[[str, bytes], bytes]:
    """What workers do, as a function that is sent whole: the scheduler, which has it in hands, has no transcript."""

    def call(version: str, sent: bytes) -> bytes:
        from transcript.workers.cluster import call_here

        return call_here(version, sent)

    return call


def call_here(version: str, sent: bytes) -> bytes:
    """Call what was sent to this worker by a process that has that version of transcript."""
    if version != __version__:
        raise RuntimeError(f"this worker has transcript {__version__}, not {version}")
    function, argument = pickle.loads(sent)  # noqa: S301 - written by the process that gave the order
    return pickle.dumps(function(argument), pickle.HIGHEST_PROTOCOL)


def lost(address: str) -> ClusterRefused:
    """The refusal of a cluster that is there no more."""
    return ClusterRefused(f"{address}: the scheduler was lost, or has dropped the work", GO_ON)
