"""Scripts and outputs on object storage."""

from __future__ import annotations

import socket
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests.batch.trees import files, here, script
from tests.workers.clusters import Storage
from transcript.batch import planning
from transcript.cli import cli
from transcript.errors import InvalidSetting, MissingDocument, OutputRefused, UnreadableDocument
from transcript.stores.local import LocalStore
from transcript.stores.remote import RemoteStore, folder_at, plain, source_at
from transcript.stores.store import File, Folder, Unreadable

SCRIPT = script().encode()
_buckets = iter(range(1000))


def transcript(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(cli, list(map(str, arguments)), prog_name="transcript")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    return result


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch) -> None:
    """No processes, for each takes a second to learn of object storage."""
    monkeypatch.setattr("transcript.batch.run.by_processes", lambda _: here)


@pytest.fixture
def bucket(storage: Storage) -> str:
    name = f"bucket-{next(_buckets)}"
    storage.bucket(name)
    return name


@pytest.fixture
def scripts(storage: Storage) -> str:
    """The URL of a bucket with scripts in two folders."""
    return storage.bucket(f"scripts-{next(_buckets)}", {"film.txt": SCRIPT, "a/b/one.txt": SCRIPT, "a/two.txt": SCRIPT})


def test_a_bucket_is_a_tree_of_folders(storage: Storage, bucket: str) -> None:
    for path in ("z.txt", "b/x.txt", "a/y.txt", "a/.hidden.txt", ".transcript/receipts/1.json", "a/c/d/deep.txt"):
        storage.put(bucket, path, b"12345")
    storage.put(bucket, "a/", b"")  # some tools put such a mark where they make a folder
    store = RemoteStore(f"s3://{bucket}")
    told = store.hash_of(b"12345")
    assert list(store.folders()) == [
        Folder("", (File("z.txt", 5, told),)),
        Folder("a", (File("y.txt", 5, told),)),
        Folder("a/c", ()),
        Folder("a/c/d", (File("deep.txt", 5, told),)),
        Folder("b", (File("x.txt", 5, told),)),
    ]
    assert list(RemoteStore(f"s3://{bucket}/b", "x.txt").folders()) == [Folder("", (File("x.txt", 5, told),))]
    assert [found.path for found in store.folders(frozenset({"a/c"}))] == ["", "a", "b"]
    assert [found.path for found in RemoteStore(f"s3://{bucket}/a").folders()] == ["", "c", "c/d"]


def test_files_are_read_and_written_whole(storage: Storage, bucket: str) -> None:
    store = RemoteStore(f"s3://{bucket}/below")
    storage.asked.clear()
    store.write("a/film.srt", b"1\n2\n3\n")
    assert storage.asked == [f"PUT /{bucket}/below/a/film.srt"]
    storage.asked.clear()
    assert store.read("a/film.srt") == b"1\n2\n3\n"
    assert store.read("a/film.srt", 3) == b"1\n2"
    assert storage.asked == [f"GET /{bucket}/below/a/film.srt"] * 2
    store.write("empty", b"")
    assert (store.read("empty"), store.read("empty", 9)) == (b"", b"")
    with pytest.raises(MissingDocument):
        store.read("a/other.srt")
    assert store.shown("a/film.srt") == f"s3://{bucket}/below/a/film.srt"
    assert store.stands(store.address("a/film.srt"))
    assert not store.stands(store.address("a/other.srt"))
    assert not store.stands("s3://no-such-bucket/film.srt")


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("a//film.txt", "a//"),
        ("../film.txt", "../"),
        ("a/../../film.txt", "a/../"),
        ("/film.txt", "/"),
        ("./film.txt", "./"),
        ("film?versionId=1.txt", "film?versionId=1.txt"),
    ],
)
def test_keys_that_lead_elsewhere_as_paths_are_refused(
    key: str, told: str, storage: Storage, bucket: str, tmp_path: Path
) -> None:
    storage.put(bucket, key, SCRIPT)
    storage.put(bucket, "good.txt", SCRIPT)
    result = transcript("convert", f"s3://{bucket}/", "-r", "--to", "vtt", "--out-dir", tmp_path / "out")
    assert result.exit_code == 1
    assert f"s3://{bucket}/{told}: a part of its key is empty" in result.stderr
    assert "1 converted, 0 unchanged, 1 failed" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert list(files(tmp_path / "out")) == ["good.vtt"]
    with pytest.raises(OutputRefused, match="a part of its key"):
        RemoteStore(f"s3://{bucket}").write(key, b"")


