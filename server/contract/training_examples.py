"""Examples of the requests about training: the protocol page prints them."""

from collections.abc import Mapping
from typing import Final

from moderation.verdict import Level
from server.contract import training_requests as training
from server.contract.example_views import AT, LATER
from server.contract.values import Body, Request
from server.domain.training import Work

MODULE: Final = "listening"

TRAINING: Final[Mapping[Request, Body | None]] = {
    training.ShowTraining(): training.TrainingView(
        required=True,
        modules=(
            training.ModuleCard(id=MODULE, title="Listening", minutes=10, tries=2, passed_at=AT),
        ),
        certificates=(
            training.CertificateCard(
                id="listening",
                name="Listening",
                work=Work.ONE_TO_ONE,
                up_to=Level.L1,
                modules=(MODULE,),
                missing=(),
                expires_at=LATER,
            ),
        ),
    ),
    training.ReadModule(module=MODULE): training.ModuleView(
        id=MODULE,
        title="Listening",
        passages=(
            training.Passage(
                kind="paragraph", words=(training.Words(text="Leave time.", strong=True),)
            ),
        ),
        questions=(
            training.QuizQuestion(text="Which is an open question?", choices=("Sad?", "How so?")),
        ),
        pass_mark=80,
        source="…",
        reviewed="2026-02-01",
        signed_off=False,
    ),
    training.AnswerQuiz(module=MODULE, answers=(1,)): training.QuizResult(
        passed=True,
        right=1,
        asked=1,
        marks=(training.Marked(right=True, choice=1, why="It lets somebody tell."),),
        earned=("Listening",),
    ),
    training.ShowCertificates(): training.Holders(
        holders=(
            training.Holder(
                staff="0f3a9c51d2",
                name="Ada",
                id="listening",
                certificate="Listening",
                expires_at=LATER,
                over=False,
            ),
        ),
        without=("Bea",),
    ),
    training.WithdrawCertificate(
        staff="0f3a9c51d2", certificate="listening", reason="Let us talk first."
    ): None,
    training.ReturnCertificate(staff="0f3a9c51d2", certificate="listening"): None,
}
