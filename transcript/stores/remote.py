"""Scripts and outputs on object storage, or wherever else a URL leads that fsspec knows.

Endpoints and credentials come from where the libraries of a service look for them: for s3:// from AWS_ENDPOINT_URL,
AWS_ACCESS_KEY_ID and their like, ~/.aws and fsspec's own configuration. How often a request is tried again is theirs to
say, too.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

from transcript.errors import InvalidSetting, MissingDocument, OutputRefused, TranscriptError, UnreadableDocument
from transcript.extra import INSTALL
from transcript.file_names import HIDDEN
from transcript.stores.local import LocalStore
from transcript.stores.store import BEGUN, File, Folder, Unreadable, below, read_hash

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_WEB = ("http", "https")
_S3 = ("s3", "s3a")
# Where one request puts a file there whole or not at all, which receipts rely on; and there are no folders to be made.
_OBJECT_STORES = (*_S3, "gs", "gcs", "abfs", "abfss", "az", "oci", "oss", "memory")
_LISTED_AT_ONCE = 16
_MD5 = re.compile(r"[0-9a-f]{32}")
# s3fs takes what follows it for no part of the key.
_VERSION = "?versionId="


def is_url(place: str) -> bool:
    """Whether a place is told as a URL."""
    return _URL.match(place) is not None


def plain(place: str) -> str:
    """A place by its path, where it is told as the URL of a file of this machine. Raises InvalidSetting."""
    if not is_url(place) or _protocol(place) != "file":
        return place
    parts = urlsplit(place)
    if parts.netloc not in ("", "localhost"):
        raise InvalidSetting(f"{place} is on another machine", "file:/// and a path is on this one")
    return url2pathname(parts.path)


def source_at(place: str) -> LocalStore | RemoteStore:
    """What is to be read: a folder, or one file of it.

    place: a path or a URL. Raises MissingDocument, UnreadableDocument and InvalidSetting.
    """
    if not is_url(place):
        path = Path(place)
        return LocalStore(path) if path.is_dir() else LocalStore(path.parent, path.name)
    store = RemoteStore(_checked(place))
    if store.protocol in _WEB and (place.endswith("/") or not store.has_key):
        raise InvalidSetting(f"{place}: web servers do not list what is in a folder", "name its files one by one")
    if store.kind() == "folder":
        return store
    folder, _, name = store.url.rpartition("/")
    return RemoteStore(folder, name)


def folder_at(place: str) -> LocalStore | RemoteStore:
    """The folder, at a path or a URL, that outputs are written to. Raises InvalidSetting."""
    return RemoteStore(_checked(place)) if is_url(place) else LocalStore(Path(place))


def _protocol(url: str) -> str:
    return url.partition("://")[0].lower()


def _checked(url: str) -> str:
    """A URL of a folder or file as a store holds it. Raises InvalidSetting."""
    protocol, _, rest = url.partition("://")
    rest = rest.rstrip("/")
    if not rest:
        raise InvalidSetting(f"{url} names no place", f"{protocol}://bucket/ names a bucket")
    if "@" in rest.partition("/")[0]:
        # It would be shown in messages, and kept beside the outputs.
        raise InvalidSetting(f"there are credentials in the URL of {protocol}://", "give them in the environment")
    if any(map(_is_odd, rest.split("/"))) or "::" in rest or (protocol.lower() in _WEB and "?" in rest):
        raise InvalidSetting(f"{url} does not name a file or a folder", "check the URL")
    return f"{protocol.lower()}://{rest}"


_ODD = "a part of its key is empty, . or .., or begins a version: as a path it would lead elsewhere"


def _is_odd(name: str) -> bool:
    """Whether a part of a key would not be the same file, or in the same folder, for all that handle it as a path."""
    return name in ("", ".", "..") or _VERSION in name


@dataclass(frozen=True, slots=True)
class RemoteStore:
    """What lies below a URL, which does not end in a slash. only: the one file of it that counts."""

    url: str
    only: str | None = None

    @property
    def protocol(self) -> str:
        """What the URL begins with."""
        return _protocol(self.url)

    @property
    def has_key(self) -> bool:
        """Whether it is more than a bucket."""
        return "/" in self.url.partition("://")[2]

    def kind(self) -> str:
        """Whether there is a file or a folder. Raises MissingDocument and UnreadableDocument."""
        with self._asking("", UnreadableDocument) as (system, place):
            try:
                found = "file" if system.info(place)["type"] == "file" else "folder"
            except FileNotFoundError as error:
                if error.__cause__ is not None and _kinds(error.__cause__) & _NO_CONNECTION:
                    raise error.__cause__ from None
                what = "there is nothing at" if self.has_key else "there is no such bucket as"
                raise MissingDocument(f"{what} {self.url}", "check its name") from None
        return found

    def folders(self, without: frozenset[str] = frozenset()) -> Iterator[Folder | Unreadable]:
        if self.only is not None:
            with self._asking(self.only, UnreadableDocument) as (system, place):
                found = system.info(place)
            yield Folder("", (File(self.only, found.get("size") or 0, _told_hash(found)),))
            return
        with self._asking("", UnreadableDocument):
            library = _library(self.url)
        waiting = [""]
        coming: dict[str, Future[list[tuple[bool, File]]]] = {}
        with ThreadPoolExecutor(_LISTED_AT_ONCE) as threads:
            while waiting:
                for path in waiting[-_LISTED_AT_ONCE:]:  # those that are next are asked for together
                    if path not in coming:
                        coming[path] = threads.submit(self._listed, path, library)
                path = waiting.pop()
                try:
                    found = coming.pop(path).result()
                except TranscriptError as error:
                    yield Unreadable(path, f"the folder cannot be read ({error.found})")
                    continue
                for is_folder, file in found:
                    if _is_odd(file.name):
                        yield Unreadable(below(path, file.name) + ("/" if is_folder else ""), f"{_ODD}; rename it")
                shown = [one for one in found if not _is_odd(one[1].name) and not one[1].name.startswith(HIDDEN)]
                yield Folder(path, tuple(file for is_folder, file in shown if not is_folder))
                inside = [below(path, file.name) for is_folder, file in shown if is_folder]
                waiting += [folder for folder in reversed(inside) if folder not in without]

    def _listed(self, path: str, library: tuple[AbstractFileSystem, str]) -> list[tuple[bool, File]]:
        """What is in a folder, by name, and whether it is a folder itself."""
        with self._asking(path, UnreadableDocument, library) as (system, place):
            entries: list[dict[str, Any]] = system.ls(place, detail=True)
        found = []
        for entry in entries:
            name, is_folder = entry["name"].removeprefix(f"{place}/"), entry["type"] != "file"
            if name or is_folder or entry["size"]:  # an empty object called as the folder only marks that it is there
                found.append((is_folder, File(name, entry["size"] or 0, _told_hash(entry))))
        return sorted(found, key=lambda one: one[1].name)

    def read(self, path: str, most: int = -1) -> bytes:
        with self._asking(path, UnreadableDocument) as (system, place):
            try:
                content: bytes = system.cat_file(place, **({"start": 0, "end": most} if most >= 0 else {}))
            except (FileNotFoundError, IsADirectoryError):
                raise MissingDocument("the file is not there any more", "run it again") from None
            except OSError as error:
                if most < 0 or error.errno != errno.EINVAL:
                    raise
                content = system.cat_file(place)  # an empty file has no parts
        return content if most < 0 else content[:most]

    def hash_of(self, content: bytes) -> str:
        """MD5, which S3 tells as the ETag of what was put there at once, if no key of one's own encrypts it."""
        return hashlib.md5(content, usedforsecurity=False).hexdigest()

    def standing(self, path: str, known: Collection[str] = ()) -> str | None:
        if any(map(_MD5.fullmatch, known)):
            with self._asking(path, UnreadableDocument) as (system, place):
                try:
                    told = _told_hash(system.info(place))
                except FileNotFoundError:
                    return None
            if told in known:
                return told
        return read_hash(self, path, known)

    def write(self, path: str, content: bytes) -> None:
        with self._asking(path, OutputRefused) as (system, place):
            system.pipe_file(place, content)

    def names(self, path: str) -> list[str]:
        with self._asking(path, UnreadableDocument) as (system, place):
            try:
                entries: list[dict[str, Any]] = system.ls(place, detail=True)
            except FileNotFoundError:
                return []
        names = (entry["name"].removeprefix(f"{place}/") for entry in entries if entry["type"] == "file")
        return sorted(name for name in names if name)

    def remove(self, path: str) -> None:
        with self._asking(path, OutputRefused) as (system, place), suppress(FileNotFoundError):
            system.rm_file(place)

    def shown(self, path: str) -> str:
        return below(self.url, path) if path else f"{self.url}/"

    def address(self, path: str) -> str:
        return below(self.url, path) if path else self.url

    def stands(self, address: str) -> bool:
        if not is_url(address):
            return os.path.isfile(address)  # noqa: PTH113 - Path.is_file raises where a name is too long
        try:
            return RemoteStore(_checked(address)).kind() == "file"
        except (MissingDocument, InvalidSetting):
            return False
        except UnreadableDocument:
            return True  # it may, as far as can be told

    @contextmanager
    def held(self) -> Iterator[None]:
        """See whether it can be written to.

        Object storage has no locks. Two batches that write to the same place do no harm to each other, for receipts
        come before the outputs, and each file is put there whole; but a dataset of cues is to be written by one at a
        time. Nor can a process that has outlived its batch be kept from writing; what it writes, it writes by a
        receipt.
        """
        if self.protocol not in _OBJECT_STORES:
            found = f"outputs cannot be written to {self.protocol}://"
            raise OutputRefused(found, "write to object storage, such as s3://, or to a folder with --out-dir")
        with self._asking("", OutputRefused) as (system, place):
            begun = below(place, BEGUN)
            with suppress(FileNotFoundError):
                system.cat_file(begun)
            system.pipe_file(begun, b"\n")
        yield

    @contextmanager
    def _asking(
        self,
        path: str,
        failed: Callable[[str, str], TranscriptError],
        library: tuple[AbstractFileSystem, str] | None = None,
    ) -> Iterator[tuple[AbstractFileSystem, str]]:
        """The library to ask, and what it calls a path.

        library: the one to be asked, where it is another thread's. What it raises, and whatever those beneath it raise,
        becomes one error that says it.
        """
        try:
            system, root = library or _library(self.url)
            yield system, _place(root, path)
        except TranscriptError:
            raise
        except Exception as error:  # noqa: BLE001 - each library has its own
            found, advice = _told(error, self.protocol)
            raise failed(f"{self.shown(path)}: {found}", advice) from None


