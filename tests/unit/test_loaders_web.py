"""Addresses: pages, feeds and sitemaps of a server made for it, kind and hostile."""

from __future__ import annotations

import gzip
import http.server
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cli_runs import Kg

import loaders.web
from kg.model import Article
from loaders import Reason, Reject, load
from loaders.web import Fetcher, guard

BODY = "".join(
    f"<p>Russia and North Korea signed a defence pact in Pyongyang on day {n}, officials of both said. "
    "South Korea summoned the Russian ambassador and said that it would consider arms for Ukraine.</p>"
    for n in range(4)
)
PAGE = f"<html><head><title>Pact signed</title></head><body><article><h1>Pact signed</h1>{BODY}</article></body></html>"
Answer = tuple[int, dict[str, str], bytes]


class Site:
    """A server on this machine; `answers` gives by path a status, headers and a body, or a function that makes them."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer | Callable[[http.server.BaseHTTPRequestHandler], Answer | None]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        site = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.0"

            def do_GET(self) -> None:
                site.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
                found = site.answers.get(self.path, (404, {}, b""))
                answer = found(self) if callable(found) else found
                if answer is None:
                    return
                status, headers, body = answer
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None: ...

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.server.handle_error = lambda *_: None  # whoever drips meets a closed pipe
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def page(self, path: str, text: str | bytes, **headers: str) -> None:
        body = text.encode() if isinstance(text, str) else text
        self.answers[path] = (200, {"Content-Type": "text/html", **headers}, body)

    @property
    def paths(self) -> list[str]:
        return [path for path, _ in self.asked if path != "/robots.txt"]


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    yield site
    site.server.shutdown()
    site.server.server_close()


@pytest.fixture
def web(tmp_path: Path) -> Iterator[Fetcher]:
    with Fetcher(tmp_path / "web.json", allow_private=True, pause=0) as fetcher:
        yield fetcher


def one(items: Iterator[Article | Reject]) -> Article | Reject:
    (item,) = items
    return item


def refused(items: Iterator[Article | Reject], reason: Reason) -> Reject:
    item = one(items)
    assert isinstance(item, Reject), item
    assert item.reason is reason
    assert item.remedy.endswith((".", "file)"))
    return item


def test_a_page_is_an_article_under_its_address(site: Site, web: Fetcher) -> None:
    site.page("/a?utm_source=x", PAGE)
    article = one(load([f"{site.url}/a?utm_source=x"], web=web))
    assert isinstance(article, Article)
    assert (article.id, article.url) == (f"{site.url}/a", f"{site.url}/a?utm_source=x")
    assert article.title == "Pact signed"
    assert article.text.startswith("Russia and North Korea signed")
    assert "kg/" in site.asked[0][1]["user-agent"]


def test_without_a_fetcher_nothing_is_fetched(site: Site) -> None:
    refused(load([site.url]), Reason.URL)
    assert site.asked == []


RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>The Wire</title>
<item><title>One</title><link>{url}/one</link>
<pubDate>Thu, 20 Jun 2024 08:00:00 GMT</pubDate><description>Short.</description></item>
<item><title>Two</title><link>{url}/gone</link><description>&lt;p&gt;Iran met Iraq.&lt;/p&gt;</description></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>The Wire</title>
<entry><title>One</title><id>urn:1</id><link href="{url}/one"/><updated>2024-06-20T08:00:00Z</updated></entry></feed>"""
JSON_FEED = '{{"version": "https://jsonfeed.org/version/1.1", "items": [{{"id": "1", "url": "{url}/one"}}]}}'


@pytest.mark.parametrize("feed", [RSS, ATOM, JSON_FEED])
def test_a_feed_leads_to_its_pages(site: Site, web: Fetcher, feed: str) -> None:
    site.page("/feed", feed.format(url=site.url))
    site.page("/one", PAGE)
    items = list(load([f"{site.url}/feed"], web=web))
    first = items[0]
    assert isinstance(first, Article)
    assert first.id == f"{site.url}/one"
    assert first.title == "Pact signed"
    if feed is RSS:
        # The page of the second is gone: that is told, and the entry's own words are kept.
        gone, second = items[1:]
        assert isinstance(gone, Reject)
        assert isinstance(second, Article)
        assert (second.id, second.text, second.source) == (f"{site.url}/gone", "Iran met Iraq.", "The Wire")


