import { createHash } from "node:crypto";
import express, {
  type ErrorRequestHandler,
  type Express,
  type Request,
  type RequestHandler,
  type Response,
} from "express";
import { Problem, problemTitles } from "../../experiments/contract/problem.ts";
import { commonHeaders, type Policy, setPolicy } from "../http/headers.ts";
import { refuseZeroBytes } from "../http/refuseZeroBytes.ts";
import { problemOf, problemStatuses, retryAfterS } from "../problems.ts";
import { noSuchStudy } from "../refusals.ts";
import { secretHash } from "../secrets.ts";
import type { Store } from "../store/store.ts";
import { verdict } from "./access.ts";
import { accountRoutes } from "./accountRoutes.ts";
import { consoleCss } from "./consoleCss.ts";
import type { Answer, ConsoleRoute, Visit } from "./consoleRoute.ts";
import { designRoutes } from "./designRoutes.ts";
import { draftJobRoutes } from "./draftJobRoutes.ts";
import type { ExportDesk } from "./exportDesk.ts";
import { formOf, readForm, refuseForeignForm } from "./forms.ts";
import { galleryRoutes } from "./galleryRoutes.ts";
import { handedOutRoutes } from "./handedOutRoutes.ts";
import type { ImportDesk } from "./importDesk.ts";
import { joinRoutes } from "./joinRoutes.ts";
import type { KeptUploads } from "./keptUploads.ts";
import { liveScript } from "./live/liveScript.ts";
import { liveRoutes } from "./liveRoutes.ts";
import { memberRoutes } from "./memberRoutes.ts";
import { ProblemPage } from "./pages/studyPages.tsx";
import { panelRoutes } from "./panelRoutes.ts";
import { peopleRoutes } from "./peopleRoutes.ts";
import { purchaseRoutes } from "./purchaseRoutes.ts";
import { recruitRoutes } from "./recruitRoutes.ts";
import { rendered } from "./rendered.ts";
import { resultRoutes } from "./resultRoutes.ts";
import { rightsIn } from "./rights.ts";
import { shareRoutes } from "./shareRoutes.ts";
import { signInRoutes } from "./signInRoutes.ts";
import { type Origins, studyRoutes } from "./studyRoutes.ts";

export type ConsoleOptions = {
  readonly origins: Origins;
  readonly desk: ExportDesk;
  readonly importFile: ImportDesk;
  readonly uploads: KeptUploads;
  /** Has the jobs that wait taken up at once. */
  readonly workSoon: () => void;
  readonly now: () => Date;
  readonly onFailure: (error: unknown, errorId?: string) => void;
  /** Text of the server's measurements, for Prometheus. */
  readonly metrics: () => Promise<string>;
  /** Proxies whose word on who asks is taken; what anyone else says in X-Forwarded-For is not read. */
  readonly trustedProxies?: readonly string[];
};

/** Everything that can be asked of the console. A test walks this list with every kind of visitor. */
export function consoleRoutes(
  store: Store,
  { origins, desk, importFile, uploads, workSoon, now }: ConsoleOptions,
): readonly ConsoleRoute[] {
  const routes: ConsoleRoute[] = [
    ...signInRoutes(store, now),
    ...joinRoutes(store, now),
    ...accountRoutes(store, now),
    ...memberRoutes(store, origins, () => rightsIn(routes)),
    ...studyRoutes(store, { origins, now }),
    ...purchaseRoutes({ store, desk: importFile, uploads }),
    ...galleryRoutes(store),
    ...designRoutes(store, { origins, now }),
    ...draftJobRoutes(store, workSoon),
    ...recruitRoutes({ store, origins, now }),
    ...liveRoutes(store, now),
    ...resultRoutes({ store, desk, workSoon }),
    ...shareRoutes({ store, origins, now }),
    ...peopleRoutes(store),
    ...panelRoutes(store, now),
    ...handedOutRoutes(store, now, (id) => `${origins.participant()}/s/${id}`),
  ];
  return routes;
}

/** The researchers' origin: pages made on the server. One script lets an open page follow what goes on; all else works
 *  without. */
export function createConsole(store: Store, options: ConsoleOptions): Express {
  const app = express();
  app.disable("etag");
  app.set("query parser", "simple");
  app.set("trust proxy", [...(options.trustedProxies ?? [])]);
  // With no-referrer a browser sends `Origin: null` with our own forms, which could not be told from another's.
  app.use(
    commonHeaders({ policy: policyWith(options.origins.participant()), referrer: "same-origin" }),
    refuseZeroBytes,
  );
  app.get("/look.css", (_request, response) => void response.type("css").send(consoleCss));
  app.get("/live.js", (_request, response) => void response.type("text/javascript").send(liveScript));
  app.get("/metrics", async (_request, response) => void response.type("text/plain").send(await options.metrics()));
  for (const route of consoleRoutes(store, options)) {
    app[route.method](
      route.path,
      admit(route, store, options),
      readForm(route, options.origins.console),
      handlerOf(route, options),
    );
  }
  app.use(() => {
    throw new Problem({ code: "route-not-found", detail: "There is nothing at this address." });
  });
  app.use(problemPages(options.onFailure));
  return app;
}