def _told_hash(entry: Mapping[str, Any]) -> str:
    """The hash of a file, if it is told what could be one; of what was put in parts it is none."""
    told = str(entry.get("ETag", "")).strip('"')
    return told if _MD5.fullmatch(told) else ""


def _place(root: str, path: str) -> str:
    if not path:
        return root
    if any(map(_is_odd, path.split("/"))):
        raise ValueError(_ODD)
    return below(root, path)


def _library(url: str) -> tuple[AbstractFileSystem, str]:
    """The library for a URL, which fsspec keeps for this thread, and what it calls its place.

    Raises InvalidSetting where it is not installed.
    """
    protocol = _protocol(url)
    try:
        import fsspec
    except ImportError:
        raise InvalidSetting(f"{protocol}:// needs fsspec, which is not installed", INSTALL) from None
    options: dict[str, object] = {"use_listings_cache": False}
    if protocol in _S3:
        options["max_concurrency"] = 1  # else it asks for the size of every file before it reads it
    try:
        fsspec.get_filesystem_class(protocol)
    except ImportError as error:
        advice = INSTALL if protocol in (*_S3, *_WEB) else " ".join(str(error).split())
        raise InvalidSetting(f"{protocol}:// needs a library that is not installed", advice) from None
    except ValueError:
        raise InvalidSetting(f"{protocol}:// is unknown", "s3:// is object storage, file:// a folder") from None
    system, root = fsspec.url_to_fs(url, **options)
    return system, root.rstrip("/")


