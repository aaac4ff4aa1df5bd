// What a visitor can do, and what is kept for a reload.
import type { BodyOf, LaterCode, VisitorCommands, VisitView, WritePlan } from "../contract";
import type { Answer, Link } from "../shared/link";
import { written, type Outbox } from "../shared/outbox";
import { fateOf, PlanWriter, type Fate } from "../shared/plan_writer";
import { newRef } from "../shared/refs";
import { createStore, type Store } from "../shared/store";
import { firstAnswers, token } from "./beginning";
import { CountryOwed } from "./country_owed";
import type { PageData } from "./data";
import { forgetAll, keepForNext, kept, keptAs } from "./keep";
import { next, start, type Change, type State } from "./state";
import { remember } from "./remember";
import { createTyping, type Typing } from "./typing";
import { Voice } from "./voice";

const FAREWELL = 400; // milliseconds that leaving waits for the server to know

export class Visit {
  readonly store: Store<State, Change>;
  readonly typing: Typing;
  readonly plan: PlanWriter;
  /** The visitor has opened the safety plan once. */
  planSeen = false;
  /** Of the last referral; a new one would take its place. */
  laterCode: LaterCode | null = null;
  private readonly country = new CountryOwed(() => this.store.state.answers.region, (region) => this.link.ask("choose_country", { region }));
  private voice: Voice;
  private readonly forgetting: () => void;

  constructor(data: PageData) {
    const box = keptAs<Outbox>("outbox", []);
    const first = start(firstAnswers(data), box, keptAs("put_away", 0));
    // With a token in this tab there may be a visit to return to: the server knows.
    const met = kept("met") !== null;
    this.store = createStore(kept("token") === null ? first : { ...first, step: "visit", met }, next);
    this.forgetting = this.store.watch(remember);
    this.typing = createTyping((on) => this.voice.typing(on));
    this.plan = new PlanWriter((step, ref, text) => this.writePlan({ step, ref, text }));
    this.voice = new Voice(this.store, token(), () => void this.country.tell());
  }

  private async writePlan(writing: Omit<WritePlan, "conversation">): Promise<Fate> {
    const conversation = this.store.state.view?.conversation;
    return conversation ? fateOf(await this.link.ask("write_plan", { conversation, ...writing })) : "again";
  }

  async begin(): Promise<void> {
    this.store.apply({ kind: "asking" });
    this.entered(await this.link.ask("begin", { consent: true, ...this.store.state.answers, follows: kept("follows") }));
  }

  /** To the door of the room that was chosen. */
  async enterRoom(): Promise<void> {
    const { answers: { language, region }, room } = this.store.state;
    if (room === null) return;
    this.store.apply({ kind: "asking" });
    this.entered(await this.link.ask("enter_room", { room, consent: true, language, region, follows: kept("follows") }));
  }

  /** What has no more to it than to be asked for. */
  act<Name extends keyof VisitorCommands>(name: Name, body: BodyOf<VisitorCommands, Name>): Promise<boolean> {
    return this.settle(this.link.ask(name, body));
  }

  /** From talking alone back to the group. */
  goBack(): Promise<boolean> {
    this.typing.stopped();
    return this.settle(this.link.ask("go_back", {}));
  }

  /** Out of the room, and into the line for one person. */
  talkAlone(): Promise<boolean> {
    this.typing.stopped();
    return this.settle(this.link.ask("talk_alone", {}));
  }

  say(text: string, careful = false): void {
    const conversation = this.store.state.view?.conversation;
    if (!conversation) return;
    const item = { ...written(newRef(), conversation, text, new Date().toISOString()), careful };
    this.typing.stopped();
    this.store.apply({ kind: "wrote", item });
    this.voice.send(item.ref);
  }

  again(ref: string): void {
    this.store.apply({ kind: "again", ref });
    this.voice.send(ref);
  }

  /** Nothing but `summary` is passed on. */
  answerReferral(referral: string, accept: boolean, summary: string): Promise<boolean> {
    return this.settle(this.link.ask("answer_referral", { referral, accept, summary }));
  }

  async takeCode(referral: string): Promise<void> {
    this.store.apply({ kind: "asking" });
    const answer = await this.link.ask("take_code", { referral });
    if (answer.ok) this.laterCode = answer.body;
    this.store.apply({ kind: "trouble", code: answer.ok ? null : answer.code });
  }

  answerLearner(conversation: string, accept: boolean): Promise<boolean> {
    return this.settle(this.link.ask("answer_learner", { conversation, accept }));
  }

  /** Whose numbers are shown, at once; staff who seek help for this visitor are told. */
  chooseCountry(region: string | null): void {
    this.store.apply({ kind: "answered", answers: { region } });
    if (this.store.state.view?.conversation) this.country.choose();
  }

  /** What was asked in a silence is answered by any sign of life. */
  stillHere(): void {
    const { view } = this.store.state;
    if (!view?.conversation || !view.silence?.mine || this.store.state.busy) return;
    void this.settle(this.link.ask("still_here", { conversation: view.conversation }));
  }

  /** Back to the place in the line that was kept too long for somebody away. */
  resume(): Promise<boolean> {
    return this.settle(this.link.ask("resume", {}));
  }

  end(): Promise<boolean> {
    this.typing.stopped();
    return this.settle(this.link.ask("leave", {}));
  }

  async feedback(helped: number | null, distress: number | null, text: string, share: boolean): Promise<void> {
    if (await this.settle(this.link.ask("feedback", { helped, distress, text, share }))) {
      this.store.apply({ kind: "feedback" });
    }
  }

  appeal(text: string): Promise<boolean> {
    return this.settle(this.link.ask("appeal", { text }));
  }

  async forget(): Promise<void> {
    if (!(await this.settle(this.link.ask("forget", {})))) return;
    forgetAll();
    this.store.apply({ kind: "forgotten" });
  }

  /** A new visit under a new token; what was answered once is not asked again. Who was left before stays away. */
  talkAgain(): void {
    this.link.close();
    keepForNext();
    this.laterCode = null;
    this.store.apply({ kind: "renewed" });
    this.voice = new Voice(this.store, token(), () => void this.country.tell());
  }

  /** Someone else, please. What was said so far stays. */
  changePeer(): Promise<boolean> {
    this.typing.stopped();
    return this.settle(this.link.ask("change_peer", {}));
  }

  /** The same, and supervisors are told. */
  async reportPeer(remark: string): Promise<void> {
    this.typing.stopped();
    if (await this.settle(this.link.ask("report_peer", { remark }))) this.store.apply({ kind: "reported" });
  }

  /** Back to reading: nothing has begun, nothing is kept. */
  unstarted(): void {
    this.link.close();
    forgetAll();
  }

  readonly useHere = (): void => this.link.connect();

  /** From here on nothing is kept. Tell the server that we go, but never wait long for it. */
  async goodbye(): Promise<void> {
    this.forgetting();
    await Promise.race([this.link.ask("leave", {}), new Promise((done) => setTimeout(done, FAREWELL))]);
    this.link.close();
  }

  private get link(): Link<VisitorCommands> {
    return this.voice.link;
  }

  private entered(answer: Answer<VisitView>): void {
    this.store.apply(answer.ok ? { kind: "view", view: answer.body } : { kind: "trouble", code: answer.code });
  }

  private async settle(asked: Promise<Answer<unknown>>): Promise<boolean> {
    this.store.apply({ kind: "asking" });
    const answer = await asked;
    this.store.apply({ kind: "trouble", code: answer.ok ? null : answer.code });
    return answer.ok;
  }
}
