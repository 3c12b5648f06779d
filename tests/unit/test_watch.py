"""`kg watch`: rounds, failures, and a clean stop."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from threading import Event

import pytest
from cli_runs import Kg

from kg.errors import StoreUnavailable
from kg.ingest import Summary
from kg.watch import LONGEST, until, watch


class Clock(Event):
    """An event that is never set by waiting, and remembers for how long it was waited."""

    def __init__(self) -> None:
        super().__init__()
        self.waits: list[float] = []

    def wait(self, timeout: float | None = None) -> bool:
        self.waits.append(timeout or 0.0)
        return self.is_set()


def test_a_failing_round_is_tried_again_later_each_time() -> None:
    outcomes = iter([False, False, False, True, False, True])
    told: list[object] = []

    def round_() -> Summary:
        if next(outcomes):
            return Summary()
        raise StoreUnavailable("gone", remedy="Wait.")

    clock = Clock()
    assert watch(round_, lambda outcome, pause: told.append(outcome), clock, every=60, rounds=6) == 4
    assert clock.waits == [120, 240, 480, 60, 120]
    assert [isinstance(outcome, Summary) for outcome in told] == [False, False, False, True, False, True]


def test_the_wait_has_a_longest() -> None:
    def round_() -> Summary:
        raise OSError("no route")

    clock = Clock()
    watch(round_, lambda outcome, pause: None, clock, every=60, rounds=12)
    assert max(clock.waits) == LONGEST


def test_a_stop_ends_it_and_begins_nothing_new() -> None:
    stop = Event()
    items = until(stop, range(10))
    assert next(items) == 0
    stop.set()
    assert list(items) == []
    assert watch(Summary, lambda outcome, pause: None, stop, every=60) == 0


def test_rounds_take_in_what_is_new(kg: Kg, no_settings: Path) -> None:
    (no_settings / "inbox").mkdir()
    (no_settings / "inbox" / "a.txt").write_text("Russia attacked Ukraine.")
    ran = kg("watch", "inbox", "--every", "0.1s", "--rounds", "2", "--store", "g.lbug")
    assert ran.code == 0
    first, second = ran.err.splitlines()
    assert "1 new, 0 replaced, 0 unchanged, 1 claims; next in 0.1 s" in first
    assert "0 new, 0 replaced, 1 unchanged, 0 claims" in second
    assert kg("watch", "inbox", "--every", "soon").code == 2


@pytest.mark.skipif(os.name == "nt", reason="signals of this kind are POSIX's")
def test_a_signal_stops_it_cleanly(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Russia attacked Ukraine.")
    command = [sys.executable, "-c", "from kg.cli import main; main()", "watch", "a.txt", "--store", "g.lbug"]
    with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        assert "1 new" in process.stderr.readline()
        begun = time.monotonic()
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
        assert time.monotonic() - begun < 10