def test_keys_with_blanks_and_signs_stay_as_they_are(storage: Storage, bucket: str) -> None:
    names = ["film .txt", "a /b.txt", " c.txt", "ü é.txt", "50%.txt", "a&b+c=d#e.txt", "[x]*.txt", "back\\slash.txt"]
    for name in names:
        storage.put(bucket, name, SCRIPT)
    result = transcript("convert", f"s3://{bucket}/", "-r", "--to", "vtt", "--out-dir", f"s3://{bucket}/out/")
    assert result.exit_code == 0, result.stderr
    made = {f"out/{name.removesuffix('.txt')}.vtt" for name in names}
    assert storage.files(bucket).keys() == made | set(names)


def test_from_storage_to_storage_to_folders_and_back(
    storage: Storage, scripts: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()  # by processes, as it is outside of tests
    outputs = storage.bucket(f"{scripts[5:-1]}-outputs")
    there = transcript("convert", scripts, "--recursive", "--to", "vtt", "--to", "json", "--out-dir", outputs)
    here = transcript("convert", scripts, "--recursive", "--to", "vtt", "--to", "json", "--out-dir", tmp_path / "out")
    assert (there.exit_code, here.exit_code) == (0, 0), there.stderr
    assert f"{outputs}: 3 converted, 0 unchanged, 0 failed" in there.stderr
    assert storage.files(outputs[5:-1]) == files(tmp_path / "out")
    assert len(files(tmp_path / "out")) == 6

    for name, content in storage.files(scripts[5:-1]).items():
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / name).write_bytes(content)
    up = transcript("convert", tmp_path / "in", "-r", "--to", "vtt", "--to", "json", "--out-dir", f"{outputs}again")
    assert up.exit_code == 0, up.stderr
    again = {
        name.removeprefix("again/"): made for name, made in storage.files(outputs[5:-1]).items() if "again" in name
    }
    assert again == files(tmp_path / "out")


def test_what_is_unchanged_is_not_converted_again(storage: Storage, scripts: str) -> None:
    command = ("convert", scripts, "-r", "--to", "vtt", "--out-dir", f"{scripts}out")
    assert transcript(*command).exit_code == 0
    made = storage.files(scripts[5:-1])
    storage.asked.clear()
    again = transcript(*command)
    assert "0 converted, 3 unchanged" in again.stderr  # and the outputs below the scripts are no scripts
    receipts = [request for request in storage.asked if ".transcript/receipts/" in request]
    assert [request.partition(" ")[0] for request in receipts] == ["GET"] * 3
    outputs = [f"HEAD /{scripts[5:-1]}/out/{name}.vtt" for name in ("film", "a/two", "a/b/one")]
    assert [request for request in storage.asked if request.endswith((".txt", ".vtt"))] == outputs
    storage.put(scripts[5:-1], "a/two.txt", script("The wind comes second.").encode())
    assert "1 converted, 2 unchanged" in transcript(*command).stderr
    changed = storage.files(scripts[5:-1])
    assert {path for path in changed if changed[path] != made[path]} == {"a/two.txt", "out/a/two.vtt"}


