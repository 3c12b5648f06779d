"""JSONL, JSON and CSV: rows, their columns, and rows that are broken."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.model import Article
from loaders import MAX_CHARACTERS, Reason, Reject, load

ROW = {
    "id": "a1",
    "text": "Russia arms North Korea.",
    "title": "Arms",
    "published": "2024-06-20",
    "url": "https://example.org/1",
    "source": "Wire",
}
ARTICLE = Article("a1", "Russia arms North Korea.", "Arms", "https://example.org/1", "Wire", "2024-06-20")


def read(path: Path, content: str | bytes) -> list[Article | Reject]:
    path.write_bytes(content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content)
    return list(load([path]))


def jsonl(*rows: Any) -> str:
    return "".join(json.dumps(row) + "\n" for row in rows)


def test_jsonl(tmp_path: Path) -> None:
    other = {"id": 2, "text": "Iran sanctions nobody.\n"}
    assert read(tmp_path / "a.jsonl", jsonl(ROW, other)) == [
        ARTICLE,
        Article("2", "Iran sanctions nobody.\n"),
    ]


@pytest.mark.parametrize(
    "row",
    [
        {
            "_id": "a1",
            "body": ROW["text"],
            "headline": "Arms",
            "date": "June 20, 2024",
            "link": ROW["url"],
            "publisher": "Wire",
        },
        {
            "uuid": "a1",
            "Content": ROW["text"],
            "Title": "Arms",
            "publish_date": 1718841600000,
            "href": ROW["url"],
            "site-name": "Wire",
        },
        {**ROW, "source": {"id": None, "name": "Wire"}, "body": "the second choice", "language": None},
        {**ROW, "text": "", "content": ROW["text"]},
    ],
)
def test_other_names_of_the_fields(tmp_path: Path, row: dict[str, Any]) -> None:
    (article,) = read(tmp_path / "a.jsonl", jsonl(row))
    assert isinstance(article, Article)
    assert (article.published or "")[:10] == "2024-06-20"
    assert article == Article(
        *(getattr(ARTICLE, f) for f in ("id", "text", "title", "url", "source")), article.published
    )


def test_paragraphs_as_a_list_and_language(tmp_path: Path) -> None:
    (article,) = read(tmp_path / "a.jsonl", jsonl({"id": "x", "text": ["One.", "Two."], "lang": "en-US"}))
    assert article == Article("x", "One.\n\nTwo.", language="en")


def test_a_row_without_id_is_named_by_its_url_or_its_words(tmp_path: Path) -> None:
    rows = [
        {"text": "One.", "url": "HTTPS://Example.org/a?utm_source=x&id=3#top"},
        {"text": "Two."},
        {"text": "Two."},
        {"text": "Three."},
    ]
    first, *others = (item for item in read(tmp_path / "a.jsonl", jsonl(*rows)) if isinstance(item, Article))
    assert first.id == "https://example.org/a?id=3"
    assert [item.id for item in others[:2]] == [Article.of("Two.").id] * 2
    assert others[2].id == Article.of("Three.").id


@pytest.mark.parametrize(
    ("line", "reason", "article"),
    [
        ('{"text": "cut', Reason.BROKEN_LINE, None),
        ("[1, 2]", Reason.BROKEN_LINE, None),
        ("[" * 100_000, Reason.BROKEN_LINE, None),
        ('{"text": ' + "9" * 5000 + "}", Reason.BROKEN_LINE, None),
        ('{"id": "b", "title": "no words"}', Reason.MISSING_TEXT, "b"),
        ('{"id": "b", "text": 7}', Reason.MISSING_TEXT, "b"),
        ('{"id": "b", "text": " "}', Reason.EMPTY, "b"),
        ('{"id": "b", "text": "\\u0000"}', Reason.EMPTY, "b"),
        (json.dumps({"id": "b", "text": "x" * (MAX_CHARACTERS + 1)}), Reason.TOO_LARGE, "b"),
        (json.dumps({"id": "b", "text": "x" * 10_000_000}), Reason.TOO_LARGE, None),
    ],
)
def test_a_bad_line_is_told_and_the_rest_is_read(
    tmp_path: Path, line: str, reason: Reason, article: str | None
) -> None:
    path = tmp_path / "a.jsonl"
    before, reject, after = read(path, jsonl(ROW) + line + "\n" + jsonl({**ROW, "id": "a3"}))
    assert isinstance(reject, Reject)
    assert (before, after.id if isinstance(after, Article) else after) == (ARTICLE, "a3")
    assert (reject.reason, reject.line, reject.where) == (reason, 2, f"{path}:2")
    assert reject.article == article
    assert reject.message
    assert reject.remedy.endswith(".")
    assert len(reject.excerpt) <= 120


def test_missing_text_names_the_columns_found(tmp_path: Path) -> None:
    (reject,) = read(tmp_path / "a.jsonl", jsonl({"id": "x", "summary": "s", "headline": "h"}))
    assert isinstance(reject, Reject)
    assert "id, summary, headline" in reject.message


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252"])
def test_jsonl_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    rows = [
        {**ROW, "id": str(i), "text": "Türkiye’s “no” to the café pact — said Erdoğan".replace("ğ", "g")}
        for i in range(3)
    ]
    content = "".join(json.dumps(row, ensure_ascii=False) + "\r\n" for row in rows).encode(encoding)
    articles = read(tmp_path / "a.jsonl", content)
    assert [item.text for item in articles if isinstance(item, Article)] == [row["text"] for row in rows]


def test_one_line_in_another_encoding(tmp_path: Path) -> None:
    content = (
        jsonl(ROW).encode() + '{"id": "é", "text": "Der Müll-Pakt"}\n'.encode("cp1252") + jsonl(ROW).encode()
    )
    assert read(tmp_path / "a.jsonl", content) == [ARTICLE, Article("é", "Der Müll-Pakt"), ARTICLE]


def test_lone_surrogates_can_be_written_again(tmp_path: Path) -> None:
    (article,) = read(
        tmp_path / "a.jsonl", '{"id": "\\ud800", "text": "a\\udc00b", "title": "\\ud83d\\ude00"}'
    )
    assert article == Article("\ufffd", "a\ufffdb", title="😀")


@pytest.mark.parametrize(
    "document",
    [[ROW], {"status": "ok", "articles": [ROW]}, ROW, [ROW, 7], {"n": 1, "data": {}, "items": [ROW]}],
)
@pytest.mark.parametrize("indent", [None, 2])
def test_json(tmp_path: Path, document: Any, indent: int | None) -> None:
    first, *rest = read(tmp_path / "a.json", json.dumps(document, indent=indent))
    assert first == ARTICLE
    assert [item.reason for item in rest if isinstance(item, Reject)] == [Reason.BROKEN_LINE] * len(rest)


def test_json_that_is_jsonl_and_json_that_is_broken(tmp_path: Path) -> None:
    assert read(tmp_path / "a.json", jsonl(ROW, ROW)) == [ARTICLE, ARTICLE]
    (reject,) = read(tmp_path / "b.json", '[\n{"text": "a"},\n{"text"\n]')
    assert isinstance(reject, Reject)
    assert (reject.reason, reject.line) == (Reason.BROKEN_LINE, 4)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_csv(tmp_path: Path, delimiter: str) -> None:
    rows = [ROW, {**ROW, "id": "a2", "text": 'He said: "no;\r\nnever, | ever"\t'}]
    quoted = [list(ROW), *([str(value) for value in row.values()] for row in rows)]
    content = "\r\n".join(
        delimiter.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in quoted
    )
    first, second = read(tmp_path / "a.csv", content)
    assert first == ARTICLE
    assert isinstance(second, Article)
    assert (second.id, second.text) == ("a2", 'He said: "no;\nnever, | ever"\t')


def test_csv_rows_that_are_short_long_or_empty(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    items = read(path, '\nid,text,title\na,"Two\nlines",T,more\nb\n\nc,Words\n')
    assert items[0] == Article("a", "Two\nlines", title="T")
    assert isinstance(items[1], Reject)
    assert (items[1].line, items[1].article) == (5, "b")
    assert items[2] == Article("c", "Words")


def test_csv_without_a_text_column_is_one_reject(tmp_path: Path) -> None:
    (reject,) = read(tmp_path / "a.csv", "id,headline\n1,One\n2,Two\n")
    assert isinstance(reject, Reject)
    assert (reject.reason, reject.line) == (Reason.MISSING_TEXT, 1)
    assert "id, headline" in reject.message


def test_csv_field_too_large(tmp_path: Path) -> None:
    items = read(
        tmp_path / "a.csv", f"id,text\na,{'x' * (MAX_CHARACTERS + 2)}\nb,{'y' * 10_000_000}\nc,Words\n"
    )
    assert [item.reason for item in items[:-1] if isinstance(item, Reject)] == [Reason.TOO_LARGE] * 2
    assert items[-1] == Article("c", "Words")


def test_csv_text_of_many_lines_too_large(tmp_path: Path) -> None:
    content = 'id,text\na,"' + "some words\n" * 200_000 + 'end"\nb,Words\n'
    reject, article = read(tmp_path / "a.csv", content)
    assert isinstance(reject, Reject)
    assert (reject.reason, reject.line) == (Reason.TOO_LARGE, 2)
    assert article == Article("b", "Words")


words = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1).filter(str.strip)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(words, words, words), min_size=1, max_size=5), st.booleans())
def test_jsonl_gives_back_what_was_written(
    tmp_path: Path, rows: list[tuple[str, str, str]], ascii: bool
) -> None:
    lines = [json.dumps({"id": i, "text": t, "title": h}, ensure_ascii=ascii) for i, t, h in rows]
    items = read(tmp_path / "a.jsonl", "\n".join(lines))
    assert items == [Article(i.strip(), t, title=h) for i, t, h in rows]
