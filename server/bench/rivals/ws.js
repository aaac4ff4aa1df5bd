// The `ws` package alone: the same words with nothing of Socket.IO around them.
import { createServer } from "node:http";
import { WebSocketServer } from "ws";
import { receipt, heard } from "./answers.js";
import { untilTold } from "./untilTold.js";

const server = createServer();
const people = new Map();
new WebSocketServer({ server, perMessageDeflate: false }).on("connection", (socket, request) => {
  const name = new URL(request.url, "http://bench.invalid").searchParams.get("token");
  people.set(name, socket);
  socket.on("close", () => people.delete(name));
  socket.on("message", (text) => {
    const [, id, body] = JSON.parse(text);
    people.get(body.conversation)?.send(JSON.stringify(["heard", heard(body)]));
    socket.send(JSON.stringify(["ack", id, receipt]));
  });
});
untilTold(server);
