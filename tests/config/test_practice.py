"""The practices that come with this: they load, their examples pass, and mistakes are told."""

import shutil

import pytest

from config.files import BadConfig
from config.places import ROOT
from config.practice import load_practice
from config.training import load_training
from server.domain.cues import Cue, heard_in
from server.domain.practice import answered, begun, marked, passed
from server.services.team.practice_scripts import scenario_of

CONFIG = ROOT / "config"
PRACTICE = load_practice(CONFIG)
CARELESS = (
    "You should go out more. It could be worse!",
    "Calm down, you'll be fine.",
    "You're not thinking of suicide, are you?",
    "Call me, my number is on the page. I won't tell anyone.",
)


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(CONFIG / "practice", tmp_path / "practice")
    return tmp_path


def played(name, said, does=()):
    """Which marks are met, the last moment, and whether that passes."""
    scenario = scenario_of(name, PRACTICE)
    course = begun(scenario)
    for text in said:
        course, _ = answered(scenario, course, heard_in(text, scenario.cues))
    for act in does:
        course = course.doing(act)
    met = marked(scenario, course)
    return met, course.moment, passed(scenario, met)


@pytest.mark.parametrize("name", PRACTICE.scenarios)
def test_the_example_of_a_practice_meets_every_mark(name):
    told = PRACTICE.scenarios[name]
    met, _, is_passed = played(name, told.example, told.does)
    assert all(met), [mark.missed for mark, one in zip(told.marks, met, strict=True) if not one]
    assert is_passed


@pytest.mark.parametrize("name", PRACTICE.scenarios)
def test_careless_answers_do_not_pass(name):
    assert not played(name, CARELESS)[2]


@pytest.mark.parametrize("name", PRACTICE.scenarios)
def test_silence_does_not_pass_and_every_practice_comes_to_an_end(name):
    _, moment, is_passed = played(name, ["mm"] * 40)
    assert not is_passed
    assert scenario_of(name, PRACTICE).moments[moment].ends


def test_a_question_that_asks_for_a_no_is_not_the_direct_question():
    told = PRACTICE.scenarios["direct_question"]
    leading = (told.example[0], "You're not thinking about suicide, are you?")
    assert played("direct_question", leading)[1] == "closed_up"
    direct = (told.example[0], "Do you think about suicide")
    assert played("direct_question", direct)[1] == "said"


def test_a_no_to_contact_is_not_taken_for_a_yes():
    said = ("How are you?", "I can't give you my number, call me what you like.")
    assert played("contact", said)[1] == "sad"


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("Are you thinking about ending your life?", True),
        ("are you thinking, just now, about ending your life", True),
        ("I think about ending your lifelong subscription?", False),
        ("Talk of ending your life.", False),
        ("It\u2019s hard. Are you ending your life?", True),
    ],
)
def test_a_cue_is_heard_as_its_phrase_says(text, heard):
    cue = Cue("x", ("thinking … ending|end your life", "ending your life"), asks=True)
    assert (heard_in(text, [cue]) == {"x"}) is heard


def test_a_cue_at_the_beginning_is_heard_only_there():
    cue = Cue("x", ("^what",))
    assert heard_in("So. What is it?", [cue])
    assert not heard_in("That is what it is", [cue])


def test_a_service_without_practices_starts(tmp_path):
    assert load_practice(tmp_path).scenarios == {}


def test_a_certificate_that_asks_for_a_practice_there_is_not_is_told(folder):
    shutil.copytree(CONFIG / "training", folder / "training")
    path = folder / "training" / "training.toml"
    path.write_text(path.read_text().replace('["direct_question"]', '["nothing"]'))
    with pytest.raises(BadConfig, match=r"training.toml:\d+: there is no practice 'nothing'"):
        load_training(folder)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('to = "shut"', 'to = "nowhere"', "there is no moment 'nowhere'"),
        ('hears = ["makes_small", "scolds"]', 'hears = ["smiles"]', "there is no cue 'smiles'"),
        ('competency = "support"', 'competency = "magic"', "there is no competency 'magic'"),
        ('drifts = "shut"\n', "", "so that it can't stand still"),
        ('said = ["closes_kindly"]\n', "", "it asks for nothing"),
        ('start = "opening"', 'start = "begin"', "there is no moment 'begin'"),
    ],
)
def test_what_is_wrong_in_a_practice_is_told_with_its_line(folder, old, new, says):
    path = folder / "practice" / "low_mood.toml"
    path.write_text(path.read_text().replace(old, new, 1))
    with pytest.raises(BadConfig, match=rf"low_mood.toml:\d+: .*{says}"):
        load_practice(folder)
