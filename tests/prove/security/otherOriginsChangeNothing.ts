import type { Browser } from "playwright-core";
import { participantRoutes } from "../../../server/app.ts";
import { consoleRoutes } from "../../../server/console/consoleApp.ts";
import { listen, originOf, stop } from "../../../server/http/listen.ts";
import { groupCommit } from "../../../server/ingest/groupCommit.ts";
import { secretHash } from "../../../server/secrets.ts";
import { launchChromium } from "../../chromium.ts";
import { addressOf, type ConsoleWorld, consoleOptions, consoleWorld, type Visitor } from "../../server/consoleWorld.ts";
import type { Proof } from "../proof.ts";

/** Forms and scripts of other origins against every address that changes something. */
export const otherOriginsChangeNothing: Proof = {
  id: "E4",
  promise: "No other origin's page changes anything, frames the console or reads the participant's interface.",
  async run() {
    const world = await consoleWorld();
    const before = await auditLines(world);
    const forged = await forgedForms(world);
    const framed = await unframed(world);
    const cors = await crossOriginReads(world);
    const browser = await launchChromium();
    const inBrowser = await formsOfAnotherPort(world, browser);
    await browser.close();
    const changes = (await auditLines(world)) - before;
    await world.remove();
    const faults = [...forged.faults, ...framed, ...cors.faults, ...inBrowser.faults];
    return {
      isMet: faults.length === 0 && changes === 0 && forged.tried > 100 && inBrowser.sent > 10,
      figures: {
        ...{ forgedRequests: forged.tried, fromABrowser: inBrowser.sent, crossOriginRequests: cors.tried },
        ...{ succeeded: faults.length, first: faults[0] ?? "none", linesInTheAudit: changes },
      },
    };
  },
};

async function auditLines({ opened }: ConsoleWorld): Promise<number> {
  return (await opened.store.audit.list(null, 100_000)).length;
}

const posts = ({ opened, study }: ConsoleWorld) =>
  consoleRoutes(opened.store, consoleOptions)
    .filter(({ method }) => method === "post")
    .map(({ path, access }) => ({ access, path: addressOf(path, study) }));

type Forgery = { readonly headers: Readonly<Record<string, string>>; readonly body: string };

const FORM = "application/x-www-form-urlencoded";
const fields = "state=paused&role=owner&count=3&act=keep&email=x%40example.org&password=x&format=csv";

/** What another page can make a browser send, with the visitor's cookie. `proof` is the right one. */
function forgeries(proof: string, port: string): readonly Forgery[] {
  const form = (headers: Readonly<Record<string, string>>, csrf = proof): Forgery => ({
    headers: { "content-type": FORM, ...headers },
    body: `${fields}&csrf=${csrf}`,
  });
  return [
    form({ origin: "https://evil.example" }),
    form({ origin: "null" }),
    form({ origin: `http://evil.127.0.0.1:${port}` }),
    form({ origin: `http://127.0.0.1:${Number(port) + 1}` }),
    form({ origin: `https://127.0.0.1:${port}` }),
    form({ "sec-fetch-site": "cross-site" }),
    form({ "sec-fetch-site": "same-site" }),
    form({ origin: `http://127.0.0.1:${port}.evil.example` }),
  ];
}

/** What succeeds only against whoever is signed in, for want of the proof in the form. */
function withoutProof(): readonly Forgery[] {
  const multipart = `--b\r\nContent-Disposition: form-data; name="state"\r\n\r\npaused\r\n--b--\r\n`;
  return [
    { headers: { "content-type": FORM }, body: fields },
    { headers: { "content-type": FORM }, body: `${fields}&csrf=${"0".repeat(64)}` },
    { headers: { "content-type": "text/plain" }, body: `{"state":"paused"}` },
    { headers: { "content-type": "application/json" }, body: `{"state":"paused","csrf":""}` },
    { headers: { "content-type": "multipart/form-data; boundary=b" }, body: multipart },
  ];
}

