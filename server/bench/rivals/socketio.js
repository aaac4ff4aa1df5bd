// Node's Socket.IO as its documentation shows it; with REDIS_URL (unix://…), with its adapter for several processes.
import { createServer } from "node:http";
import { createAdapter } from "@socket.io/redis-adapter";
import { createClient } from "redis";
import { Server } from "socket.io";
import { receipt, heard } from "./answers.js";
import { untilTold } from "./untilTold.js";

const server = createServer();
const io = new Server(server, { serveClient: false });
if (process.env.REDIS_URL) {
  const path = process.env.REDIS_URL.replace(/^unix:\/\//, "");
  const told = createClient({ socket: { path } });
  const ear = told.duplicate();
  await Promise.all([told.connect(), ear.connect()]);
  io.adapter(createAdapter(told, ear));
}
io.of("/visitor").on("connection", (socket) => {
  socket.join(socket.handshake.auth.token);
  socket.on("say", (body, acknowledge) => {
    socket.to(body.conversation).emit("heard", heard(body));
    acknowledge(receipt);
  });
});
untilTold(server);
