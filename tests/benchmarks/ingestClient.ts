import { randomUUID } from "node:crypto";
import { connect, type Socket } from "node:net";
import { z } from "zod";
import { trials } from "../server/client.ts";

// Sends a bounded number of requests to one origin over keep-alive connections, each waiting for its answer before the
// next: the least a client can do, so that the server is what is measured. Told what to do by its parent; answers once.

const Order = z.object({
  origin: z.string(),
  requests: z.int().positive(),
  people: z.array(z.object({ sessionId: z.string(), token: z.string() })),
  /** Trials a request carries. */
  trials: z.int().positive(),
});
type Order = z.infer<typeof Order>;

const END_OF_HEAD = Buffer.from("\r\n\r\n");

process.once("message", (message) => {
  const order = Order.parse(message);
  void send(order).then((answer) => process.send?.(answer, () => process.exit(0)));
});
process.send?.({ ready: true });

async function send({ origin, requests, people, trials: perRequest }: Order) {
  const { hostname, port, host } = new URL(origin);
  const each = Math.floor(requests / people.length);
  const written = people.map(({ sessionId, token }) =>
    Array.from({ length: each }, (_, turn) => {
      const body = JSON.stringify({ trials: fresh(turn * perRequest, perRequest) });
      const head = `POST /api/v1/sessions/${sessionId}/trials HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n`;
      return Buffer.from(head + body);
    }),
  );
  const sockets = await Promise.all(people.map(() => opened(Number(port), hostname)));
  const latencies: number[] = [];
  const refused: string[] = [];
  const start = performance.now();
  await Promise.all(
    sockets.map(async (socket, place) => {
      for (const request of written[place] ?? []) {
        const sent = performance.now();
        const answer = await ask(socket, request);
        latencies.push(performance.now() - sent);
        if (!answer.startsWith("HTTP/1.1 200") || answer.split('"created"').length !== perRequest + 1)
          refused.push(answer);
      }
      socket.destroy();
    }),
  );
  const seconds = (performance.now() - start) / 1000;
  latencies.sort((a, b) => a - b);
  const at = (share: number) => latencies[Math.floor(share * latencies.length)] ?? 0;
  return { seconds, answered: latencies.length, refused: refused.slice(0, 1), p50: at(0.5), p99: at(0.99) };
}

/** Answers nobody has sent before. */
function fresh(from: number, count: number) {
  return trials(count, from).map((trial) => ({ ...trial, id: randomUUID() }));
}

async function opened(port: number, host: string): Promise<Socket> {
  const socket = connect({ port, host, noDelay: true });
  await new Promise((resolve, reject) => {
    socket.once("connect", resolve);
    socket.once("error", reject);
  });
  return socket;
}

/** One request and its whole answer. */
async function ask(socket: Socket, request: Buffer): Promise<string> {
  socket.write(request);
  return await new Promise((resolve, reject) => {
    let received: Buffer = Buffer.alloc(0);
    const take = (chunk: Buffer) => {
      received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
      const length = lengthOf(received);
      if (length === null || received.length < length) return;
      socket.off("data", take);
      socket.off("close", fail);
      resolve(received.toString("utf8"));
    };
    const fail = () => reject(new Error("the server hung up"));
    socket.on("data", take);
    socket.once("close", fail);
  });
}

/** Bytes of an answer, head included: by its length, or to the last chunk. Null while its head is not all there. */
function lengthOf(received: Buffer): number | null {
  const end = received.indexOf(END_OF_HEAD);
  if (end === -1) return null;
  const head = received.toString("latin1", 0, end);
  const [, length] = /^content-length: (\d+)/im.exec(head) ?? [];
  if (length !== undefined) return end + END_OF_HEAD.length + Number(length);
  return received.indexOf("\r\n0\r\n\r\n", end) === -1 ? null : received.length;
}
