import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { bareHeaders } from "./headers.ts";

/** Starts an HTTP server; it answers by the time this resolves. Throws when the port is taken. */
export async function listen(handler: RequestListener, port: number, host: string): Promise<Server> {
  // Node's own limits (60 s, 300 s, looked at every 30 s) let a few thousand slow connections sit there for minutes.
  const server = createServer({ connectionsCheckingInterval: 2_000 }, handler);
  server.headersTimeout = 10_000;
  server.requestTimeout = 30_000;
  server.keepAliveTimeout = 15_000;
  server.on("checkExpectation", handler);
  server.on("clientError", (error, socket) => refuseUnreadable(error, socket));
  return await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => resolve(server));
  });
}

const bare = bareHeaders();

/** Answers what could not be read as HTTP, with the headers of every other response. */
function refuseUnreadable(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  const status = unreadable[error.code ?? ""] ?? "400 Bad Request";
  const answer = `HTTP/1.1 ${status}\r\n${bare}Connection: close\r\nContent-Length: 0\r\n\r\n`;
  // Half an end would leave the other half to whoever is slow on purpose.
  socket.end(answer, () => socket.destroy());
}

const unreadable: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: "431 Request Header Fields Too Large",
  HPE_CHUNK_EXTENSIONS_OVERFLOW: "413 Payload Too Large",
  ERR_HTTP_REQUEST_TIMEOUT: "408 Request Timeout",
};

export function originOf(server: Server, host: string): string {
  // A server that listens on a port has an address of this form.
  const { port } = server.address() as AddressInfo;
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}

// Requests already accepted are answered; whoever holds a connection open longer is cut off.
const GRACE_MS = 8_000;

/** Takes no new connections, answers what has been asked, then closes. */
export async function stop(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // Whoever goes on asking over an open connection would keep it open.
  server.prependListener("request", (_request, response) => response.setHeader("Connection", "close"));
  server.closeIdleConnections();
  const cut = setTimeout(() => server.closeAllConnections(), GRACE_MS);
  await closed;
  clearTimeout(cut);
}
