import { once } from "node:events";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { pause } from "./senders.ts";

export type Proxy = { readonly origin: string; readonly faults: Record<string, number>; close(): Promise<void> };

/** A network between participants and server that loses replies after the commit, resets requests half-way, cuts bodies
 *  short, sends requests twice, delays and trickles; all by the given draws. */
export async function hostileProxy(target: string, random: () => number): Promise<Proxy> {
  const faults: Record<string, number> = {};
  const note = (fault: string) => {
    faults[fault] = (faults[fault] ?? 0) + 1;
  };
  const server = createServer((incoming, outgoing) => {
    void pass(incoming, outgoing, { target, random, note }).catch(() => outgoing.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    faults,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

type Means = { readonly target: string; readonly random: () => number; readonly note: (fault: string) => void };

async function pass(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  { target, random, note }: Means,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const draw = random();
  if (draw < 0.1) {
    note("reset before the server");
    outgoing.destroy();
    return;
  }
  if (draw < 0.2) {
    note("body cut short");
    await forward(incoming, target, { body: body.subarray(0, body.length / 2), length: body.length }).catch(() => null);
    outgoing.destroy();
    return;
  }
  if (random() < 0.2) {
    note("delayed");
    await pause(random() * 200);
  }
  const whole = { body, length: body.length };
  if (random() < 0.1) {
    note("sent twice");
    void forward(incoming, target, whole).catch(() => null);
  }
  const reply = await forward(incoming, target, whole);
  if (random() < 0.1) {
    note("reply lost after the commit");
    outgoing.destroy();
    return;
  }
  outgoing.writeHead(reply.status, { "content-type": reply.type, "content-length": reply.body.length });
  if (random() < 0.1) {
    note("trickled");
    for (let from = 0; from < reply.body.length; from += 64) {
      outgoing.write(reply.body.subarray(from, from + 64));
      await pause(1);
    }
    outgoing.end();
  } else outgoing.end(reply.body);
}

async function forward(
  incoming: IncomingMessage,
  target: string,
  sent: { readonly body: Buffer; readonly length: number },
) {
  const { hostname, port } = new URL(target);
  const { authorization = "", "content-type": type = "application/json" } = incoming.headers;
  const headers = { authorization, "content-type": type, "content-length": sent.length };
  const path = incoming.url ?? "/";
  const call = request({ hostname, port, path, method: incoming.method ?? "GET", headers });
  call.write(sent.body);
  if (sent.body.length === sent.length) call.end();
  else setTimeout(() => call.destroy(), 5);
  const [response] = (await once(call, "response")) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  const status = response.statusCode ?? 502;
  return { status, type: response.headers["content-type"] ?? "application/json", body: Buffer.concat(chunks) };
}
