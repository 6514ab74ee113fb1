import express from "express";
import { commonHeaders } from "./headers.ts";
import { listen, originOf, stop } from "./listen.ts";

export type HeldPorts = {
  readonly participantOrigin: string;
  readonly ports: { readonly port: number; readonly consolePort: number };
  /** Gives the ports to whoever serves from now on. */
  release(): Promise<void>;
};

const AGAIN_S = 2;
const PAGE = `<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="${AGAIN_S}">
<meta name="viewport" content="width=device-width"><title>One moment</title>
<p>The study is being prepared. This page opens it by itself in a moment.</p></html>`;

/** Answers at the ports of a server that is not ready yet with a page that asks again by itself, so that its links can be
 *  given out at once. Throws when a port is taken. */
export async function holdPorts(
  wanted: { readonly port: number; readonly consolePort: number },
  host = "127.0.0.1",
): Promise<HeldPorts> {
  const participant = await listen(oneMoment(), wanted.port, host);
  const console = await listen(oneMoment(), wanted.consolePort, host).catch(async (error: unknown) => {
    await stop(participant);
    throw error;
  });
  const portOf = (server: typeof participant) => Number(new URL(originOf(server, host)).port);
  return {
    participantOrigin: originOf(participant, host),
    ports: { port: portOf(participant), consolePort: portOf(console) },
    async release() {
      await Promise.all([stop(participant), stop(console)]);
    },
  };
}

function oneMoment() {
  return express()
    .use(commonHeaders())
    .use((request, response) => {
      request.resume();
      response.status(503).set("Retry-After", String(AGAIN_S)).type("html").send(PAGE);
    });
}
