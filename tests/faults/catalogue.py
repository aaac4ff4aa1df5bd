"""Every fault that strikes on purpose."""

from tests.faults import strikes as s
from tests.faults import strikes_of_pages as p
from tests.faults.fault import Fault

FLAG = "a flag is on the wall within 15 s"
PLACE = "who waits keeps their place"

EVERY: tuple[Fault, ...] = (
    Fault("kill -9 of web processes at random", "postgres", s.kills_web_processes, 10, FLAG),
    Fault(
        "kill -9 of the leading worker",
        "postgres",
        s.kills_the_leading_worker,
        5,
        "the head of the queue has a peer within 16 s",
    ),
    Fault(
        "kill -9 of web before a message's commit",
        "postgres",
        s.web_dies_before_the_commit,
        10,
        "the page says it again; it is kept once",
    ),
    Fault(
        "kill -9 of web after the commit, before the answer",
        "postgres",
        s.web_dies_after_the_commit,
        10,
        "said again under its own ref, it keeps its number",
    ),
    Fault(
        "kill -9 of web after the commit, before the hint",
        "postgres",
        s.web_dies_before_the_hint,
        10,
        "the others find it by its number",
    ),
    Fault(
        "kill -9 of the worker before an offer's commit",
        "postgres",
        s.worker_dies_before_the_offer_is_kept,
        5,
        "the head of the queue is offered once, later",
    ),
    Fault(
        "kill -9 of the worker after an offer's commit",
        "postgres",
        s.worker_dies_after_the_offer_is_kept,
        5,
        "the offer stands, though nobody was told",
    ),
    Fault(
        "worker stopped for longer than its lease, then woken",
        "postgres",
        s.worker_sleeps_and_wakes,
        5,
        "another leads; what the old one still writes is refused",
    ),
    Fault("web's event loop blocked for 2 s", "postgres", s.web_sleeps, 5, FLAG, 4),
    Fault("Valkey killed and empty again", "postgres", s.valkey_dies_empty, 8, FLAG, 2),
    Fault("Valkey hung", "postgres", s.valkey_hangs, 8, FLAG, 2),
    Fault("Valkey full", "postgres", s.valkey_is_full, 5, FLAG, 2),
    Fault("PostgreSQL stopped immediately", "postgres", s.postgres_stops_immediately, 10, FLAG),
    Fault("PostgreSQL slow: 300 ms a commit", "postgres", s.postgres_is_slow, 10, FLAG, 6),
    Fault("PostgreSQL out of connections", "postgres", s.postgres_is_out_of_connections, 10, FLAG),
    Fault(
        "black hole between a web process and PostgreSQL",
        "postgres",
        s.black_hole_before_the_database,
        15,
        FLAG,
        10,
    ),
    Fault(
        "black hole between the workers and PostgreSQL",
        "postgres",
        s.black_hole_before_the_workers,
        5,
        "the head of the queue has a peer within 40 s",
    ),
    Fault(
        "black hole between a web process and Valkey",
        "postgres",
        s.black_hole_before_valkey,
        8,
        FLAG,
        2,
    ),
    Fault(
        "the reply to a commit dropped",
        "postgres",
        s.a_reply_is_dropped,
        10,
        "said again under its own ref, it keeps its number",
    ),
    Fault(
        "SIGTERM to everything in turn",
        "postgres",
        s.everything_is_restarted_in_turn,
        10,
        "each process is gone within 15 s",
        10,
    ),
    Fault(
        "frames doubled, repeated and in disorder across reconnects",
        "postgres",
        p.frames_come_twice_and_in_disorder,
        10,
        "the same `ref` has the same number, always",
    ),
    Fault("the screen raises", "postgres", p.the_screen_raises, 10, "a person looks: " + FLAG),
    Fault("the screen takes 250 ms a message", "postgres", p.the_screen_is_slow, 10, FLAG),
    Fault("the screen hangs for 5 s", "postgres", p.the_screen_hangs, 20, FLAG),
    Fault(
        "2,000 pages lose their web processes at once",
        "postgres",
        p.two_thousand_come_back_at_once,
        20,
        "all are back within 60 s",
    ),
    Fault("kill -9 of web on SQLite", "sqlite", s.kills_web_processes, 10, FLAG),
    Fault("SQLite on a full disk", "sqlite", s.the_disk_is_full, 10, FLAG),
)
