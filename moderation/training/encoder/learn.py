"""Fine-tuning: resumable, and the same every time on the same machine."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import torch
from torch import Tensor

from moderation.encoder.heads import DANGER, HEADS, SUICIDE, TOXICITY
from moderation.training.encoder.batches import Batch, Batches
from moderation.training.encoder.examples import Labels
from moderation.training.encoder.network import Encoder

PACE, HEADS_PACE = 1.2e-4, 2e-3
LOWER_COUNTS: Final = 0.5
"""How much the loss of the lower heads counts beside that of the upper ones."""
WARM: Final = 0.06
"""The share of the steps in which the pace rises; then it falls to nothing."""
DECAY: Final = 0.01
SMOOTH: Final = 0.02
"""Labels are believed up to this: nobody is always right."""
STEEPEST: Final = 1.0
AVERAGED: Final = 0.3
"""The weights are the mean over this last share of the steps."""
EVERY: Final = 10
KEEP: Final = 200
"""After so many steps the work so far is written down."""
HEAVY: Final = 2.0
"""How much more a "yes" counts than a "no" for the heads of danger: they are rare."""

Progress = Callable[[str], None]
Weights = dict[str, Tensor]


@dataclass(slots=True)
class Course:
    """One training run. `kept` is the file from which it can go on."""

    network: Encoder
    batches: Batches
    seed: int
    kept: Path | None = None
    step: int = 0
    mean: Weights = field(default_factory=dict)
    taken: int = 0

    def run(self, progress: Progress) -> Encoder:
        optimiser = _optimiser(self.network)
        self._resume(optimiser)
        self.network.train()
        lost = 0.0
        while self.step < len(self.batches):
            loss = self._learn(optimiser, self.batches[self.step])
            lost = loss if self.step == 0 else 0.98 * lost + 0.02 * loss
            self.step += 1
            self._average()
            if self.step % KEEP == 0 or self.step == len(self.batches):
                progress(f"step {self.step} of {len(self.batches)}, loss {lost:.4f}")
                self._keep(optimiser)
        self.network.load_state_dict(self.mean)
        return self.network.eval()

    def _learn(self, optimiser: torch.optim.Optimizer, batch: Batch) -> float:
        torch.manual_seed(self.seed * 1_000_003 + self.step)  # what is dropped out
        for group in optimiser.param_groups:
            group["lr"] = group["pace"] * _share(self.step, len(self.batches))
        with torch.autocast("cpu", torch.bfloat16):
            read = [self.network(*map(torch.from_numpy, some)) for some in batch.windows]
        loss = _both(torch.cat(read).float(), batch)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), STEEPEST)
        optimiser.step()
        return float(loss.detach())

    def _average(self) -> None:
        begins = int(len(self.batches) * (1 - AVERAGED))
        last = self.step == len(self.batches)
        if self.step < begins or (self.step % EVERY and not (last and not self.taken)):
            return
        self.taken += 1
        for name, now in self.network.state_dict().items():
            if name not in self.mean:
                self.mean[name] = now.clone()
            else:
                self.mean[name] += (now - self.mean[name]) / self.taken

    def _keep(self, optimiser: torch.optim.Optimizer) -> None:
        if self.kept is None:
            return
        state = {
            "of": self._fingerprint(),
            "step": self.step,
            "network": self.network.state_dict(),
            "optimiser": optimiser.state_dict(),
            "mean": self.mean,
            "taken": self.taken,
        }
        fresh = self.kept.with_suffix(".new")
        torch.save(state, fresh)
        fresh.replace(self.kept)

    def _resume(self, optimiser: torch.optim.Optimizer) -> None:
        if self.kept is None or not self.kept.is_file():
            return
        state: dict[str, Any] = torch.load(self.kept, weights_only=True)
        if state["of"] != self._fingerprint():
            return
        self.network.load_state_dict(state["network"])
        optimiser.load_state_dict(state["optimiser"])
        self.step, self.mean, self.taken = state["step"], state["mean"], state["taken"]

    def _fingerprint(self) -> str:
        """What is written down belongs to these messages in this order and to no others."""
        said = hashlib.sha256(f"{self.seed} {self.batches.plan}".encode())
        for one in self.batches.each:
            said.update(f"{one.text}\0{one.before}\0{one.labels.tolist()}".encode())
        return said.hexdigest()


def _optimiser(network: Encoder) -> torch.optim.AdamW:
    learning = [(n, weight) for n, weight in network.named_parameters() if weight.requires_grad]
    heads = [weight for name, weight in learning if ".heads." in name]
    body = [weight for name, weight in learning if ".heads." not in name]
    groups = [{"params": body, "pace": PACE}, {"params": heads, "pace": HEADS_PACE}]
    return torch.optim.AdamW(groups, weight_decay=DECAY, fused=True)


def _share(step: int, steps: int) -> float:
    warm = max(int(steps * WARM), 1)
    return min((step + 1) / warm, (steps - step) / max(steps - warm, 1))


def _both(read: Tensor, batch: Batch) -> Tensor:
    """`read` has the lower and the upper row of each window."""
    lower, upper = (_loss(_highest(rows, batch), batch.labels) for rows in read.unbind(1))
    return upper + LOWER_COUNTS * lower


def _highest(logits: Tensor, batch: Batch) -> Tensor:
    """Of each message's windows, head by head: what the screen goes by."""
    owner = torch.from_numpy(batch.owner)[:, None].expand_as(logits)
    start = torch.full((len(batch.labels), HEADS), -1e4)
    return start.scatter_reduce(0, owner, logits, "amax")


def _loss(logits: Tensor, given: Labels) -> Tensor:
    labels = torch.from_numpy(given)
    known = ~labels.isnan()
    wanted = labels.nan_to_num() * (1 - 2 * SMOOTH) + SMOOTH
    each = torch.nn.functional.binary_cross_entropy_with_logits(logits, wanted, reduction="none")
    counts = known * torch.where(labels == 1, _heavy(), torch.ones(HEADS)) * _worth()
    return (each * counts).sum() / known.sum(0).clamp(min=1).float().mean() / HEADS


def _heavy() -> Tensor:
    heavy = torch.full((HEADS,), HEAVY)
    heavy[TOXICITY] = 1.0
    return heavy


def _worth() -> Tensor:
    worth = torch.ones(HEADS)
    worth[[SUICIDE, DANGER, TOXICITY]] = 3.0
    return worth
