"""Tiny checkpoints of the real kinds, in folders as an operator would put them together."""

import json
from importlib import import_module
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer, models, pre_tokenizers

from moderation.models.checksums import write_checksums

WORDS = [
    "[PAD]",
    "[UNK]",
    "[CLS]",
    "[SEP]",
    "[MASK]",
    "you",
    "are",
    "a",
    "kind",
    "person",
    "hello",
    "clown",
    "be",
    "quiet",
    "thanks",
    "the",
]
LABELS = ["toxic", "severe_toxic", "obscene", "threat", "insult", "identity_hate"]
MAIN_LABELS = ["toxicity", "severe_toxicity", "obscene", "identity_attack"]
MAIN_LABELS += ["insult", "threat", "sexual_explicit"]
OUTPUTS = 16  # of the debiased kinds: seven labels, and identities that only training needs
SMALL = {"hidden_size": 32, "num_attention_heads": 2, "intermediate_size": 64}


def _transformers() -> Any:
    """Loaded where it is needed: each process that runs tests reads this file, one needs it."""
    return import_module("transformers")


def small_bert() -> Any:
    """As the first kind: six labels, and its own configuration beside it."""
    transformers = _transformers()
    config = transformers.BertConfig(
        vocab_size=len(WORDS), num_hidden_layers=2, num_labels=len(LABELS), **SMALL
    )
    return _made(transformers.BertForSequenceClassification, config)


def put_bert(folder: Path, network: Any) -> Path:
    (folder / "vocab.txt").write_text("\n".join(WORDS) + "\n")
    network.config.save_pretrained(folder)
    tokenizer = {"tokenizer_class": "BertTokenizer", "do_lower_case": True, "model_max_length": 512}
    (folder / "tokenizer_config.json").write_text(json.dumps(tokenizer))
    return keep(folder, network.state_dict())


def put_debiased(folder: Path, kind: str) -> Any:
    """As published: the base model's configuration knows nothing of the labels."""
    size = _byte_tokenizer(folder) if kind == "Roberta" else _piece_tokenizer(folder)
    transformers = _transformers()
    config = getattr(transformers, f"{kind}Config")(
        vocab_size=size,
        num_hidden_layers=1,
        max_position_embeddings=514,
        pad_token_id=1,
        bos_token_id=0,
        eos_token_id=2,
        **SMALL,
    )
    config.save_pretrained(folder)
    config.num_labels = OUTPUTS
    network = _made(getattr(transformers, f"{kind}ForSequenceClassification"), config)
    keep(folder, network.state_dict(), kind=kind, labels=MAIN_LABELS, outputs=OUTPUTS)
    return network


def keep(
    folder: Path,
    weights: dict[str, Any],
    *,
    kind: str = "Bert",
    labels: list[str] = LABELS,
    outputs: int | None = None,
    **other: Any,
) -> Path:
    arguments = {
        "model_type": "bert-base-uncased",  # a name on a hub, as the published checkpoints have
        "model_name": f"{kind}ForSequenceClassification",
        "tokenizer_name": f"{kind}Tokenizer",
        "num_classes": outputs or len(labels),
    }
    config = {"arch": {"args": arguments}, "dataset": {"args": {"classes": labels}}}
    torch.save({"config": config, "state_dict": weights, **other}, folder / "tiny.ckpt")
    write_checksums(folder)
    return folder


def _made(network: Any, config: Any) -> Any:
    torch.manual_seed(7)
    torch.set_num_threads(1)  # tiny batches gain nothing from more, and other tests run beside
    return network(config).eval()


def _byte_tokenizer(folder: Path) -> int:
    special = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    pieces = [*special, *sorted(pre_tokenizers.ByteLevel.alphabet())]
    (folder / "vocab.json").write_text(json.dumps({piece: at for at, piece in enumerate(pieces)}))
    (folder / "merges.txt").write_text("#version: 0.2\n")
    return len(pieces)


def _piece_tokenizer(folder: Path) -> int:
    letters = [(letter, -2.0) for letter in "abcdefghijklmnopqrstuvwxyz"]
    special = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0)]
    pieces = [*special, ("▁", -1.0), *letters, ("<mask>", 0.0)]
    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=3))
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.save(str(folder / "tokenizer.json"))
    return len(pieces)
