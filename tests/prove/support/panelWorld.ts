import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join as path } from "node:path";
import type { Study } from "../../../experiments/contract/study.ts";
import { startServer } from "../../../server/main.ts";
import { secretHash } from "../../../server/secrets.ts";
import { type OpenedStore, openStore } from "../../../server/store/openStore.ts";
import { coffeeStudy, oneQuestion } from "../../server/coffeeStudy.ts";
import { secondFactorFor } from "../../server/secondFactor.ts";

/** Panels as they recruit: the parameter with their id, and where their participants go afterwards. */
export const panels = {
  prolific: { parameter: "PROLIFIC_PID", wayOut: "https://app.prolific.example/complete?cc={code}" },
  sona: { parameter: "survey_code", wayOut: "https://school.sona.example/credit?token=t0k&survey_code={panelId}" },
  mturk: { parameter: "workerId", wayOut: "https://mturk.example/submit?code={code}" },
} as const;
export type Panel = keyof typeof panels;
export const sources: readonly Panel[] = ["prolific", "sona", "mturk"];

/** A server with a study of each panel, and one of which the panel is told. */
export type World = {
  readonly origin: string;
  readonly consoleOrigin: string;
  readonly opened: OpenedStore;
  /** Moves the server's clock on by so many seconds. */
  pass(seconds: number): void;
  readonly now: () => Date;
};

/** Asks the console as whoever holds this session; with fields, by its form. */
function asking(origin: string, token: string) {
  return async (where: string, fields?: Readonly<Record<string, string>>) => {
    const body = fields && new URLSearchParams({ csrf: secretHash(`csrf ${token}`), ...fields });
    const request = { headers: { cookie: `saydo=${token}` }, ...(body ? { method: "POST", body } : {}) };
    const response = await fetch(`${origin}${where}`, request);
    return { status: response.status, text: await response.text() };
  };
}

/** An owner of the study who may be given ids. */
export async function ownerOf({ opened, consoleOrigin }: World) {
  const { accounts } = opened.store;
  const account = await accounts.create({ email: "owner@example.org", name: "Owner", password: "", isAdmin: false });
  if (!account) throw new Error("the account exists");
  await accounts.setRole("listed", account.id, "owner");
  const secret = await secondFactorFor(accounts, account.id);
  return { secret, ask: asking(consoleOrigin, await accounts.openSession(account.id)) };
}

export async function inWorld<T>(work: (world: World) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(path(tmpdir(), "saydo-proof-"));
  const data = path(folder, "store");
  let clock = Date.parse("2026-03-01T10:00:00.000Z");
  const now = () => new Date(clock);
  const recruited = (id: string, source: Panel, checks?: readonly string[]) =>
    coffeeStudy({ id, recruitment: recruitmentOf(source, checks), flow: checks ? checked(checks) : oneQuestion });
  const studies = [
    ...sources.map((source) => recruited(source, source)),
    recruited("listed", "prolific", ["check0", "check1"]),
  ];
  const server = await startServer({ data, port: 0, consolePort: 0, studies: await Promise.all(studies), now });
  const opened = await openStore({ data, now }, "work");
  const pass = (seconds: number) => {
    clock += Math.round(1000 * seconds);
  };
  const { participantOrigin: origin, consoleOrigin } = server;
  try {
    return await work({ origin, consoleOrigin, opened, pass, now });
  } finally {
    await opened.close();
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function recruitmentOf(source: Panel, checks?: readonly string[]): Study["recruitment"] {
  const attentionChecks = checks && { attentionChecks: [...checks] };
  return { source, repeat: "resume", redirectUrl: panels[source].wayOut, ...attentionChecks };
}

/** Questions that say which answer to give. */
function checked(instances: readonly string[]): Study["flow"] {
  const option = (id: string, eligible: boolean) => ({ id, label: { en: id }, eligible });
  const question = { id: "says", text: { en: "Answer yes." }, options: [option("yes", true), option("no", false)] };
  const measures = instances.map((instance) => ({ measure: "screener", instance, questions: [question] }));
  return [{ part: "stated", measures }];
}
