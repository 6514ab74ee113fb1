import { createHash, randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { connect } from "node:net";
import { finished } from "node:stream/promises";
import { setTimeout as pause } from "node:timers/promises";

// Senders in a process of their own, so that they have a core of their own. Plain JavaScript: it runs without a build.
// Told once what to do (sendFrom.ts), it answers once what came of it, and writes each full reply's trials in a ledger.

const END_OF_HEAD = "\r\n\r\n";
const CONNECTS_AT_ONCE = 100;

process.once("message", (order) => void send(order).then((found) => process.send(found, () => process.exit(0))));
process.send({ ready: true });

async function send({ people, seconds, thinkMs, ledgerFile, ...request }) {
  const ledger = createWriteStream(ledgerFile, { flags: "a" });
  const seen = { created: 0, refused: 0, errors: 0, withoutRetryAfter: 0 };
  const taken = [];
  const admitted = [];
  const bySecond = Array.from({ length: seconds }, () => 0);
  const sockets = await openAll(request, people.length);
  const from = performance.now();
  const isOver = () => performance.now() - from > 1000 * seconds;
  const think = () => thinkMs[0] + Math.random() * (thinkMs[1] - thinkMs[0]);
  const takePart = async ({ sessionId, token, seq }, place) => {
    let next = seq;
    // Nobody comes at the same moment as everyone else.
    await pause(think());
    while (!isOver()) {
      const one = trialOf(next, request.note);
      const sent = performance.now();
      const answer = await patiently(sockets, place, {
        ...request,
        ...{ sessionId, token, one, seen, admitted, isOver },
      });
      if (answer === "over") break;
      if (answer === "created") {
        const ended = performance.now();
        taken.push(ended - sent);
        seen.created += 1;
        const second = Math.floor((ended - from) / 1000);
        if (second < bySecond.length) bySecond[second] += 1;
        ledger.write(`${sessionId}/${next} ${one.id} ${one.digest}\n`);
      } else seen.errors += 1;
      next += 1;
      await pause(think());
    }
    return { sessionId, seq: next };
  };
  const after = await Promise.all(people.map(takePart));
  for (const socket of sockets) socket.destroy();
  ledger.end();
  await finished(ledger);
  for (const list of [taken, admitted]) list.sort((a, b) => a - b);
  const at = (share, list = taken) => list[Math.floor(share * list.length)] ?? 0;
  // Once everyone has come, and before the first has left.
  const steady = bySecond.slice(Math.min(Math.ceil(thinkMs[1] / 1000), bySecond.length - 1));
  const perSecond = steady.reduce((sum, count) => sum + count, 0) / steady.length;
  const times = { p50: at(0.5), p99: at(0.99), admittedP99: at(0.99, admitted) };
  return { ...seen, perSecond, ...times, bySecond, people: after };
}

/** Sends until stored, or until told that it never will be; a refusal is waited out where the sender is patient. */
async function patiently(sockets, place, { patience, isOver, seen, admitted, ...request }) {
  for (;;) {
    const asked = performance.now();
    const head = `POST /api/v1/sessions/${request.sessionId}/trials HTTP/1.1\r\nHost: saydo\r\nAuthorization: Bearer ${request.token}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(request.one.text)}\r\n\r\n`;
    const answer = await ask(sockets[place], head + request.one.text).catch(() => null);
    if (answer === null) {
      sockets[place] = await opened(request).catch(() => sockets[place]);
      return "broken";
    }
    if (answer.startsWith("HTTP/1.1 200")) admitted.push(performance.now() - asked);
    if (answer.startsWith("HTTP/1.1 200")) return answer.includes('"status":"created"') ? "created" : "odd";
    if (!answer.startsWith("HTTP/1.1 503")) return "odd";
    seen.refused += 1;
    const [, wait] = /^retry-after: (\d+)/im.exec(answer) ?? [];
    if (wait === undefined) seen.withoutRetryAfter += 1;
    if (isOver()) return "over";
    await pause(patience === "retry-after" ? 1000 * Number(wait ?? 1) : 0);
    if (isOver()) return "over";
  }
}

function trialOf(seq, note) {
  const task = { measure: "likelihoodToRecommend", instance: "likelihoodToRecommend", product: "velmora" };
  const answer = { item: "likelihoodToRecommend", value: 7, missing: null, lowest: 0, highest: 10, changes: [] };
  const timing = { latencyMs: 1234.5, firstLatencyMs: 800.25, shownAtMs: 10.125 };
  const device = { inputModality: "keyboard", refreshRateHz: 60, visibilityLost: false };
  const id = randomUUID();
  const body = JSON.stringify({ ...task, trialIndex: seq, ...answer, ...timing, ...device, note });
  const digest = createHash("sha256").update(body).digest("hex");
  return { id, digest, text: `{"trials":[{"seq":${seq},"id":"${id}","body":${body}}]}` };
}

async function openAll(request, count) {
  const sockets = [];
  while (sockets.length < count) {
    const some = Array.from({ length: Math.min(CONNECTS_AT_ONCE, count - sockets.length) }, () => opened(request));
    sockets.push(...(await Promise.all(some)));
  }
  return sockets;
}

async function opened({ origin }) {
  const { hostname, port } = new URL(origin);
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  await new Promise((resolve, reject) => {
    socket.once("connect", resolve);
    socket.once("error", reject);
  });
  socket.on("error", () => undefined);
  return socket;
}

/** One request and its whole answer. */
async function ask(socket, request) {
  socket.write(request);
  return await new Promise((resolve, reject) => {
    let received = "";
    const done = (settle, value) => {
      socket.off("data", take);
      socket.off("close", closed);
      settle(value);
    };
    const take = (chunk) => {
      received += chunk.toString("latin1");
      const end = received.indexOf(END_OF_HEAD);
      if (end === -1) return;
      const [, length] = /^content-length: (\d+)/im.exec(received) ?? [];
      if (received.length >= end + END_OF_HEAD.length + Number(length)) done(resolve, received);
    };
    const closed = () => done(reject, new Error("the server hung up"));
    socket.on("data", take);
    socket.once("close", closed);
    if (socket.destroyed) closed();
  });
}
