import { h } from "preact";
import { renderToString } from "preact-render-to-string";
import type { NewLinks, Store } from "../store/store.ts";
import { type Answer, accountOf, type ConsoleRoute, field, studyIdOf, type Visit } from "./consoleRoute.ts";
import { QrCode } from "./pages/qrCode.tsx";
import { RecruitPage } from "./pages/recruitPage.tsx";
import { rendered } from "./rendered.ts";
import { type Origins, studyOf } from "./studyRoutes.ts";

const at = "/studies/:studyId/recruit";
type Around = { readonly store: Store; readonly origins: Origins; readonly now: () => Date };

/** How people come to a study: its address, and links of their own. */
export function recruitRoutes(around: Around): readonly ConsoleRoute[] {
  const access = "study:researcher";
  return [
    { method: "get", path: at, access, handle: (visit) => show(around, visit) },
    { method: "get", path: `${at}/qr.svg`, access, handle: (visit) => qrCode(around, visit) },
    { method: "post", path: at, access, handle: (visit) => makeLinks(around, visit) },
    { method: "post", path: `${at}/:batch`, access, handle: (visit) => takeBack(around, visit) },
  ];
}

type Shown = { readonly links?: readonly string[]; readonly fault?: string; readonly note?: string };

const BATCHES = 50;

async function show({ store, origins }: Around, visit: Visit, { links = [], ...shown }: Shown = {}): Promise<Answer> {
  const study = await studyOf(store, visit);
  const batches = await store.links.batches(study.id, BATCHES);
  const url = addressOf(origins, study.id);
  const page = rendered(RecruitPage, { visit, study, url, batches, links, ...shown });
  return { page, status: shown.fault === undefined ? 200 : 422 };
}

function addressOf({ participant }: Origins, studyId: string): string {
  return `${participant()}/s/${studyId}/`;
}

async function qrCode({ origins }: Around, visit: Visit): Promise<Answer> {
  const text = addressOf(origins, studyIdOf(visit));
  const svg = renderToString(h(QrCode, { text, label: text }));
  const named = svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ');
  return download({ name: `${studyIdOf(visit)}-qr.svg`, type: "image/svg+xml", text: named });
}

function download({
  name,
  type,
  text,
}: {
  readonly name: string;
  readonly type: string;
  readonly text: string;
}): Answer {
  const bytes = async function* () {
    yield Buffer.from(text, "utf8");
  };
  return { download: bytes(), name, type };
}

const MOST_LINKS = 5000;
const MOST_LABEL = 100;

async function makeLinks(around: Around, visit: Visit): Promise<Answer> {
  const { store, origins, now } = around;
  const studyId = studyIdOf(visit);
  const wanted = linksIn(visit, now());
  if (typeof wanted === "string") return await show(around, visit, { fault: wanted });
  const links = await store.links.make(studyId, wanted);
  const details = { count: wanted.count, label: wanted.label ?? "", expires: wanted.expiresAt ?? "" };
  await store.audit.add({ actor: accountOf(visit).id, action: "links made", studyId, details });
  if (field(visit, "as") !== "csv") return await show(around, visit, { links });
  const lines = links.map((link) => `${cell(wanted.label ?? "")},${addressOf(origins, studyId)}?link=${link}`);
  return download({ name: `${studyId}-links.csv`, type: "text/csv", text: `label,link\r\n${lines.join("\r\n")}\r\n` });
}

/** A spreadsheet takes a text that begins like this for a formula. */
function cell(text: string): string {
  return `"${text.replace(/^[=+@\t\r-]/, "'$&").replaceAll('"', '""')}"`;
}

/** The links that a form asks for, or why there are none. */
function linksIn(visit: Visit, now: Date): NewLinks | string {
  const count = Number(field(visit, "count"));
  const [label, last] = [field(visit, "label"), field(visit, "expires")];
  if (!Number.isInteger(count) || count < 1 || count > MOST_LINKS)
    return `Make from 1 to ${MOST_LINKS} links at a time.`;
  if (label.length > MOST_LABEL) return `Give a label of at most ${MOST_LABEL} letters.`;
  if (last === "") return { count, label };
  const day = new Date(`${last}T00:00:00.000Z`);
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(last) && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(last);
  if (!isDay) return `"${last.slice(0, 20)}" is not a day such as 2026-01-31.`;
  const expires = new Date(day.getTime() + DAY_MS);
  if (expires <= now) return "The last day is over already.";
  return { count, label, expiresAt: expires.toISOString() };
}

const DAY_MS = 86_400_000;

async function takeBack(around: Around, visit: Visit): Promise<Answer> {
  const { store } = around;
  const studyId = studyIdOf(visit);
  const count = await store.links.revoke(studyId, visit.params["batch"] ?? "");
  if (count > 0) {
    await store.audit.add({ actor: accountOf(visit).id, action: "links taken back", studyId, details: { count } });
  }
  return await show(around, visit, { note: `${count} unused links were taken back.` });
}
