"""An aim to act within a day or two is the ladder's highest rung (DESIGN: L4, timeframe)."""

import pytest

from moderation.passage import Passage
from moderation.verdict import Level

SOON = [
    "I am going to kill myself tonight.",
    "tomorrow I will take my life",
    "as soon as i get home i'm going to end my life",
    "I want to kill myself tonight",
    "My friend is going to kill herself tonight",
    "I do not want to be alive any more. I have a plan for tonight.",
    "i dont want to be here anymore and i have a plan for tomorrow",
    "esta noche me voy a matar",
    "je vais me suicider ce soir",
    "ich bringe mich heute nacht um",
    "Ya no quiero vivir más. Tengo un plan para esta noche.",
    "Je n'ai plus envie de vivre et j'ai un plan pour ce soir.",
    "Ich will nicht mehr leben. Ich habe einen Plan für heute Abend.",
    "Não quero mais viver. Tenho um plano para hoje à noite.",
    "لا أريد أن أعيش. عندي خطة الليلة",
    "vou me matar hoje",
    "سأقتل نفسي الليلة",
]
NOT_SOON = [
    "I'm going to kill myself",
    "I want to die right now",
    "I have a plan and a date. It's next Tuesday.",
    "I want to die but I don't have a plan for tonight",
]
NOTHING = [
    "I'm not going to kill myself tonight",
    "this traffic is killing me today",
    "you killed it on stage tonight",
]


@pytest.mark.parametrize("text", SOON)
def test_who_says_that_it_will_be_within_a_day_or_two_is_called_for_at_once(screen, text):
    assert screen(Passage(text)).level is Level.L4


@pytest.mark.parametrize("text", NOT_SOON)
def test_without_a_word_that_says_when_it_stays_a_rung_below(screen, text):
    assert Level.L2 <= screen(Passage(text)).level < Level.L4


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_denied_or_only_a_turn_of_phrase_is_not_made_graver(screen, text):
    assert screen(Passage(text)).level is Level.L0


WITH_A_PLAN = [
    "i want to die and i have a plan",
    "i feel suicidal, ive made a plan",
    "I wish I was dead. I have my plan ready",
    "no quiero estar aquí pero ya tengo mi plan",
    "j'ai envie de mourir, j'ai déjà un plan",
    "Ich möchte sterben und ich habe schon einen Plan",
    "quero morrer e já tenho um plano",
    "بدي أموت وعندي خطة",
]
WITHOUT = [
    "I want to die but I don't have a plan",
    "I want to die but I have no plan",
    "I do not want to live like this. I have a plan to move out",
    "i want to die and i have a safety plan with my nurse",
    "i want to die and i have a plan to stay safe",
    "quiero morir pero no tengo un plan",
    "je veux mourir mais j'ai un plan de sécurité",
    "ich will sterben, aber ich habe keinen Plan",
    "quero morrer mas tenho um plano para pedir ajuda",
    "أريد أن أموت لكن ليس عندي خطة",
]
PLANS = [
    "i have a plan for tonight",
    "Ich habe einen Plan für heute",
    "tengo un plan para esta noche",
]


@pytest.mark.parametrize("text", WITH_A_PLAN)
def test_a_wish_to_die_beside_a_plan_is_graver_than_the_wish(screen, text):
    assert screen(Passage(text)).level is Level.L3


@pytest.mark.parametrize("text", WITHOUT)
def test_no_plan_or_a_plan_to_stay_safe_makes_it_no_graver(screen, text):
    assert screen(Passage(text)).level is Level.L2


@pytest.mark.parametrize("text", PLANS)
def test_a_plan_that_nobody_wished_to_die_before_is_any_plan(screen, text):
    """A hint of the model at most."""
    assert screen(Passage(text)).level <= Level.L1


@pytest.mark.parametrize("text", ["I am sorry. I am here with you.", "Sorry, I'm here now"])
def test_who_consoles_does_not_wish_to_be_gone(screen, text):
    assert screen(Passage(text)).level is Level.L0