def test_a_feed_in_a_file_gives_its_own_words(tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_text(RSS.format(url="https://example.org"))
    one_, two = load([tmp_path / "feed.xml"])
    assert isinstance(one_, Article)
    assert (one_.id, one_.text, one_.published) == (
        "https://example.org/one",
        "Short.",
        "2024-06-20T08:00:00+00:00",
    )
    assert isinstance(two, Article)


def test_what_has_not_changed_is_not_sent_again(site: Site, tmp_path: Path) -> None:
    def feed(request: http.server.BaseHTTPRequestHandler) -> Answer:
        if request.headers["If-None-Match"] == '"1"':
            return 304, {}, b""
        return (
            200,
            {"ETag": '"1"', "Last-Modified": "Thu, 20 Jun 2024 08:00:00 GMT"},
            ATOM.format(url=site.url).encode(),
        )

    site.answers["/feed"] = feed
    site.page("/one", PAGE)
    state = tmp_path / "web.json"
    for keep, count in ((False, 1), (True, 1), (True, 0)):
        with Fetcher(state, allow_private=True, pause=0) as web:
            assert len(list(load([f"{site.url}/feed"], web=web))) == count
            if keep:
                web.keep()
    assert json.loads(state.read_text())[f"{site.url}/feed"]["If-None-Match"] == '"1"'


def test_a_feed_whose_pages_failed_for_now_is_read_again(site: Site, tmp_path: Path) -> None:
    site.page("/feed", ATOM.format(url=site.url), ETag='"1"')
    site.answers["/one"] = (503, {}, b"")
    with Fetcher(tmp_path / "web.json", allow_private=True, pause=0) as web:
        list(load([f"{site.url}/feed"], web=web))
        web.keep()
    assert f"{site.url}/feed" not in (tmp_path / "web.json").read_text()


def test_a_sitemap_leads_to_maps_and_pages_latest_first(site: Site, web: Fetcher) -> None:
    site.page("/index.xml", f"<sitemapindex><sitemap><loc>{site.url}/map.xml</loc></sitemap></sitemapindex>")
    entries = "".join(
        f"<url><loc>{site.url}/{name}</loc><lastmod>{day}</lastmod></url>"
        for name, day in (("old", "2024-06-01"), ("new", "2024-06-20"))
    )
    site.page(
        "/map.xml",
        f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</urlset>',
    )
    site.page("/old", PAGE)
    site.page("/new", PAGE)
    assert len(list(load([f"{site.url}/index.xml"], web=web))) == 2
    assert site.paths == ["/index.xml", "/map.xml", "/new", "/old"]


def test_maps_that_lead_to_one_another_end(site: Site, web: Fetcher) -> None:
    site.page("/a.xml", f"<sitemapindex><sitemap><loc>{site.url}/b.xml</loc></sitemap></sitemapindex>")
    site.page("/b.xml", f"<sitemapindex><sitemap><loc>{site.url}/a.xml</loc></sitemap></sitemapindex>")
    assert list(load([f"{site.url}/a.xml"], web=web)) == []
    assert site.paths == ["/a.xml", "/b.xml"]


def test_robots_are_heeded(site: Site, web: Fetcher) -> None:
    site.page("/robots.txt", "User-agent: *\nDisallow: /private\n")
    site.page("/private/a", PAGE)
    site.page("/a", PAGE)
    assert "robots.txt" in refused(load([f"{site.url}/private/a"], web=web), Reason.URL).message
    assert isinstance(one(load([f"{site.url}/a"], web=web)), Article)
    assert site.paths == ["/a"]


def test_a_site_whose_robots_cannot_be_had_is_left_alone(site: Site, web: Fetcher) -> None:
    site.answers["/robots.txt"] = (500, {}, b"")
    site.page("/a", PAGE)
    refused(load([f"{site.url}/a"], web=web), Reason.URL)
    assert site.paths == []


def test_one_host_is_asked_with_pauses(site: Site, tmp_path: Path) -> None:
    slept: list[float] = []
    site.page("/robots.txt", "User-agent: *\nCrawl-delay: 7\n")
    site.page("/a", PAGE)
    site.page("/b", PAGE)
    with Fetcher(allow_private=True, sleep=slept.append) as web:
        list(load([f"{site.url}/a", f"{site.url}/b"], web=web))
    assert len(slept) == 1
    assert 6 < slept[0] <= 7


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/", "http://localhost:8080/a", "http://[::1]/", "http://10.1.2.3/", "http://192.168.0.1/",
        "http://169.254.169.254/latest/meta-data/", "http://0.0.0.0/", "http://2130706433/", "http://[::ffff:127.0.0.1]/",
        "http://[64:ff9b::7f00:1]/", "http://[2002:7f00:1::]/", "http://[fe80::1]/", "http://100.64.0.1/", "http://224.0.0.1/",
    ],
)  # fmt: skip
def test_private_addresses_are_refused(address: str) -> None:
    with Fetcher(pause=0) as web:
        told = one(load([address], web=web))
    assert isinstance(told, Reject)
    assert told.reason is Reason.UNSAFE, told