/** Frames show the participants' origin: a draft as they would meet it. */
function policyWith(participants: string): Policy {
  return { ...POLICY, "frame-src": ["'self'", ...(participants === "" ? [] : [new URL(participants).origin])] };
}

const POLICY = {
  "default-src": ["'none'"],
  "style-src": ["'self'"],
  "script-src": ["'self'"],
  "connect-src": ["'self'"],
  "img-src": ["'self'", "data:"],
  "frame-src": ["'self'"],
  "form-action": ["'self'"],
  "base-uri": ["'none'"],
  "frame-ancestors": ["'none'"],
  "require-trusted-types-for": ["'script'"],
  "trusted-types": ["'none'"],
};

/** Who asks, and whether they may: before a byte of any body is read. */
function admit(route: ConsoleRoute, store: Store, { origins }: ConsoleOptions): RequestHandler {
  return async (request, response, next) => {
    const visit = { ...(await visitOf(request, store)), isLocal: isLocal(request, origins.console()) };
    response.locals["visit"] = visit;
    const decision = verdict(route.access, visit);
    if (decision === "signed-out" && route.method === "get") return response.redirect(303, "/sign-in");
    if (decision === "signed-out") throw new Problem({ code: "signed-out", detail: "Sign in first." });
    if (decision === "second-factor-needed" && route.method === "get") return response.redirect(303, "/account");
    if (decision === "second-factor-needed") throw new Problem(secondFactorNeeded);
    if (decision === "study-not-found") throw noSuchStudy(String(visit.params["studyId"]).slice(0, 64));
    if (decision === "not-allowed")
      throw new Problem({ code: "not-allowed", detail: "Your role does not allow this." });
    next();
  };
}

const secondFactorNeeded = {
  code: "not-allowed",
  detail: "Whoever runs the server needs a second factor first.",
  todo: "Switch it on under your account.",
} as const;

function handlerOf(route: ConsoleRoute, options: ConsoleOptions): RequestHandler {
  return async (request, response) => {
    // Set by `admit`, just before.
    const visit: Visit = { ...(response.locals["visit"] as Visit), ...formOf(request) };
    if (route.method === "post") refuseForeignForm(request, visit, options.origins.console());
    const given = await route.handle(visit);
    if ("events" in given) return await sendEvents(request, response, given);
    await answer(response, given, options);
  };
}

/** The session among a browser's cookies. A page on another port or host of the same site can add a cookie of our name,
 *  which must neither hide the right one nor put another session in its place. */
async function signedInBy(cookies: string, store: Store): Promise<Pick<Visit, "token" | "account">> {
  const given = [...cookies.matchAll(/(?<=^|;\s*)(__Host-)?saydo=([A-Za-z0-9_-]{43})(?=;|$)/g)];
  const bound = given.filter(([, prefix]) => prefix !== undefined);
  const tokens = (bound.length > 0 ? bound : given).map(([, , token = ""]) => token);
  const open: Pick<Visit, "token" | "account">[] = [];
  for (const token of new Set(tokens)) {
    const account = await store.accounts.bySession(token);
    if (account) open.push({ token, account });
  }
  const [only = { token: tokens[0], account: undefined }, ...others] = open;
  return others.length > 0 ? { token: undefined, account: undefined } : only;
}

async function visitOf(request: Request, store: Store): Promise<Omit<Visit, "isLocal">> {
  const { token, account } = await signedInBy(request.headers.cookie ?? "", store);
  const params = Object.fromEntries(Object.entries(request.params).map(([name, given]) => [name, String(given)]));
  const { studyId } = params;
  return {
    params,
    fields: new Map(),
    uploads: new Map(),
    account,
    token,
    role: account && studyId !== undefined ? await store.accounts.roleIn(studyId, account) : undefined,
    browser: /(?:^|;\s*)(?:__Host-)?saydo-browser=([A-Za-z0-9_-]{43})(?=;|$)/.exec(request.headers.cookie ?? "")?.[1],
    csrf: account && token ? secretHash(`csrf ${token}`) : "",
    address: request.ip ?? "",
  };
}

type Events = Extract<Answer, { readonly events: unknown }>;

/** Follows what goes on until the page is gone. Who does not ask for a stream is told once how it is. */
async function sendEvents(request: Request, response: Response, { events, enter }: Events): Promise<void> {
  const gone = new AbortController();
  const leave = enter();
  response.once("close", () => {
    gone.abort();
    leave();
  });
  response.type("text/event-stream").set("X-Accel-Buffering", "no");
  const isFollowing = /text\/event-stream/.test(request.headers.accept ?? "");
  for await (const chunk of events(gone.signal)) {
    if (response.destroyed) return;
    if (!response.write(chunk)) await new Promise<void>((resolve) => resumed(response, resolve));
    if (!isFollowing && Buffer.from(chunk).includes("event: view")) break;
  }
  response.end();
}