_NO_CREDENTIALS = {"CredentialRetrievalError", "NoCredentialsError", "PartialCredentialsError", "ProfileNotFound"}
_NO_CONNECTION = {"ClientConnectionError", "ConnectionError", "FSTimeoutError", "HTTPClientError", "TimeoutError"}


def _told(error: Exception, protocol: str) -> tuple[str, str]:
    """What an error of a service or its library says, and what to do about it."""
    kinds = _kinds(error)
    said = shorten(str(error).rstrip("."), 200, placeholder=" …") or type(error).__name__
    of_aws = protocol in _S3
    if kinds & _NO_CREDENTIALS:
        advice = "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE" if of_aws else ""
        return f"there are no credentials for {protocol}:// ({said})", advice
    if isinstance(error, PermissionError):
        advice = "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY say who asks" if of_aws else "check the credentials"
        return f"the service refuses access ({said})", f"check what may be done there; {advice}"
    if isinstance(error, FileNotFoundError):
        return f"there is no such place ({said})", "check its name"
    if kinds & _NO_CONNECTION:
        check = "check AWS_ENDPOINT_URL and the network" if of_aws else "check the URL and the network"
        return f"the service cannot be reached ({said})", check
    advice = "check the name and AWS_ENDPOINT_URL" if of_aws else "check the URL"
    return f"the service or its library refuses it ({said})", advice


def _kinds(error: BaseException) -> set[str]:
    """What an error is called, and what it is a kind of: their libraries need not be there."""
    return {kind.__name__ for kind in type(error).__mro__}
