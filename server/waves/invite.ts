import { existsSync } from "node:fs";
import { stringify } from "csv-stringify/sync";
import { Problem } from "../../experiments/contract/problem.ts";
import { spreadsheetSafe } from "../exports/spreadsheetSafe.ts";
import { writeList } from "../fulfilment/writeList.ts";
import { noSuchStudy } from "../refusals.ts";
import { refuseFolderless } from "../refuseFolderless.ts";
import type { Store, StoredStudy, WaveList } from "../store/store.ts";

export type InviteRequest = {
  /** The only study with waves in the store when absent. */
  readonly study?: string;
  readonly wave: string;
  /** A new file. */
  readonly out: string;
  readonly recipient: string;
  /** Where participants reach the server. */
  readonly participantUrl: string;
  /** Only people for whom the wave is open now. */
  readonly isDue?: boolean;
  /** Only people who stood in no list of this wave before. */
  readonly isNew?: boolean;
};

export type Invited = { readonly study: string } & Pick<WaveList, "openNow" | "left"> & { readonly people: number };

/** Writes a list of people to ask for a wave, each with a personal link. Nothing is sent: who sends it is the recipient, who
 *  stands in the audit before a byte leaves. No file is written where nobody is to be asked. */
export async function invite(store: Store, request: InviteRequest): Promise<Invited> {
  refuseFolderless(request.out);
  if (existsSync(request.out)) throw fileThere(request.out);
  const study = await studyOf(store, request.study);
  const list = await makeList(store, { ...request, study }, "command line");
  const url = `${request.participantUrl.replace(/\/$/, "")}/s/${study.id}`;
  if (list.people.length > 0) {
    await writeList(request.out, waveListText(list, url), {
      whatStays: "The people are noted as listed all the same.",
      todo: "Then ask for the list again, without --new.",
    });
  }
  return { study: study.id, people: list.people.length, openNow: list.openNow, left: list.left };
}

type Making = Pick<InviteRequest, "wave" | "recipient" | "isDue" | "isNew"> & { readonly study: StoredStudy };

/** The list, and its line in the audit. */
export async function makeList(store: Store, making: Making, actor: string): Promise<WaveList> {
  const { study, wave, recipient, isDue = false, isNew = false } = making;
  const list = await store.waves.invite({ studyId: study.id, wave, isDue, isNew });
  if (list.people.length === 0) return list;
  const details = { recipient, wave, people: list.people.length };
  await store.audit.add({ actor, action: "wave list handed out", studyId: study.id, details });
  return list;
}

/** CSV, one line a person. `studyUrl` is the address of the study's first page. */
export function waveListText({ people }: WaveList, studyUrl: string): string {
  const link = (code: string) => `${studyUrl}?wave=${code}`;
  return stringify([
    ["panel_id", "link", "opens", "closes"],
    ...people.map(({ panelId, code, opens, closes }) => [spreadsheetSafe(panelId), link(code), opens, closes]),
  ]);
}

async function studyOf(store: Store, id: string | undefined): Promise<StoredStudy> {
  if (id !== undefined) {
    const found = await store.studies.get(id);
    if (!found) throw noSuchStudy(id);
    return found;
  }
  const all = (await store.studies.list()).filter(({ study }) => study.waves !== undefined);
  const [only] = all;
  if (only && all.length === 1) return only;
  throw new Problem({
    code: "setting-invalid",
    detail: only ? "Several studies have waves." : "No study here has waves.",
    path: "study",
    expected: only ? `--study with one of ${all.map((one) => one.id).join(", ")}` : "a study with waves",
    todo: only ? "Say which with --study." : 'Add "waves" to the study file and serve it.',
  });
}

function fileThere(out: string): Problem {
  return new Problem({
    code: "setting-invalid",
    detail: `${out} is there already; a list never overwrites anything.`,
    todo: "Name a new file with --out.",
  });
}
