"""Errors: one class per reaction, which also derives from the built-in users expect."""

import threading

import pytest
import tissu as ts


@pytest.mark.parametrize(("error", "base"), [
    (ts.NotFound, LookupError), (ts.InvalidArgument, ValueError), (ts.InvalidData, ValueError), (ts.StoreError, OSError),
    (ts.Conflict, Exception), (ts.Unsupported, Exception), (ts.Cancelled, Exception),
])
def test_classes(error, base):
    assert issubclass(error, ts.Error) and issubclass(error, base)
    assert error.__module__ == "tissu" and error.__doc__


def a_long_network(n=3000):
    return ts.Network.from_edges([str(i) for i in range(n)], [str((i + 1) % n) for i in range(n)])


def test_a_listener_stops_the_computation():
    heard = []
    with pytest.raises(ts.Cancelled):
        ts.graph.betweenness(a_long_network(), threads=2, progress=lambda fraction: bool(heard.append(fraction)))
    assert len(heard) == 1 and 0 <= heard[0] <= 1


def test_an_error_of_the_listener_leaves_as_itself():
    def listener(fraction):
        raise KeyError("mine")
    with pytest.raises(KeyError, match="mine"):
        ts.graph.betweenness(a_long_network(), progress=listener)


def test_ctrl_c_stops_the_computation():
    import os
    import signal

    timer = threading.Timer(0.3, lambda: os.kill(os.getpid(), signal.SIGINT))
    timer.start()
    try:
        with pytest.raises(KeyboardInterrupt):
            while True:
                ts.graph.betweenness(a_long_network(6000))
    finally:
        timer.cancel()  # or the signal would stop the tests that follow


def test_the_gil_is_released():
    ticks, done = [], threading.Event()
    def tick():
        while not done.wait(0.002):
            ticks.append(1)
    thread = threading.Thread(target=tick)
    thread.start()
    try:
        ts.graph.betweenness(a_long_network(), threads=1)
    finally:
        done.set()
        thread.join()
    assert len(ticks) > 3


def test_progress_must_be_callable():
    with pytest.raises(TypeError, match="progress"):
        ts.graph.betweenness(a_long_network(10), progress=3)
