"""Files, folders, standard input; what is told apart by name and content; what is no input at all."""

from __future__ import annotations

import gzip
import io
import os
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import loaders.claims
from kg import ontology
from kg.errors import UsageError
from kg.model import Article, Reading
from loaders import FORMATS, MAX_CHARACTERS, Meter, Reason, Reject, load, load_all
from loaders.encoding import decode
from loaders.source import HEAD

TEXT = "Russia attacked Ukraine. " * 5
JSONL = '{"id": "j", "text": "Iran met Iraq."}\n'


def reject(items: Iterator[Article | Reject]) -> Reject:
    (item,) = items
    assert isinstance(item, Reject)
    assert item.remedy.endswith(".")
    assert item.error().message == f"{item.where}: {item.message}"
    return item


def test_folder_is_read_deep_sorted_without_hidden_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("b.txt", "a/z.txt", "a/.hidden.txt", ".git/c.txt", "c.txt.gz", "A.txt"):
        path = tmp_path / "news" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(gzip.compress(TEXT.encode()) if name.endswith(".gz") else TEXT.encode())
    (tmp_path / "news" / "a" / "loop").symlink_to(tmp_path / "news")
    ids = [item.id for item in load(["news"]) if isinstance(item, Article)]
    assert ids == ["news/A.txt", "news/a/z.txt", "news/b.txt", "news/c.txt.gz"]


def test_one_bad_file_among_good_ones(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.txt").write_bytes(b"")
    (tmp_path / "c.bin").write_bytes(os.urandom(3000))
    (tmp_path / "d.jsonl").write_text(JSONL)
    (tmp_path / "e.txt").symlink_to(tmp_path / "nowhere")
    kinds = [item.reason if isinstance(item, Reject) else item.text[:4] for item in load([tmp_path])]
    assert kinds == ["Russ", Reason.EMPTY, Reason.BINARY, "Iran", Reason.UNREADABLE]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"", Reason.EMPTY),
        ("a.txt", b"\xef\xbb\xbf \r\n\t", Reason.EMPTY),
        ("a.jsonl", b"\n\n", Reason.EMPTY),
        ("a.csv", b"\n", Reason.EMPTY),
        ("a.json", b"[]", Reason.EMPTY),
        ("a.md", b"---\ntitle: Nothing follows\n---\n", Reason.EMPTY),
        ("a.txt", b"%PDF-1.7 \xe2\xe3", Reason.UNREADABLE),
        ("a.docx", b"PK\x03\x04" + bytes(99), Reason.BINARY),
        ("a.zip", b"PK\x03\x04" + bytes(99), Reason.UNREADABLE),
        ("a.txt", bytes(range(256)) * 40, Reason.BINARY),
        ("a.csv", bytes(range(256)) * 40, Reason.BINARY),
        ("a", bytes(5000), Reason.EMPTY),
        ("a.tex", TEXT.encode(), Reason.UNKNOWN_TYPE),
        ("a.txt", b"x" * (MAX_CHARACTERS + 1), Reason.TOO_LARGE),
        ("a.txt", b"words and " * 1_000_000, Reason.TOO_LARGE),
        ("a.md", b"words and " * 1_000_000, Reason.TOO_LARGE),
        ("a.html", b"<html>" + b"<p>words and words" * 600_000, Reason.TOO_LARGE),
    ],
)
def test_rejected_files(tmp_path: Path, name: str, content: bytes, reason: Reason) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    told = reject(load([path]))
    assert (told.reason, told.source) == (reason, str(path))


def test_what_is_no_file(tmp_path: Path) -> None:
    assert reject(load(["https://example.org/a.html"])).reason is Reason.URL
    assert reject(load([str(tmp_path / "*.txt")])).reason is Reason.MISSING
    assert reject(load([tmp_path / "nowhere.txt"])).reason is Reason.MISSING
    assert reject(load(["a\0b"])).reason in (Reason.MISSING, Reason.UNREADABLE)
    assert reject(load([tmp_path])).reason is Reason.EMPTY


def test_file_that_cannot_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    monkeypatch.setattr(Path, "open", refuse)
    told = reject(load([path]))
    assert (told.reason, told.message) == (Reason.UNREADABLE, "Permission denied")