def test_a_name_that_leads_inside_is_refused(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    port = site.server.server_address[1]
    inside = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: inside)
    with Fetcher(pause=0) as web:
        told = refused(load(["http://news.example/"], web=web), Reason.UNSAFE)
    assert "127.0.0.1" in told.message
    assert site.asked == []


def test_a_redirect_inside_is_refused(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "is_public", lambda address: address == "127.0.0.1")
    port = site.server.server_address[1]
    site.answers["/a"] = (302, {"Location": f"http://127.0.0.2:{port}/b"}, b"")
    site.page("/b", PAGE)
    with Fetcher(pause=0) as web:
        refused(load([f"{site.url}/a"], web=web), Reason.UNSAFE)
    assert site.paths == ["/a"]


@pytest.mark.parametrize(
    "to", ["file:///etc/passwd", "ftp://example.org/a", "gopher://example.org", "http://u:p@127.0.0.1/"]
)
def test_only_plain_web_addresses_are_followed(site: Site, web: Fetcher, to: str) -> None:
    site.answers["/a"] = (302, {"Location": to}, b"")
    refused(load([f"{site.url}/a"], web=web), Reason.UNSAFE)
    refused(load([to], web=web), Reason.UNSAFE)


def test_endless_redirects_end(site: Site, web: Fetcher) -> None:
    site.answers["/a"] = (302, {"Location": "/a"}, b"")
    assert "leads on" in refused(load([f"{site.url}/a"], web=web), Reason.URL).message
    assert len(site.paths) == loaders.web.MAX_REDIRECTS + 1


def test_what_is_too_large_is_given_up(site: Site, web: Fetcher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loaders.web, "MAX_BYTES", 1_000_000)
    site.page("/a", b"x" * 2_000_000)
    site.page("/bomb", gzip.compress(bytes(50_000_000)), **{"Content-Encoding": "gzip"})
    refused(load([f"{site.url}/a"], web=web), Reason.TOO_LARGE)
    refused(load([f"{site.url}/bomb"], web=web), Reason.TOO_LARGE)


