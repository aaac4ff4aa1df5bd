// Listens on a free port, says which, and ends with its input.
export function untilTold(server) {
  server.listen({ port: 0, host: "127.0.0.1", backlog: 4096 }, () => console.log(server.address().port));
  process.stdin.on("end", () => process.exit(0)).resume();
}
