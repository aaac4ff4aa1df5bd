"""Tables of figures as a page."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

PAGE: Final = """# What the screen finds, and what it misses

Written by `make evaluate DATA=FOLDER`. {weights}
Without a folder it writes the tables from *Blind set* on anew{since}.
In brackets: 95 % intervals (Wilson's for shares, bootstrap for the rest; whole conversations are
drawn together). No text of the data is shown here or anywhere in the project.

- *Held out* means that the scoring weights never saw the rows, nor anything from the same file of
  our corpus (all goodbyes, say); of the posts and the open messages a third was left out at a time.
  Six files of the corpus hold every theme, so most are known from another file. Eight more are by
  **other hands**, dealt by chance over the same themes: leaving one out leaves out its author, but
  neither the themes nor the way of dealing. The encoder's runs without a third were shorter than
  the one that is shipped.
  Strictest is the table with whole sources left out. *By line* leaves out only the line itself and
  is too favourable, because the authors are the same. How it does for real visitors lies between.
- *Statements* are the posts with a human severity, and the lines of our corpus with a risk of
  suicide. *Ordinary* rows are open ordinary messages and the ordinary lines of our corpus, many of
  which were written to mislead a screen (denials, idioms, recovery, news).
- The *blind sets* (moderation/blind/) are each by somebody who knew nothing of the screen, and
  nobody who works on it reads their lines: of all figures these say most about people it has never
  met. The first is worn a little: its groups' shares confirmed earlier weights, and the inline
  thresholds and the shares of all signs together were weighed by them; the second stood beside it
  then. The third and the fourth were written afterwards, and used for nothing but to print
  their figures and to judge new weights, which were not taken (docs/decisions/0070).
- *Blind sets beside real conversations*: what is found of the sets' danger where so many real
  turns alarm. By this two screens, or two sets of weights, are compared.
- *Pairs* (moderation/pairs/) were written in one go before the phrases and lines of their day, by
  the same hand, which knew them: **a dozen idioms, most in other languages, repeat ordinary ones of
  theirs**, so there, and in small part in English, they are not unseen.
- The real conversations were never trained on. But **the first rules of the English lexicon were
  edited after looking at them**, so for the lexicon they are not held out. Every alarm in them
  counts as false, though people in real distress took part.
- *Lexicon* is the rules of all languages with their contexts; *inline model* our n-grams alone;
  *event loop* the two as they run there; *encoder* the small encoder alone; *together* all of them.
  The lexicon's own score is the level it proposes, so it has few steps. Scores of several parts are
  the number that the screen gives out (moderation/ranking.py): one logistic regression over what
  each says, whose dozen weights were fitted on held-out scores.
- *watch*, *alert* and *page* stand for 2 %, 0.5 % and 0.2 % of false alarms on held-out ordinary
  rows, our own and the open ones weighing the same; the encoder's for 2.5 %, 0.6 % and 0.2 %.
- Labels for severe, obscene, sexual or threatening words cannot be learned from these rows: there
  is one figure for toxicity. Detoxify is asked where it is installed.
- What each part is and was learned from says [model-card.md](model-card.md).

![For each part of the screen: the share of statements found, by the share of ordinary messages that
alarm](images/crisis-curves.svg)
"""

SECTION: Final = re.compile(r"^## ", re.MULTILINE)
SINCE: Final = re.compile(r"(from \*Blind set\* on anew)[^.]*\.")


@dataclass(frozen=True, slots=True)
class Table:
    title: str
    head: Sequence[str]
    lines: Sequence[tuple[str, ...]]
    note: str = ""

    def __str__(self) -> str:
        rule = tuple("---" for _ in self.head)
        rows = "\n".join(f"| {' | '.join(row)} |" for row in (self.head, rule, *self.lines))
        note = f"{self.note}\n\n" if self.note else ""
        return f"## {self.title}\n\n{note}{rows}\n"


def page(tables: Iterable[Table], weights: str) -> str:
    return "\n".join([PAGE.format(weights=weights, since=""), *map(str, tables)])


def renewed(page: str, tables: Sequence[Table], today: date) -> str:
    """The page with these tables last, and without those of the same titles."""
    since = f": last on {today.isoformat()}, after the others"
    head, *there = SECTION.split(SINCE.sub(lambda found: f"{found[1]}{since}.", page, count=1))
    titles = {table.title for table in tables}
    kept = (f"## {one}" for one in there if one.partition("\n")[0] not in titles)
    return "\n".join(["".join([head, *kept]).rstrip("\n") + "\n", *map(str, tables)])