async function answer(response: Response, given: Exclude<Answer, Events>, { origins }: ConsoleOptions): Promise<void> {
  if ("page" in given) return sendPage(response, given.page, given.status ?? 200);
  if ("report" in given) return sendReport(response, given.report);
  if ("picture" in given) return sendPicture(response, given);
  if ("to" in given) {
    if (given.session !== undefined) setCookie(response, sessionCookie(given.session), origins.console());
    if (given.browser !== undefined) setCookie(response, browserCookie(given.browser), origins.console());
    return response.redirect(303, given.to);
  }
  response.attachment(given.name).type(given.type);
  for await (const chunk of given.download) {
    if (response.destroyed) return;
    if (!response.write(chunk)) await new Promise<void>((resolve) => resumed(response, resolve));
  }
  response.end();
}

/** Continues when the reader takes more, or is gone. */
function resumed(response: Response, resolve: () => void): void {
  response.once("drain", resolve);
  response.once("close", resolve);
}

/** Somebody's upload: a vector picture may hold script, which must not run when it is opened as a page. */
function sendPicture(
  response: Response,
  { picture, type }: { readonly picture: Uint8Array; readonly type: string },
): void {
  setPolicy(response, { "default-src": ["'none'"], "style-src": ["'unsafe-inline'"], sandbox: [] });
  response.type(type).send(Buffer.from(picture));
}

function sendPage(response: Response, page: string, status: number): void {
  const again = retryAfterS(status);
  if (again !== undefined) response.set("Retry-After", String(again));
  response.status(status).type("html").send(page);
}

/** The report is one file without script; its one stylesheet is allowed by its hash. */
function sendReport(response: Response, html: string): void {
  const styles = [...html.matchAll(/<style[^>]*>([\s\S]*?)<\/style>/g)].map(([, css = ""]) => {
    return `'sha256-${createHash("sha256").update(css).digest("base64")}'`;
  });
  setPolicy(response, {
    "default-src": ["'none'"],
    "style-src": styles.length > 0 ? styles : ["'none'"],
    "img-src": ["data:"],
    "frame-ancestors": ["'self'"],
    sandbox: [],
  });
  response.type("html").send(html);
}

type Cookie = { readonly name: string; readonly value: string; readonly seconds?: number };

function sessionCookie(token: string | null): Cookie {
  return { name: "saydo", value: token ?? "", ...(token === null ? { seconds: 0 } : {}) };
}

const BROWSER_KEPT_S = 180 * 24 * 60 * 60;

function browserCookie(value: string): Cookie {
  return { name: "saydo-browser", value, seconds: BROWSER_KEPT_S };
}

function setCookie(response: Response, { name, value, seconds }: Cookie, origin: string): void {
  // A browser refuses the __Host- prefix and Secure on plain HTTP, which is for this computer alone.
  const [prefix, secure] = origin.startsWith("https:") ? ["__Host-", "; Secure"] : ["", ""];
  const age = seconds === undefined ? "" : `; Max-Age=${seconds}`;
  response.append("Set-Cookie", `${prefix}${name}=${value}; Path=/; HttpOnly; SameSite=Strict${age}${secure}`);
}

const THIS_COMPUTER = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;

/** Whether somebody asks from the computer the server runs on, at its own address, and no proxy stands in between. */
function isLocal(request: Request, origin: string): boolean {
  const { host = "", ...headers } = request.headers;
  const isForwarded = ["x-forwarded-for", "x-forwarded-host", "forwarded", "via", "x-real-ip"].some(
    (name) => name in headers,
  );
  const isLoopback = /^(::ffff:)?127\.|^::1$/.test(request.socket.remoteAddress ?? "");
  return !isForwarded && isLoopback && THIS_COMPUTER.test(host) && THIS_COMPUTER.test(new URL(origin).host);
}

function problemPages(onFailure: ConsoleOptions["onFailure"]): ErrorRequestHandler {
  // biome-ignore lint/complexity/useMaxParams: Express tells an error handler by its four parameters
  return (error: unknown, request: Request, response: Response, _next) => {
    if (response.headersSent) {
      response.destroy();
      return;
    }
    const problem = problemOf(error);
    if (!problem) onFailure(error);
    const { code, detail, todo } = problem?.details ?? {
      code: undefined,
      detail: "The server's log says more.",
      todo: undefined,
    };
    const title = code ? problemTitles[code] : "Something went wrong on our side";
    const visit: Visit = response.locals["visit"] ?? nobody(request);
    const page = rendered(ProblemPage, { visit, title, detail, ...(todo === undefined ? {} : { todo }) });
    sendPage(response, page, code ? problemStatuses[code] : 500);
  };
}

function nobody(request: Request): Visit {
  const address = request.ip ?? "";
  return {
    ...{ params: {}, fields: new Map(), uploads: new Map(), account: undefined, role: undefined },
    ...{ token: undefined, browser: undefined, csrf: "", address, isLocal: false },
  };
}