def test_a_server_that_drips_is_given_up(site: Site, web: Fetcher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loaders.web, "MAX_SECONDS", 0.5)

    def drip(request: http.server.BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.end_headers()
        for _ in range(100):
            request.wfile.write(b"<item>")
            request.wfile.flush()
            time.sleep(0.05)

    site.answers["/feed"] = drip
    begin = time.monotonic()
    assert "0.5 seconds" in refused(load([f"{site.url}/feed"], web=web), Reason.URL).message
    assert time.monotonic() - begin < 3


def test_a_closed_port_is_told(web: Fetcher) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        told = refused(load([f"http://127.0.0.1:{taken.getsockname()[1]}/"], web=web), Reason.URL)
    assert "refused" in told.message


def test_no_more_pages_than_allowed(site: Site) -> None:
    for name in "abc":
        site.page(f"/{name}", PAGE)
    with Fetcher(allow_private=True, pause=0, max_pages=2) as web:
        items = list(load([f"{site.url}/{name}" for name in "abc"], web=web))
    assert [isinstance(item, Article) for item in items] == [True, True, False]


@pytest.mark.parametrize(
    "feed",
    [
        '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]><rss version="2.0"><channel><item><title>&x;</title>'
        "<description>Iran met Iraq. &x;</description></item></channel></rss>",
        '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">' + "".join(
            f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
        ) + ']><rss version="2.0"><channel><item><description>Iran met Iraq. &j;</description></item></channel></rss>',
    ],
)  # fmt: skip
def test_entities_of_a_feed_neither_read_files_nor_grow(tmp_path: Path, feed: str) -> None:
    (tmp_path / "feed.xml").write_text(feed)
    hostname = Path("/etc/hostname").read_text().strip() if Path("/etc/hostname").exists() else "\0"
    for item in load([tmp_path / "feed.xml"]):
        shown = item.text if isinstance(item, Article) else item.message
        assert len(shown) < 10_000
        assert hostname not in shown


def test_100_000_nested_tags_are_told_or_read(tmp_path: Path) -> None:
    (tmp_path / "deep.html").write_text("<html><body>" + "<div>" * 100_000 + BODY)
    (tmp_path / "deep.xml").write_text("<rss version='2.0'><channel>" + "<item>" * 100_000)
    (tmp_path / "fragment.xml").write_text(
        "<rss version='2.0'><channel><item><description>"
        + "&lt;div&gt;" * 100_000
        + "</description></item></channel></rss>"
    )
    assert all(isinstance(item, Article | Reject) for item in load([tmp_path]))


def test_a_feed_is_ingested_once_and_again_after_a_removal(
    site: Site, kg: Kg, no_settings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loaders.web, "PAUSE", 0.0)
    site.answers["/feed"] = lambda request: (
        (304, {}, b"")
        if request.headers["If-None-Match"]
        else (200, {"ETag": "1"}, ATOM.format(url=site.url).encode())
    )
    site.page("/one", PAGE)
    ingest = (
        "ingest",
        f"{site.url}/feed",
        "--store",
        "g.lbug",
        "--allow-private",
        "--no-reference",
        "-f",
        "json",
    )
    assert kg(*ingest).json()[0]["new"] == 1
    assert kg(*ingest).json()[0]["unchanged"] == 0
    assert kg("remove", f"{site.url}/one", "--store", "g.lbug").code == 0
    assert kg(*ingest).json()[0]["new"] == 1
    refused = kg("ingest", f"{site.url}/feed", "--store", "g.lbug", "--rejects", "rejects.jsonl")
    assert refused.code == 3
    assert "--allow-private" in (no_settings / "rejects.jsonl").read_text()


def test_columns_are_named(kg: Kg, no_settings: Path) -> None:
    (no_settings / "rows.csv").write_text("prose,day\nRussia attacked Ukraine.,2024-06-20\n")
    asked = ("extract", "rows.csv", "--format", "jsonl")
    assert kg(*asked).code == 3
    (claim,) = kg(*asked, "--map", "text=prose,published=day").jsonl()
    assert claim["source"]["published"] == "2024-06-20"
    assert kg(*asked, "--map", "text").code == 2
    assert "no field" in kg(*asked, "--map", "words=story").err


def test_what_is_read_is_listed(kg: Kg) -> None:
    listed = kg("loaders", "--format", "json").json()
    assert {"html", "feed", "pdf", "claims"} <= {row["format"] for row in listed}
    assert all(row["reads"] for row in listed)
