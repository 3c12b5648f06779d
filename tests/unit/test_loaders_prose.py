"""Plain text, Markdown and pages: what is title, date and text of an article."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.model import Article
from loaders import Reason, Reject, load

BODY = "Russia and North Korea signed a pact on Wednesday.\n\nSeoul condemned the deal."


def read(path: Path, content: str | bytes, **options: str) -> Article | Reject:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    (item,) = load([path], **options)
    return item


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_text_alone_is_an_article_named_by_its_path(here: Path) -> None:
    assert read(here / "a.txt", BODY) == Article("a.txt", BODY)


def test_short_first_line_is_the_title(here: Path) -> None:
    article = read(here / "a.txt", f"Moscow and Pyongyang sign pact\n\n{BODY}\n")
    assert article == Article("a.txt", BODY, title="Moscow and Pyongyang sign pact")


def test_title_repeated_with_other_quotes_is_read_once(here: Path) -> None:
    article = read(here / "a.txt", f"Seoul's answer\n\nSeoul’s Answer\n\n{BODY}")
    assert article == Article("a.txt", BODY, title="Seoul's answer")


@pytest.mark.parametrize(
    "text",
    [
        "A sentence ends the line.\n\nAnother follows.",
        "Two lines\nthat run on\n\nand more.",
        "Nothing but one line",
        f"{'long ' * 60}\n\nshort",
    ],
)
def test_what_is_no_title_stays_in_the_text(here: Path, text: str) -> None:
    assert read(here / "a.txt", text) == Article("a.txt", text)


@pytest.mark.parametrize(
    "line",
    ["2024-06-20", "Published: June 20, 2024", "published on 20 June 2024", "Date: Thu, 20 Jun 2024"],
)
def test_a_line_that_is_a_date_gives_the_date(here: Path, line: str) -> None:
    article = read(here / "a.txt", f"Pact signed\n{line}\n\n{BODY}")
    assert article == Article("a.txt", BODY, title="Pact signed", published="2024-06-20")


@pytest.mark.parametrize(
    "line", ["June 2024", "Published: 03/04/2024", "Published in 2024 by the state", "Date: today"]
)
def test_a_line_that_may_be_no_date_gives_none(here: Path, line: str) -> None:
    article = read(here / "a.txt", f"{line}\n{BODY}")
    assert isinstance(article, Article)
    assert article.published is None
    assert article.text.startswith(line)


def test_line_ends_and_control_characters(here: Path) -> None:
    article = read(here / "a.txt", b"One\x00 line.\r\nTwo\x07 lines.\r\rThree\tlines.")
    assert isinstance(article, Article)
    assert article.text == "One line.\nTwo lines.\n\nThree\tlines."


def test_one_file_has_one_id_however_it_is_spelled(here: Path) -> None:
    (here / "news").mkdir()
    path = here / "news" / "a.txt"
    path.write_text(BODY)
    ids = {
        item.id
        for item in load([path, "news/a.txt", "./news/../news/a.txt", "news"])
        if isinstance(item, Article)
    }
    assert ids == {"news/a.txt"}


def test_markdown_front_matter_and_prose(here: Path) -> None:
    article = read(
        here / "a.md",
        """---
title: "Pact: signed"
date: 2024-06-20
url: https://example.org/pact
source: The Wire
id: wire-7
---
# Pact: signed

