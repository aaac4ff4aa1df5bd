// A desk with one scripted visitor on it: the same parts as the real one, and no line behind them.
import { signal } from "@preact/signals";
import type { Me, PracticeView } from "../../contract";
import { ask } from "../api";
import { serverNow } from "../clock";
import { courierOf, endings, settled, type DeskSession } from "../desk/session";
import { lastSeqs, next, START, type DeskChange } from "../desk/state";
import { practiceLink } from "./link";

const WRITES = 1200; // milliseconds for which the scripted visitor writes

export function openPractice(me: Me, begun: PracticeView, real: DeskSession | null, over: () => void): DeskSession {
  const desk = signal(START);
  const practice = begun.practice ?? "";
  const apply = (change: DeskChange) => void (desk.value = next(desk.value, change));
  const show = (view: PracticeView) => {
    if (view.desk === null) return;
    apply({ kind: "view", view: view.desk });
    courier.complete(lastSeqs(view.desk));
  };
  const look = async () => {
    const told = await ask("/api/practice", {});
    if (told.ok && told.body.practice === practice) show(told.body);
  };
  const writing = (until: number) => {
    const name = desk.value.view?.conversations[0]?.pseudonym ?? "";
    apply({ kind: "typing", conversation: practice, name, until });
  };
  const said = () => {
    writing(serverNow() + WRITES);
    setTimeout(() => void look(), WRITES);
  };
  const link = practiceLink({ practice, desk: real, renewed: show, said, over });
  const courier = courierOf(me, desk, apply, link);
  const act: DeskSession["act"] = async (name, body) => settled(await link.ask(name, body), apply);
  apply({ kind: "link", state: "up" });
  show(begun);
  const ending = endings(apply, () => {
    apply({ kind: "ending", ending: null });
    over();
  });
  return { desk, courier, link, apply, act, ...ending, close: () => undefined };
}