@pytest.mark.parametrize("told", ['"00000000000000000000000000000000"', '"827ccb0eea8a706c4c34a16891f84e7b-2"', None])
def test_what_the_service_tells_that_is_no_hash_of_the_file_is_not_believed(
    told: str | None, storage: Storage, scripts: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from s3fs import S3FileSystem

    def told_so(method: Callable[..., Any]) -> Callable[..., Any]:
        async def telling(*arguments: Any, **options: Any) -> Any:
            found = await method(*arguments, **options)
            for entry in found if isinstance(found, list) else [found]:
                entry.pop("ETag", None)
                if told is not None and entry["type"] == "file":
                    entry["ETag"] = told  # of a key of one's own, of parts, or of another service
            return found

        return telling

    monkeypatch.setattr(S3FileSystem, "_info", told_so(S3FileSystem._info))
    monkeypatch.setattr(S3FileSystem, "_lsdir", told_so(S3FileSystem._lsdir))
    command = ("convert", scripts, "-r", "--to", "vtt", "--out-dir", f"{scripts}out")
    assert "3 converted" in transcript(*command).stderr
    assert "0 converted, 3 unchanged" in transcript(*command).stderr
    storage.put(scripts[5:-1], "a/two.txt", script("The wind comes second.").encode())
    storage.put(scripts[5:-1], "out/film.vtt", b"WEBVTT\n\nby hand\n")
    assert "1 converted, 2 unchanged, 0 failed, 1 output kept" in transcript(*command).stderr


def test_a_script_that_changes_while_it_is_converted_is_converted_again(
    storage: Storage, scripts: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    bucket = scripts[5:-1]
    command = ("convert", f"{scripts}film.txt", "--to", "vtt", "--out-dir", f"{scripts}out")
    plan = planning.plan

    def changing(*arguments: Any) -> list[Any]:
        found = list(plan(*arguments))
        storage.put(bucket, "film.txt", script("The wind comes second.").encode())
        return found

    with monkeypatch.context() as patch:
        patch.setattr("transcript.batch.run.plan", changing)
        assert "1 converted" in transcript(*command).stderr
    assert b"The wind comes second." in storage.files(bucket)["out/film.vtt"]
    storage.put(bucket, "film.txt", SCRIPT)
    assert "1 converted" in transcript(*command).stderr
    assert b"The wind comes second." not in storage.files(bucket)["out/film.vtt"]


def test_outputs_that_were_moved_to_storage_are_known_there(storage: Storage, scripts: str, tmp_path: Path) -> None:
    command = ("convert", scripts, "-r", "--to", "vtt", "--out-dir")
    assert transcript(*command, tmp_path / "out").exit_code == 0
    for path in (tmp_path / "out").rglob("*"):
        if path.is_file():
            storage.put(scripts[5:-1], f"moved/{path.relative_to(tmp_path / 'out').as_posix()}", path.read_bytes())
    assert "0 converted, 3 unchanged" in transcript(*command, f"{scripts}moved").stderr
    storage.put(scripts[5:-1], "film.txt", script("The wind comes second.").encode())
    changed = transcript(*command, f"{scripts}moved")
    assert (changed.exit_code, "1 converted, 2 unchanged" in changed.stderr) == (0, True)
    assert b"The wind comes second." in storage.files(scripts[5:-1])["moved/film.vtt"]


def test_outputs_changed_by_hand_are_kept_and_named(storage: Storage, scripts: str) -> None:
    bucket = scripts[5:-1]
    command = ("convert", scripts, "-r", "--to", "vtt", "--out-dir", f"{scripts}out")
    assert transcript(*command).exit_code == 0
    storage.put(bucket, "out/a/two.vtt", b"WEBVTT\n\nby hand\n")
    kept = transcript(*command)
    assert (kept.exit_code, "1 output kept as changed by hand" in kept.stderr) == (0, True)
    assert f"s3://{bucket}/out/a/two.vtt: kept as changed by hand" in kept.stderr
    storage.put(bucket, "a/two.txt", script("The wind comes second.").encode())
    assert transcript(*command).exit_code == 1
    assert storage.files(bucket)["out/a/two.vtt"] == b"WEBVTT\n\nby hand\n"
    assert transcript(*command, "--force").exit_code == 0
    assert b"The wind comes second." in storage.files(bucket)["out/a/two.vtt"]


def test_outputs_lie_beside_their_scripts_where_nothing_else_is_said(storage: Storage, scripts: str) -> None:
    assert transcript("convert", scripts, "-r", "--to", "srt").exit_code == 0
    assert "0 converted, 3 unchanged" in transcript("convert", scripts, "-r", "--to", "srt").stderr
    outputs = [path for path in storage.files(scripts[5:-1]) if path.endswith(".srt")]
    assert outputs == ["a/b/one.srt", "a/two.srt", "film.srt"]


def test_single_scripts_at_urls(storage: Storage, scripts: str, tmp_path: Path) -> None:
    result = transcript("convert", f"{scripts}film.txt", f"{scripts}a/two.txt", "--to", "vtt", "--out-dir", tmp_path)
    assert (result.exit_code, list(files(tmp_path))) == (0, ["film.vtt", "two.vtt"]), result.stderr
    (tmp_path / "here.txt").write_bytes(SCRIPT)
    assert transcript("convert", tmp_path / "here.txt", "--to", "vtt", "--out-dir", f"{scripts}up").exit_code == 0
    assert "up/here.vtt" in storage.files(scripts[5:-1])
    folder = transcript("convert", f"{scripts}a", "--to", "vtt", "--out-dir", tmp_path)
    assert (folder.exit_code, "s3://" in folder.stderr, "add --recursive" in folder.stderr) == (1, True, True)
    both = transcript("convert", f"{scripts}film.txt", f"{scripts}a/", "-r", "--to", "vtt", "--out-dir", tmp_path / "2")
    assert (both.exit_code, sorted(files(tmp_path / "2"))) == (0, ["a/b/one.vtt", "a/two.vtt", "film.vtt"])


def test_files_of_this_machine_may_be_told_as_urls(tmp_path: Path) -> None:
    (tmp_path / "my film.txt").write_bytes(SCRIPT)
    url = (tmp_path / "my film.txt").as_uri()
    assert transcript("convert", url, "--out-dir", (tmp_path / "out").as_uri()).exit_code == 0
    assert list(files(tmp_path / "out")) == ["my film.srt"]
    assert plain(url) == str(tmp_path / "my film.txt")
    assert plain("film.txt") == "film.txt"
    assert folder_at(str(tmp_path)) == LocalStore(tmp_path)
    with pytest.raises(InvalidSetting, match="another machine"):
        plain("file://server/film.txt")


def test_a_script_of_the_web_is_read(tmp_path: Path, serve: Callable[[Path], str]) -> None:
    (tmp_path / "film.txt").write_bytes(SCRIPT)
    site = serve(tmp_path)
    result = transcript("convert", f"{site}/film.txt", "--to", "vtt", "--out-dir", tmp_path / "out")
    assert (result.exit_code, list(files(tmp_path / "out"))) == (0, ["film.vtt"]), result.stderr
    missing = transcript("convert", f"{site}/none.txt", "--to", "vtt", "--out-dir", tmp_path / "out")
    assert (missing.exit_code, "there is nothing at" in missing.stderr) == (2, True)
    beside = transcript("convert", f"{site}/film.txt", "--to", "vtt")
    assert (beside.exit_code, "outputs cannot be written to http://" in beside.stderr) == (1, True)
    folder = transcript("convert", f"{site}/", "-r", "--out-dir", tmp_path / "out")
    assert (folder.exit_code, "name its files one by one" in folder.stderr) == (1, True)


@pytest.fixture
def serve() -> Callable[[Path], str]:
    import functools
    import threading
    from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

    class Silent(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as it is called there
            """Nothing."""

    def begin(folder: Path) -> str:
        server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Silent, directory=str(folder)))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}"

    return begin