**Russia** and [North Korea](https://example.org)
signed `a pact`. ![a picture](x.png)

| who | what |
|-----|------|
| RUS | arms |

## What next

- Seoul *protests*.

```python
code()
```

<div>raw</div>
""",
    )
    assert article == Article(
        "wire-7",
        "Russia and North Korea signed a pact.\n\nWhat next\n\nSeoul protests.",
        title="Pact: signed",
        url="https://example.org/pact",
        source="The Wire",
        published="2024-06-20",
    )


def test_markdown_heading_is_the_title(here: Path) -> None:
    article = read(here / "a.md", f"# Pact signed\n\n*Published: June 20, 2024*\n\n{BODY}")
    assert article == Article("a.md", BODY, title="Pact signed", published="2024-06-20")


def test_front_matter_that_is_no_yaml_is_read_all_the_same(here: Path) -> None:
    article = read(here / "a.md", f"---\ntitle: Putin: we will\ndate: 2024-06-20\n---\n{BODY}")
    assert article == Article("a.md", BODY, title="Putin: we will", published="2024-06-20")


PARAGRAPHS = [
    "Russia and North Korea signed a mutual defence pact in Pyongyang on Wednesday, a step that officials in Seoul "
    "called a grave threat to the peace of the whole region and beyond.",
    "South Korea’s presidential office condemned the pact and said that it would reconsider its long refusal to "
    "supply arms to Ukraine, which has asked for shells and air defences for two years.",
    "The United States imposed sanctions on five Russian firms that, it said, had carried missiles from North Korea. "
    "Moscow denied the accusation and called the sanctions unlawful.",
]
PAGE = """<!DOCTYPE html><html lang="en-GB"><head><title>Pact alarms Seoul | The Wire</title>
<meta property="og:title" content="Pact alarms Seoul"><meta property="og:site_name" content="The Wire">
<meta property="article:published_time" content="2024-06-20T08:00:00Z">
<link rel="canonical" href="https://wire.example.org/2024/pact">
</head><body><nav><a href="/">Home</a> <a href="/world">World</a></nav>
<div class="cookie-banner"><p>We use cookies to improve your visit. Accept all cookies?</p></div>
<article><h1>Seoul alarmed by the pact</h1><p>By Jane Q. Doe in Seoul</p>
<figure><img src="x.jpg"><figcaption>Kim Jong Un meets Vladimir Putin</figcaption></figure>
<p>{0}</p><p>READ MORE: China invades the comment pages</p>
<p>{1}</p><p>Soldiers attack a hill in an exercise (Reuters)</p>
<p>{2}</p><p>Sign up for our daily newsletter.</p>
<p>Additional reporting by John Smith</p></article>
<footer>© 2024 The Wire. All rights reserved.</footer></body></html>"""


def test_page_gives_its_article_and_nothing_around_it(here: Path) -> None:
    assert read(here / "a.html", PAGE.format(*PARAGRAPHS)) == Article(
        "https://wire.example.org/2024/pact",
        "\n\n".join(PARAGRAPHS),
        title="Pact alarms Seoul",
        url="https://wire.example.org/2024/pact",
        source="The Wire",
        published="2024-06-20",
        language="en",
    )


def test_page_in_its_declared_encoding(here: Path) -> None:
    text = "Россия и Северная Корея подписали договор о взаимной обороне. " * 6
    head = '<html><head><meta http-equiv="Content-Type" content="text/html; charset=koi8-r"></head>'
    article = read(
        here / "a.html", f"{head}<body><article><p>{text}</p></article></body></html>".encode("koi8-r")
    )
    assert isinstance(article, Article)
    assert article.text == text.strip()
    assert article.language is None


@pytest.mark.parametrize(
    "page", ["<html><body><script>var a = 1;</script></body></html>", "<html>", "<!doctype html>" * 9]
)
def test_page_without_an_article_is_rejected(here: Path, page: str) -> None:
    item = read(here / "a.html", page)
    assert isinstance(item, Reject)
    assert (item.reason, item.source) == (Reason.NO_ARTICLE, str(here / "a.html"))


def test_page_with_much_script_is_read_and_one_with_too_many_words_is_not(here: Path) -> None:
    page = PAGE.format(*PARAGRAPHS)
    script = "<script>var data = '" + "x" * 2_000_000 + "';</script>"
    article = read(here / "a.html", page.replace("</head>", f"{script}</head>"))
    assert isinstance(article, Article)
    assert article.text == "\n\n".join(PARAGRAPHS)
    item = read(here / "b.html", page.replace("<nav>", f"<nav>{'<p>words and words' * 70_000}"))
    assert isinstance(item, Reject)
    assert item.reason is Reason.TOO_LARGE


def test_lines_that_say_something_stay(here: Path) -> None:
    told = [
        "By Tuesday Russian troops had left the city.",
        "Like them, Moscow depends on gas sold to China on credit.",
        "Images by satellite showed that Israel had attacked the base.",
        "Follow-up talks between Iran and Saudi Arabia are planned on Monday.",
        "Share prices fell after Washington imposed sanctions on Moscow.",
        "See no evil, Paris told Ankara after the attack.",
    ]
    page = "".join(f"<p>{line}</p>" for line in (*PARAGRAPHS, *told))
    article = read(here / "a.html", f"<html><body><article>{page}</article></body></html>")
    assert isinstance(article, Article)
    assert article.text.split("\n\n") == [*PARAGRAPHS, *told]
