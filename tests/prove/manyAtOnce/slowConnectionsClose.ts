import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { studyFile } from "../kept/crashLosesNothing.ts";
import type { Proof } from "../proof.ts";
import { newLedger } from "../support/ledger.ts";
import { load, peopleAt } from "../support/load.ts";
import { inScratch } from "../support/scratch.ts";
import { pause } from "../support/senders.ts";
import { supervise } from "../support/supervisor.ts";

const HEADERS_WITHIN_S = 15;
const BODY_WITHIN_S = 35;
type Slowness = "header" | "body" | "read";

/** Connections that send a header or a body letter by letter, or never read their answer, beside honest people. */
export const slowConnectionsClose: Proof = {
  id: "C3",
  promise: "Slow connections are closed in time and cost honest people nothing.",
  async run({ scale }) {
    const [people, slow, watched] = scale === "short" ? [10, 60, 20] : [100, 4000, 45];
    return await inScratch(async (folder) => {
      const server = await supervise({ place: { data: join(folder, "store") }, studyFile });
      const { origin } = server;
      const honest = await peopleAt(origin, people);
      const ledger = newLedger();
      const thinkMs = () => 100;
      const alone = await load({ origin, people: honest, ledger, seconds: scale === "short" ? 3 : 15, thinkMs });
      const kinds: readonly Slowness[] = scale === "short" ? ["header", "read"] : ["header", "body", "read"];
      const sockets = Array.from({ length: slow }, (_, place) =>
        slowSocket(origin, kinds[place % kinds.length] ?? "header"),
      );
      const beside = await load({ origin, people: honest, ledger, seconds: watched, thinkMs });
      const closed = (kind: Slowness) => sockets.filter((one) => one.kind === kind).map((one) => one.closedAfterS());
      const header = Math.max(...closed("header"));
      const body = Math.max(0, ...closed("body"));
      for (const { socket } of sockets) socket.destroy();
      await pause(0);
      const exit = await server.stop();
      const errors = alone.errors + beside.errors;
      // A machine that does other things in between is given its share of it.
      const isUnhurt = scale === "short" || beside.p99 <= Math.max(2 * alone.p99, 50);
      return {
        isMet: errors === 0 && header <= HEADERS_WITHIN_S && body <= BODY_WITHIN_S && isUnhurt && exit === 0,
        figures: {
          ...{ honest: people, slow, errors, aloneP99Ms: alone.p99, besideP99Ms: beside.p99 },
          ...{ slowestHeaderClosedAfterS: header.toFixed(1), slowestBodyClosedAfterS: body.toFixed(1) },
        },
      };
    });
  },
};

/** One slow connection; `closedAfterS` is how long the server bore it, infinite while it still does. */
function slowSocket(origin: string, kind: Slowness) {
  const { hostname, port } = new URL(origin);
  const socket: Socket = connect({ host: hostname, port: Number(port) });
  const from = performance.now();
  let closed = Number.POSITIVE_INFINITY;
  const head = kind === "header" ? "POST /api/v1/sessions HTTP/1.1\r\nHost: x\r\n" : requests[kind];
  socket.on("error", () => undefined);
  if (kind === "read") socket.pause();
  else socket.resume();
  const drip = setInterval(() => socket.writable && socket.write(kind === "header" ? "X-a: b\r\n" : " "), 1000);
  socket.on("connect", () => socket.write(head));
  // Whoever does not read does not learn of the end either; the server's side is what counts there.
  socket.on("close", () => {
    closed = Math.min(closed, (performance.now() - from) / 1000);
    clearInterval(drip);
  });
  socket.on("end", () => {
    closed = Math.min(closed, (performance.now() - from) / 1000);
  });
  return { socket, kind, closedAfterS: () => closed };
}

const requests = {
  body: "POST /api/v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{",
  read: "GET /api/v1/studies/coffee-brands HTTP/1.1\r\nHost: x\r\n\r\n".repeat(20),
};
