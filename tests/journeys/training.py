"""A peer's training, by the doors that every peer uses: each quiz, and each practice needed."""

from collections.abc import Callable, Generator, Iterator

from config.places import ROOT
from config.practice import Scenario
from config.training import load_training

PATH = "/api/training/answer"
CURRICULUM = load_training(ROOT / "config")
DOING = {
    "ask_moderator": ("/api/practice/call", {}),
    "assess": ("/api/practice/assess", {}),
    "take_path": ("/api/practice/path", {"taken": "third_party"}),
}

Lesson = Generator[tuple[str, dict], dict, None]


def right_answers() -> Iterator[dict]:
    """What is posted to PATH, one body for each module."""
    for name, module in CURRICULUM.modules.items():
        yield {"module": name, "answers": [one.right for one in module.questions]}


def lessons() -> Lesson:
    """What is posted where; each answer is sent back in."""
    for body in right_answers():
        yield PATH, body
    needed = (name for one in CURRICULUM.table.certificates for name in one.practice)
    for name in dict.fromkeys(needed):
        yield from practised(name, CURRICULUM.practice.scenarios[name])


def practised(name: str, scenario: Scenario) -> Lesson:
    """By its own example."""
    view = yield "/api/practice/begin", {"scenario": name}
    here = {"practice": view["practice"]}
    for index, text in enumerate(scenario.example):
        yield "/api/practice/say", {**here, "ref": f"r{index}", "text": text}
    for act in scenario.does:
        path, more = DOING[act]
        yield path, {**here, **more}
    yield "/api/practice/end", here


def learn(post: Callable[[str, dict], dict]) -> None:
    lesson = lessons()
    step = next(lesson)
    try:
        while True:
            step = lesson.send(post(*step))
    except StopIteration:
        return
