import { participantRoutes } from "../../../server/app.ts";
import { consoleRoutes } from "../../../server/console/consoleApp.ts";
import { groupCommit } from "../../../server/ingest/groupCommit.ts";
import { addressOf, type ConsoleWorld, consoleOptions, consoleWorld } from "../../server/consoleWorld.ts";
import type { Proof } from "../proof.ts";

const common: Readonly<Record<string, RegExp>> = {
  "strict-transport-security": /max-age=\d{7,}/,
  "x-content-type-options": /^nosniff$/,
  "content-security-policy": /default-src 'none'/,
  "cross-origin-opener-policy": /^same-origin$/,
  "cross-origin-resource-policy": /^same-origin$/,
  "referrer-policy": /^(no-referrer|same-origin)$/,
  "cache-control": /no-store/,
};
const strict = /^(?!.*unsafe)(?=.*require-trusted-types-for 'script')(?=.*frame-ancestors 'none')/;

/** Every address of both origins, right and wrong ways of asking, signed in and not. */
export const headersEverywhere: Proof = {
  id: "E12",
  promise: "Every answer, refusals and mistakes included, carries the headers that keep a browser safe.",
  async run() {
    const world = await consoleWorld();
    const faults: string[] = [];
    let answers = 0;
    for (const { url, request, isConsole } of requests(world)) {
      const response = await fetch(url, { ...request, redirect: "manual" });
      await response.arrayBuffer();
      answers += 1;
      const wanted = { ...common, ...(isConsole ? { "content-security-policy": strict } : {}) };
      for (const [name, pattern] of Object.entries(wanted)) {
        const value = response.headers.get(name);
        if (value === null || !pattern.test(value)) faults.push(`${request.method} ${url}: ${name} is ${value}`);
      }
      if (response.headers.get("x-powered-by") !== null) faults.push(`${url} names what it is made with`);
    }
    await world.remove();
    return {
      isMet: faults.length === 0 && answers > 150,
      figures: { answers, headersEach: Object.keys(common).length, wrong: faults.length, first: faults[0] ?? "none" },
    };
  },
};

type Asked = { readonly url: string; readonly request: RequestInit; readonly isConsole: boolean };

function requests({ server, opened, study, cookies, participant }: ConsoleWorld): readonly Asked[] {
  const ingest = groupCommit({ append: opened.store.appendTrials });
  const consolePaths = consoleRoutes(opened.store, consoleOptions).map(({ path }) => addressOf(path, study));
  const participantPaths = participantRoutes(opened.store, ingest, () => undefined).map(({ path }) =>
    addressOf(path.replace(":sessionId", participant.sessionId), study),
  );
  const odd = ["/nowhere", "/%", "/%00", "/s/none/", "/s/coffee-brands/..%2fstudy.yaml", "/s/coffee-brands/x.svg"];
  const at = (origin: string, paths: readonly string[], isConsole: boolean) =>
    [...new Set([...paths, ...odd])].flatMap((path) =>
      ["GET", "POST", "PUT"].flatMap((method) =>
        [{}, { cookie: cookies.get("admin") ?? "", authorization: `Bearer ${participant.token}` }].map((headers) => ({
          url: `${origin}${path}`,
          request: { method, headers },
          isConsole,
        })),
      ),
    );
  const console = at(server.consoleOrigin, [...consolePaths, "/look.css", "/metrics"], true);
  return [...at(server.participantOrigin, participantPaths, false), ...console];
}
