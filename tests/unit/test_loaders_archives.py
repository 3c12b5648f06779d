"""Archives, mail, documents and web archives; and those of them that are made to harm."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from email.message import EmailMessage
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

import loaders.archives
import loaders.source
from kg.model import Article
from loaders import Reason, Reject, load

TEXT = "Russia attacked Ukraine. " * 5


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def tarred(files: dict[str, bytes | None]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in files.items():
            entry = tarfile.TarInfo(name)
            if data is None:
                entry.type, entry.linkname = tarfile.SYMTYPE, "/etc/passwd"
            else:
                entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data or b""))
    return out.getvalue()


FILES = {
    "a.txt": TEXT.encode(),
    "deep/b.md": b"# Title\n\nIran met Iraq.",
    "c.txt.gz": gzip.compress(TEXT.encode()),
}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("news.zip", zipped(FILES)),
        ("news.tar", tarred(FILES)),
        ("news.tar.gz", gzip.compress(tarred(FILES))),
        ("news.tar.bz2", bz2.compress(tarred(FILES))),
        ("news.tar.xz", lzma.compress(tarred(FILES))),
    ],
)
def test_the_files_of_an_archive_are_read_under_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, data: bytes
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(name).write_bytes(data)
    articles = [item for item in load([name]) if isinstance(item, Article)]
    assert [article.id for article in articles] == [f"{name}/a.txt", f"{name}/deep/b.md", f"{name}/c.txt.gz"]
    assert articles[1].title == "Title"


def test_archives_within_archives_are_read_up_to_a_depth(tmp_path: Path) -> None:
    data = TEXT.encode()
    for depth in range(5):
        data = zipped({f"{depth}.{'zip' if depth else 'txt'}": data})
        (tmp_path / "news.zip").write_bytes(data)
        (item,) = load([tmp_path / "news.zip"])
        assert isinstance(item, Article) == (depth < loaders.archives.MAX_DEPTH)
    assert isinstance(item, Reject)
    assert item.reason is Reason.UNSAFE


@pytest.mark.parametrize(
    "name", ["../evil.txt", "/etc/evil.txt", "a/../../evil.txt", "C:\\evil.txt", "..\\evil.txt"]
)
def test_names_that_lead_out_are_refused_and_the_rest_is_read(tmp_path: Path, name: str) -> None:
    for kind, data in (
        ("zip", zipped({name: b"x", "a.txt": TEXT.encode()})),
        ("tar", tarred({name: b"x", "a.txt": TEXT.encode()})),
    ):
        (tmp_path / "news").write_bytes(data)
        refused, article = load([tmp_path / "news"])
        assert isinstance(refused, Reject), kind
        assert refused.reason is Reason.UNSAFE
        assert isinstance(article, Article)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["news"]


def test_links_are_refused(tmp_path: Path) -> None:
    (tmp_path / "news.tar").write_bytes(tarred({"link.txt": None, "a.txt": TEXT.encode()}))
    refused, article = load([tmp_path / "news.tar"])
    assert isinstance(refused, Reject)
    assert "link" in refused.message
    assert isinstance(article, Article)


def test_bombs_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (loaders.source, loaders.archives):
        monkeypatch.setattr(module, "FREE", 1_000_000)
    zeros = b'{"text": "' + b"a" * 30_000_000
    (tmp_path / "a.zip").write_bytes(zipped({"bomb.jsonl": zeros, "z.txt": TEXT.encode()}))
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(zeros))
    (tmp_path / "c.tar.xz").write_bytes(lzma.compress(tarred({"bomb.jsonl": zeros})))
    told = list(load([tmp_path]))
    unsafe = [item.source for item in told if isinstance(item, Reject) and item.reason is Reason.UNSAFE]
    assert [Path(source).name for source in unsafe] == ["bomb.jsonl", "b.jsonl.gz", "c.tar.xz"]
    assert sum(isinstance(item, Article) for item in told) == 1


def test_too_many_members_are_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loaders.archives, "MAX_MEMBERS", 3)
    (tmp_path / "a.zip").write_bytes(zipped({f"{n}.txt": TEXT.encode() for n in range(9)}))
    items = list(load([tmp_path / "a.zip"]))
    assert [isinstance(item, Article) for item in items] == [True, True, True, False]


@given(
    st.binary(max_size=400),
    st.sampled_from(
        [b"PK\x03\x04", b"WARC/1.0\r\n", b"%PDF-1.4", b"From x\nFrom: a\nDate: b\nSubject: c\n", b""]
    ),
)
@settings(max_examples=150, deadline=None)
def test_no_bytes_raise(tmp_path_factory: pytest.TempPathFactory, data: bytes, begin: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any"
    path.write_bytes(begin + data)
    assert all(isinstance(item, Article | Reject) for item in load([path]))


def mail(html: bool = False) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "The Wire <wire@news.example>"
    message["Date"] = "Thu, 20 Jun 2024 08:00:00 +0000"
    message["Subject"] = "Pact signed"
    message["Message-ID"] = "<1@news.example>"
    message.set_content(
        "Russia and North Korea\nsigned a pact.\n\n> quoted\n\nFrom here it goes on.\n\n-- \nThe Wire\n"
    )
    if html:
        message.clear_content()
        message.set_content("<p>Russia and North Korea signed a pact.</p><script>x</script>", subtype="html")
    return message


def test_a_mail_is_an_article(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(mail().as_bytes())
    (article,) = load([tmp_path / "a.eml"])
    assert isinstance(article, Article)
    assert (article.id, article.title, article.source) == ("1@news.example", "Pact signed", "The Wire")
    assert article.text == "Russia and North Korea signed a pact.\n\nFrom here it goes on."
    assert article.published == "2024-06-20T08:00:00+00:00"


def test_the_html_of_a_mail_is_read_where_it_has_no_plain_text(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(mail(html=True).as_bytes())
    (article,) = load([tmp_path / "a"])
    assert isinstance(article, Article)
    assert article.text == "Russia and North Korea signed a pact."


def test_a_box_gives_its_mails(tmp_path: Path) -> None:
    one = b"From wire Thu Jun 20 08:00:00 2024\n" + mail().as_bytes().replace(b"\nFrom here", b"\n>From here")
    other = one.replace(b"<1@news", b"<2@news")
    (tmp_path / "a.mbox").write_bytes(one + b"\n" + other)
    articles = list(load([tmp_path / "a.mbox"]))
    assert [article.id for article in articles if isinstance(article, Article)] == [
        "1@news.example",
        "2@news.example",
    ]
    assert all(isinstance(a, Article) and "From here it goes on." in a.text for a in articles)


def test_a_word_document_is_an_article(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Pact signed", 0)
    document.add_paragraph("Russia and North Korea signed a pact.")
    document.add_paragraph("Seoul protested.")
    document.save(str(tmp_path / "a.docx"))
    (article,) = load([tmp_path / "a.docx"])
    assert isinstance(article, Article)
    assert (article.title, article.text) == (
        "Pact signed",
        "Russia and North Korea signed a pact.\n\nSeoul protested.",
    )


def pdf(lines: list[str]) -> bytes:
    """A PDF of one page, made by hand: no library here writes one."""
    shown = " ".join(f"({line}) Tj 0 -14 Td" for line in lines)
    stream = f"BT /F1 12 Tf 72 720 Td {shown} ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> /MediaBox [0 0 612 792] >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        out
        + b"xref\n0 6\n0000000000 65535 f \n%strailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF"
        % (table, len(out))
    )


def test_a_pdf_is_an_article_with_its_lines_joined(tmp_path: Path) -> None:
    lines = [
        "Russia and North Korea signed a compre-",
        "hensive pact in Pyongyang this week, and",
        "Seoul protested.",
        "Japan joined it.",
    ]
    (tmp_path / "a.pdf").write_bytes(pdf(lines))
    (article,) = load([tmp_path / "a.pdf"])
    assert isinstance(article, Article)
    assert article.text == (
        "Russia and North Korea signed a comprehensive pact in Pyongyang this week, and Seoul protested.\n\nJapan joined it."
    )


def test_a_web_archive_gives_its_pages(tmp_path: Path) -> None:
    body = f"<html><body><article><h1>Pact signed</h1>{f'<p>{TEXT}</p>' * 4}</article></body></html>".encode()
    with (tmp_path / "a.warc.gz").open("wb") as out:
        writer = WARCWriter(out, gzip=True)
        for kind, address in (
            ("text/html; charset=utf-8", "https://e.example/a"),
            ("image/png", "https://e.example/b"),
        ):
            head = StatusAndHeaders("200 OK", [("Content-Type", kind)], protocol="HTTP/1.1")
            writer.write_record(
                writer.create_warc_record(address, "response", payload=io.BytesIO(body), http_headers=head)
            )
    (article,) = load([tmp_path / "a.warc.gz"])
    assert isinstance(article, Article)
    assert (article.id, article.url) == ("https://e.example/a", "https://e.example/a")
    assert TEXT.strip() in article.text