def test_cut_gzip_gives_what_came_before_the_cut(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    rows = "".join(
        f'{{"id": "{os.urandom(30).hex()}", "text": "{os.urandom(2000).hex()}"}}\n' for _ in range(99)
    )
    packed = gzip.compress(rows.encode())
    path.write_bytes(packed[: len(packed) // 2])
    *articles, last = load([path])
    assert len(articles) > 10
    assert isinstance(last, Reject)
    assert (last.reason, last.source) == (Reason.UNREADABLE, str(path))


@pytest.mark.parametrize(
    ("name", "content", "text"),
    [
        ("story", TEXT, TEXT),
        ("2024.06.19 Seoul", TEXT, TEXT),
        ("feed.dump", JSONL, "Iran met Iraq."),
        ("feed.txt", JSONL, "Iran met Iraq."),
        ("table", "id,text\n1,Iran met Iraq.\n", "Iran met Iraq."),
        (
            "page.php",
            f"<!DOCTYPE html><html><body><article><p>{TEXT * 3}</p></article></body></html>",
            TEXT * 3,
        ),
        ("list", '[\n {"text": "Iran met Iraq."}\n]', "Iran met Iraq."),
        ("note", f"---\ntitle: T\n---\n*{TEXT.strip()}*", TEXT),
    ],
)
def test_format_is_found_in_the_content(tmp_path: Path, name: str, content: str, text: str) -> None:
    (tmp_path / name).write_text(content)
    (article,) = load([tmp_path / name])
    assert isinstance(article, Article)
    assert article.text.strip() == text.strip()


def test_format_can_be_said(tmp_path: Path) -> None:
    path = tmp_path / "a.tex"
    path.write_text(JSONL)
    (article,) = load([path], format="text")
    assert isinstance(article, Article)
    assert article.text == JSONL.strip()
    with pytest.raises(UsageError, match="odt"):
        load([path], format="odt")


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize(("content", "count"), [(TEXT, 1), (JSONL * 5000, 5000)])
def test_standard_input(monkeypatch: pytest.MonkeyPatch, content: str, count: int, packed: bool) -> None:
    data = gzip.compress(content.encode()) if packed else content.encode()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
    items = list(load(["-"]))
    assert len(items) == count
    assert isinstance(items[0], Article)
    assert items[0].id == (Article.of(TEXT.strip()).id if count == 1 else "j")


def test_a_pipe_by_name_is_read_once(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=lambda: pipe.write_text(JSONL * 3))
    writer.start()
    items = list(load([pipe]))
    writer.join()
    assert [item.id for item in items if isinstance(item, Article)] == ["j"] * 3


def test_rows_come_before_the_end_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(JSONL * (4 * HEAD // len(JSONL)))
    items = load([path])
    next(items)
    path.write_text("")
    assert len(list(items)) < 4 * HEAD // len(JSONL) - 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@given(st.text(st.characters(min_codepoint=32, max_codepoint=0x24F, exclude_categories=["Cc"]), min_size=20))
def test_unicode_is_read_as_it_was_written(encoding: str, text: str) -> None:
    text = "Article: " * 20 + text
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (
            "The café’s “Ukraine” talks — a first — were held in Zürich on Monday, said officials there.",
            "cp1252",
        ),
        ("Россия и Китай подписали соглашение о сотрудничестве в области обороны. " * 5, "cp1251"),
        ("俄罗斯与中国签署了一项关于国防合作的协议。两国领导人在北京会晤。" * 5, "gb18030"),
        ("ロシアと中国は防衛協力に関する協定に署名した。両国の首脳は北京で会談した。" * 5, "shift_jis"),
    ],
)
def test_legacy_encodings_are_detected(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


def test_a_damaged_character_spoils_nothing_else() -> None:
    data = ("Türkiye’s president met Äthiopien’s. " * 30).encode()
    read = decode(data[:50] + b"\xff" + data[50:])
    assert read is not None
    assert read.replace("\ufffd", "") == data.decode()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.binary(max_size=400),
    st.sampled_from(["", *FORMATS, "claims"]),
    st.sampled_from(["", ".txt", ".html", ".json", ".csv", ".md", ".gz"]),
)
@example(b"\x1f\x8b\x08\x00", "", ".gz")
@example(b"{" * 3000, "json", "")
@example(b"---\na: &a [*a, *a]\n---\nb", "markdown", "")
@example(b'text,"', "csv", "")
@example(b"<html><body>" + b"<div>" * 2000, "html", "")
@example(b"<!-- x -->" * 40 + b"<p", "", "")
@example(b"<script" * 20_000, "html", "")
@example(b'<meta charset="hex">\xff', "html", "")
@example(b"Published: 99999999999999\n0000-00-00", "text", "")
def test_no_bytes_raise(tmp_path: Path, data: bytes, format: str, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(data)
    for item in load_all([path], ontology.load(), format=format or None):
        assert isinstance(item, Article | Reject | Reading)
        if isinstance(item, Article):
            assert item.text.strip()
            item.digest.encode()
            item.text.encode()
            item.id.encode()


def test_any_text_is_told_from_claims() -> None:
    assert not loaders.claims.is_claims('{"article": "a", "text": "b"}')
    assert not loaders.claims.is_claims("[1]")
    assert not loaders.claims.is_claims("")


# -- how much is read ----------------------------------------------------------------------------------------------


def packed(folder: Path) -> Path:
    """A ZIP archive of three articles."""
    path = folder / "news.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for n in range(3):
            archive.writestr(f"{n}.txt", f"Norway visited Poland {n}. " * 10_000)
    return path


def read_with(meter: Meter, *sources: Path) -> list[int]:
    """What the meter shows after each item."""
    meter.measure(sources)
    return [meter.done for _ in load_all(sources, ontology.load(), meter=meter)]


def test_the_meter_ends_at_the_size_of_the_files(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Norway visited Poland. " * 20_000)
    (tmp_path / "b.txt.gz").write_bytes(gzip.compress(b"Chad visited Mali. " * 20_000))
    meter = Meter()
    shown = read_with(meter, tmp_path)
    assert shown == sorted(shown)
    assert meter.total == sum(path.stat().st_size for path in tmp_path.iterdir())
    assert meter.done == meter.total


def test_an_archive_counts_member_by_member(tmp_path: Path) -> None:
    meter = Meter()
    shown = read_with(meter, packed(tmp_path))
    assert meter.total is not None
    assert shown[0] < 0.1 * meter.total
    assert 0.2 * meter.total < shown[1] < shown[2] < meter.done <= meter.total


def test_what_has_no_size_has_no_total(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Norway visited Poland.")
    for unknown in ("-", "https://news.example/feed.xml"):
        meter = Meter()
        meter.measure([tmp_path, unknown])
        assert meter.total is None