def test_what_is_not_there_is_said_before_any_work(storage: Storage, scripts: str, tmp_path: Path) -> None:
    source = transcript("convert", "s3://no-such-bucket/", "-r", "--out-dir", tmp_path / "out")
    assert (source.exit_code, source.stderr) == (
        2,
        "Error: there is no such bucket as s3://no-such-bucket; check its name\n",
    )
    key = transcript("convert", f"{scripts}none.txt", "--out-dir", tmp_path / "out")
    assert (key.exit_code, key.stderr) == (2, f"Error: there is nothing at {scripts}none.txt; check its name\n")
    storage.asked.clear()
    target = transcript("convert", scripts, "-r", "--out-dir", "s3://no-such-bucket/vtt")
    assert target.exit_code == 1
    assert target.stderr.startswith("Error: s3://no-such-bucket/vtt/: there is no such place")
    assert not [request for request in storage.asked if request.startswith("GET /scripts")]
    empty = storage.bucket(f"empty-{next(_buckets)}")
    nothing = transcript("convert", empty, "-r", "--out-dir", tmp_path / "out")
    assert (nothing.exit_code, "there are no scripts" in nothing.stderr) == (1, True)


def one_line(result: Result) -> str:
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1, result.stderr
    return result.stderr


def test_what_keeps_a_service_from_answering_is_one_line(
    storage: Storage, scripts: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from s3fs import S3FileSystem

    def convert(source: str = scripts) -> str:
        S3FileSystem.clear_instance_cache()
        return one_line(transcript("convert", source, "-r", "--out-dir", tmp_path / "out"))

    monkeypatch.setenv("HOME", str(tmp_path))
    with monkeypatch.context() as patch:
        patch.delenv("AWS_ACCESS_KEY_ID")
        assert "there are no credentials for s3:// (Unable to locate credentials); set AWS_ACCESS_KEY_ID" in convert()
    with monkeypatch.context() as patch:
        with socket.socket() as closed:
            closed.bind(("127.0.0.1", 0))
            patch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{closed.getsockname()[1]}")
            told = convert()
        assert "the service cannot be reached (Could not connect to the endpoint URL" in told
        assert "check AWS_ENDPOINT_URL and the network" in told
    with monkeypatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL", "nonsense")
        assert "Invalid endpoint: nonsense" in convert()
    with asked_who(storage):
        assert "the service refuses access" in convert()
    assert "Invalid bucket name" in convert("s3://no:bucket/")
    assert "nowhere:// is unknown" in convert("nowhere://bucket/")
    assert "there are credentials in the URL" in convert("s3://key:secret@bucket/")
    assert "does not name a file or a folder" in convert("s3://bucket/../other/")
    assert not (tmp_path / "out" / "film.srt").exists()


class asked_who:  # noqa: N801 - reads as what it does
    """The storage lets in only whom it knows, which is nobody."""

    def __init__(self, storage: Storage) -> None:
        self._url = f"{storage.endpoint}/moto-api/reset-auth"

    def __enter__(self) -> None:
        self._set(b"0")

    def __exit__(self, *_: object) -> None:
        self._set(b"inf")

    def _set(self, unasked: bytes) -> None:
        request = urllib.request.Request(self._url, unasked, {"Content-Type": "text/plain"})  # noqa: S310
        urllib.request.urlopen(request).close()  # noqa: S310 - our own server


def test_access_that_is_lost_on_the_way_fails_the_scripts(storage: Storage, scripts: str) -> None:
    store = source_at(scripts)
    with asked_who(storage):
        with pytest.raises(UnreadableDocument, match="the service refuses access"):
            store.read("film.txt")
        with pytest.raises(OutputRefused, match="check what may be done there"):
            store.write("film.srt", b"")
        (found,) = store.folders()
        assert isinstance(found, Unreadable)
        assert store.stands(store.address("film.txt"))  # for it may


def test_only_one_script_has_what_is_said_of_one(storage: Storage, scripts: str) -> None:
    audio = transcript("convert", f"{scripts}film.txt", "--audio", __file__)
    assert (audio.exit_code, "--audio is for one script; leave out either it or the URL" in audio.stderr) == (2, True)
    output = transcript("convert", f"{scripts}film.txt", "-o", f"{scripts}film.vtt")
    assert (output.exit_code, "--out-dir may be a URL" in output.stderr) == (2, True)
    twice = transcript("convert", scripts, f"{scripts}a/", "-r", "--out-dir", f"{scripts}out")
    assert (twice.exit_code, "lies in" in twice.stderr) == (2, True)