async function forgedForms(world: ConsoleWorld) {
  const { server, cookies } = world;
  const { port } = new URL(server.consoleOrigin);
  const faults: string[] = [];
  let tried = 0;
  for (const { path, access } of posts(world)) {
    for (const visitor of ["admin", ...(access === "anyone" ? (["nobody"] as const) : [])] satisfies Visitor[]) {
      const cookie = cookies.get(visitor) ?? "";
      const proof = secretHash(`csrf ${cookie.slice("saydo=".length)}`);
      for (const { headers, body } of [...forgeries(proof, port), ...(visitor === "nobody" ? [] : withoutProof())]) {
        tried += 1;
        const request = { method: "POST", redirect: "manual", headers: { cookie, ...headers }, body } as const;
        const response = await fetch(`${server.consoleOrigin}${path}`, request);
        const isForeign = response.status === 403 && (await response.text()).includes("This form did not come from");
        // A form with files is read where files may be sent, nowhere else.
        const isRefused = isForeign || (response.status === 415 && headers["content-type"] !== FORM);
        if (!isRefused) faults.push(`${path} as ${visitor} with ${JSON.stringify(headers)}: ${response.status}`);
      }
    }
  }
  return { faults, tried };
}

/** Pages of the console that another page may frame, or whose answers another origin may read. */
async function unframed({ server, opened, cookies, study }: ConsoleWorld): Promise<readonly string[]> {
  const headers = { cookie: cookies.get("admin") ?? "", origin: "https://evil.example" };
  const faults: string[] = [];
  for (const { method, path } of consoleRoutes(opened.store, consoleOptions)) {
    if (method !== "get") continue;
    const { headers: reply } = await fetch(`${server.consoleOrigin}${addressOf(path, study)}`, {
      headers,
      redirect: "manual",
    });
    const isClosed = (reply.get("content-security-policy") ?? "").includes("frame-ancestors 'none'");
    if (!isClosed || reply.get("access-control-allow-origin") !== null) faults.push(`${path} can be framed or read`);
  }
  return faults;
}

/** The participant's interface has no cookies; what is left is that no answer may be read and no form be taken. */
async function crossOriginReads({ server, opened, participant }: ConsoleWorld) {
  const ingest = groupCommit({ append: opened.store.appendTrials });
  const faults: string[] = [];
  let tried = 0;
  for (const { method, path } of participantRoutes(opened.store, ingest, () => undefined)) {
    const url = `${server.participantOrigin}${path.replace(":sessionId", participant.sessionId).replace(":studyId", "tea")}`;
    const from = { origin: "https://evil.example" };
    const ask = { "access-control-request-method": "POST", "access-control-request-headers": "authorization" };
    const authorization = `Bearer ${participant.token}`;
    const replies = [
      await fetch(url, { method: "OPTIONS", headers: { ...from, ...ask } }),
      await fetch(url, { method: method.toUpperCase(), headers: { ...from, authorization } }),
    ];
    if (method === "post") {
      const headers = { ...from, authorization, "content-type": "text/plain" };
      const simple = await fetch(url, { method: "POST", headers, body: "{}" });
      if (simple.status !== 415) faults.push(`${path} takes text/plain: ${simple.status}`);
      replies.push(simple);
    }
    tried += replies.length;
    const isOpen = replies.some(({ headers }) => [...headers.keys()].some((name) => /^access-control/.test(name)));
    if (isOpen) faults.push(`${path} may be read from another origin`);
  }
  return { faults, tried };
}

/** A page at another port of the same host: the same site as far as cookies go, so that they are sent along. */
async function formsOfAnotherPort(world: ConsoleWorld, browser: Browser) {
  const { server, cookies } = world;
  const addresses = posts(world).map(({ path }) => `${server.consoleOrigin}${path}`);
  const html = `<!doctype html>${addresses.map(formTo).join("")}`;
  const evil = await listen(
    (_, response) => void response.setHeader("content-type", "text/html").end(html),
    0,
    "127.0.0.1",
  );
  const context = await browser.newContext();
  const [name = "", value = ""] = (cookies.get("admin") ?? "").split("=");
  await context.addCookies([{ name, value, url: server.consoleOrigin, httpOnly: true, sameSite: "Strict" }]);
  const page = await context.newPage();
  const statuses = new Map<string, number>();
  page.on("response", (response) => statuses.set(response.url(), response.status()));
  await page.goto(originOf(evil, "127.0.0.1"));
  for (const place of addresses.keys()) {
    const answered = page.waitForResponse((response) => response.url() === addresses[place]);
    await page.evaluate((at) => document.forms[at]?.submit(), place);
    await answered;
  }
  await context.close();
  await stop(evil);
  const faults = addresses
    .filter((address) => statuses.get(address) !== 403)
    .map((address) => `a browser's ${address}`);
  return { faults, sent: statuses.size - 1 };
}

function formTo(address: string, place: number): string {
  const inputs = [...new URLSearchParams(fields)].map(([name, value]) => `<input name="${name}" value="${value}">`);
  return `<iframe name="f${place}"></iframe><form method="post" action="${address}" target="f${place}">${inputs.join("")}</form>`;
}
