// An ordinary Socket.IO page against the line: what it sees, as one line of JSON for each step.
import { createRequire } from "node:module";

const [port, packages] = process.argv.slice(2);
const { io } = createRequire(`${packages}/package.json`)("socket.io-client");
const SAY = { conversation: "c1", ref: "r1", text: "“hello” ä 🙂" };
const within = 5000;

function page(place, auth = { token: "good" }, more = {}) {
  return io(`http://127.0.0.1:${port}${place}`, {
    transports: ["websocket"], extraHeaders: { Origin: "https://line.example" },
    auth, reconnectionDelay: 20, reconnectionDelayMax: 50, ...more,
  });
}

const once = (socket, event) => new Promise((done, fail) => {
  const timer = setTimeout(() => fail(new Error(`no ${event}`)), within);
  socket.once(event, (...told) => { clearTimeout(timer); done(told); });
});
const ask = (socket, ...words) => socket.timeout(within).emitWithAck(...words);
const tell = (step, what) => console.log(JSON.stringify({ step, what }));
const told = () => new Promise((done) => process.stdin.once("data", done));

const one = page("/visitor");
await once(one, "connect");
tell("connected", one.connected && one.id !== one.io.engine.id);

const other = page("/peer");
await once(other, "connect");
tell("one wire for two namespaces", one.io === other.io && one.id !== other.id);

tell("answer", await ask(one, "say", SAY));
tell("refusal", await ask(one, "claim_flag", { flag: "f1" }));
tell("answers keep their order", await Promise.all(
  [0, 1, 2, 3].map((n) => ask(one, "say", { ...SAY, text: n % 2 ? "quick" : "slowly 0.03", ref: `r${n}` }))
).then((all) => all.map((answer) => answer.body.seq)));
tell("a long text", (await ask(one, "say", { ...SAY, text: "ä".repeat(1900) })).ok);

const hearing = once(one, "displaced");
tell("ready to hear", true);
tell("event", await hearing);

const stranger = page("/visitor", { token: "bad" }, { forceNew: true });
const [refused] = await once(stranger, "connect_error");
tell("turned away", [refused.message, refused.data.code]);
stranger.close();

const lost = page("/nowhere", {}, { forceNew: true });
tell("no such place", (await once(lost, "connect_error"))[0].message);
lost.close();

other.disconnect();
tell("left one namespace", [other.connected, one.connected, (await ask(one, "say", SAY)).ok]);

const coming = once(one, "connect");
const going = once(one, "disconnect");
tell("ready to lose the connection", true);
tell("lost", (await going)[0]);
await coming;
tell("came back", (await ask(one, "say", SAY)).ok);

const put = once(one, "disconnect");
tell("ready to be put out", true);
tell("put out", (await put)[0]);
await new Promise((done) => setTimeout(done, 200));
tell("does not come back by itself", one.connected);
process.exit(0);
