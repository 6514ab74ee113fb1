import { writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Problem, type ProblemDetails } from "../../experiments/contract/problem.ts";
import { type ImportKind, type ImportReport, importKinds } from "../purchases/importReport.ts";
import type { TablePreview } from "../purchases/previewTable.ts";
import type { Store } from "../store/store.ts";
import { type Answer, accountOf, type ConsoleRoute, field, studyIdOf, type Visit } from "./consoleRoute.ts";
import { namesIn } from "./draftOf.ts";
import type { ImportDesk, UploadedTable } from "./importDesk.ts";
import type { KeptUpload, KeptUploads } from "./keptUploads.ts";
import { ImportPage } from "./pages/importPage.tsx";
import { PurchasesPage } from "./pages/purchasesPage.tsx";
import { UndoImportPage, wordOf } from "./pages/undoImportPage.tsx";
import { rendered } from "./rendered.ts";
import { sentence } from "./sentence.ts";
import { studyOf } from "./studyRoutes.ts";

const at = "/studies/:studyId/purchases";
type Import = { readonly store: Store; readonly desk: ImportDesk; readonly uploads: KeptUploads };

/** The company's records in four steps: the file, its columns, what would happen, the import. A file is sent once. */
export function purchaseRoutes(desks: Import): readonly ConsoleRoute[] {
  const access = "study:researcher";
  return [
    { method: "get", path: at, access, handle: (visit) => begin(desks, visit) },
    { method: "post", path: at, access, takes: "table", handle: (visit) => send(desks, visit) },
    { method: "get", path: `${at}/imports/before/:batch`, access, handle: (visit) => begin(desks, visit) },
    { method: "get", path: `${at}/imports/:batch`, access, handle: (visit) => look(desks.store, visit, {}) },
    { method: "post", path: `${at}/imports/:batch`, access, handle: (visit) => undo(desks.store, visit) },
    { method: "get", path: `${at}/:upload`, access, handle: (visit) => columns(desks, visit) },
    { method: "post", path: `${at}/:upload`, access, handle: (visit) => step(desks, visit) },
  ];
}

const LISTED = 20;

async function begin({ store }: Pick<Import, "store">, visit: Visit, said: Begun = {}): Promise<Answer> {
  const study = await studyOf(store, visit);
  const imports = await store.imports.list(study.id, { limit: LISTED, before: visit.params["batch"] });
  const older = imports.length === LISTED ? imports.at(-1)?.id : undefined;
  const names = await namesIn(store);
  const page = rendered(PurchasesPage, {
    ...{ visit, study, imports, names, ...said },
    ...(older === undefined ? {} : { older: `/studies/${study.id}/purchases/imports/before/${older}` }),
  });
  return { page, status: said.fault === undefined ? 200 : 422 };
}

type Begun = { readonly fault?: string; readonly note?: string; readonly report?: ImportReport };

/** What undoing an import would do, to how many rows, before it is confirmed. */
async function look(store: Store, visit: Visit, { fault }: { readonly fault?: string }): Promise<Answer> {
  const study = await studyOf(store, visit);
  const undo = await store.imports.look(study.id, visit.params["batch"] ?? "");
  if (undo === undefined) throw noSuchImport();
  const names = await namesIn(store);
  const page = rendered(UndoImportPage, { visit, study, undo, names, ...(fault === undefined ? {} : { fault }) });
  return { page, status: fault === undefined ? 200 : 422 };
}

async function undo(store: Store, visit: Visit): Promise<Answer> {
  const id = visit.params["batch"] ?? "";
  const wanted = wordOf(id);
  if (field(visit, "confirm").toLowerCase() !== wanted) {
    return await look(store, visit, { fault: `Type ${wanted} to undo this import.` });
  }
  const studyId = studyIdOf(visit);
  try {
    const undone = await store.imports.undo(studyId, id, accountOf(visit).id);
    if (undone === undefined) throw noSuchImport();
    const { removed, restored, already } = undone;
    const rows = `${removed} ${removed === 1 ? "row is" : "rows are"} gone and ${restored} ${restored === 1 ? "is" : "are"} back as before it.`;
    return await begin(
      { store },
      { ...visit, params: { studyId } },
      { note: already ? "The import had been undone already; nothing changed." : `The import is undone: ${rows}` },
    );
  } catch (error) {
    if (!(error instanceof Problem) || error.details.code !== "request-invalid") throw error;
    return await look(store, visit, { fault: wordsOf(error) });
  }
}

function noSuchImport(): Problem {
  return new Problem({ code: "route-not-found", detail: "The study has no such import." });
}

async function send(desks: Import, visit: Visit): Promise<Answer> {
  const file = visit.uploads.get("file");
  const kind = importKinds.find((one) => one === field(visit, "kind"));
  if (visit.refusedUpload !== undefined) return await begin(desks, visit, { fault: visit.refusedUpload });
  if (!file) return await begin(desks, visit, { fault: "Choose a file that is not empty." });
  if (!kind) return await begin(desks, visit, { fault: "Say what it is." });
  const about = { study: studyIdOf(visit), by: accountOf(visit).id, name: file.name, kind };
  const { id } = await desks.uploads.keep(file.path, about);
  return { to: `/studies/${about.study}/purchases/${id}` };
}

function uploadOf({ uploads }: Import, visit: Visit): KeptUpload {
  return uploads.find(visit.params["upload"] ?? "", { study: studyIdOf(visit), by: accountOf(visit).id });
}

async function columns(desks: Import, visit: Visit): Promise<Answer> {
  return await show(desks, visit, { upload: uploadOf(desks, visit) });
}

function refusalText({ line, detail, found, todo }: ProblemDetails): string {
  return `${line === undefined ? "" : `Line ${line}: `}${sentence(detail)} ${found ? `Found: ${found}. ` : ""}${todo ?? ""}`;
}

type Shown = { readonly upload: KeptUpload; readonly report?: ImportReport; readonly fault?: string };

/** The file's own columns beside ours, with what was read of them. What the researcher typed stays, whatever is refused. */
async function show(desks: Import, visit: Visit, { upload, ...shown }: Shown): Promise<Answer> {
  const study = await studyOf(desks.store, visit);
  const [preview, refused] = await previewed(desks, visit, upload);
  const faults = [shown.fault, refused, ...(preview?.refusals ?? []).map(refusalText)];
  const said = [...new Set(faults.flatMap((one) => (one ? [one.trim()] : [])))];
  const page = rendered(ImportPage, { visit, study, upload, preview, faults: said, report: shown.report });
  return { page, status: said.length === 0 ? 200 : 422 };
}

async function previewed(
  { desk, uploads }: Import,
  visit: Visit,
  upload: KeptUpload,
): Promise<readonly [TablePreview | undefined, string | undefined]> {
  try {
    return [await uploads.use(upload, (path) => desk.preview(tableOf(visit, upload, path))), undefined];
  } catch (error) {
    return [undefined, wordsOf(error)];
  }
}

/** A refusal in its words. Anything else is ours, and is thrown on. */
function wordsOf(error: unknown): string {
  if (!(error instanceof Problem)) throw error;
  return `${sentence(error.details.detail)} ${error.details.todo ?? ""}`;
}

/** How the file is written, as flags of the command name it. */
const writtenFields = ["encoding", "delimiter", "decimal", "timeZone", "sheet", "recipe"] as const;

/** What was said of the file so far: which column is which, how dates are written, what products are called. */
function tableOf(visit: Visit, { kind, study }: KeptUpload, path: string): UploadedTable {
  const chosen = (prefix: string) =>
    [...visit.fields].flatMap(([name, text]) => {
      return name.startsWith(prefix) && text !== "" ? [[name.slice(prefix.length), text] as const] : [];
    });
  const map = chosen("column:").map(([ours, theirs]) => `${ours}=${theirs}`);
  const products = chosen("product:").map(([theirs, product]) => `product:${theirs}=${product}`);
  const value = [...linesOf(visit, "value"), ...products];
  const dateFormat = field(visit, "dateFormat");
  const written = writtenFields.map((name) => [name, field(visit, name)] as const).filter(([, text]) => text !== "");
  const lists = {
    value,
    given: linesOf(visit, "given"),
    where: linesOf(visit, "where"),
    columns: wordsIn(visit, kind),
  };
  const table = Object.fromEntries([...written, ...Object.entries(lists).filter(([, list]) => list.length > 0)]);
  return { kind, study, path, map, dateFormat: dateFormat === "" ? undefined : dateFormat, table };
}

function linesOf(visit: Visit, name: string): readonly string[] {
  const lines = field(visit, name).split("\n");
  return lines.map((line) => line.trim()).filter((line) => line !== "");
}

/** Which columns are predictors; of other kinds it has no meaning. */
function wordsIn(visit: Visit, kind: ImportKind): readonly string[] {
  const words = field(visit, "predictors").split(/[\s,]+/);
  return kind === "predictors" ? words.filter((word) => word !== "") : [];
}

async function step(desks: Import, visit: Visit): Promise<Answer> {
  const upload = uploadOf(desks, visit);
  const act = field(visit, "act");
  if (act === "drop") {
    await desks.uploads.drop(upload);
    return { to: `/studies/${upload.study}/purchases` };
  }
  if (act !== "try" && act !== "keep") return await show(desks, visit, { upload });
  try {
    const report = await imported(desks, visit, upload);
    if (act === "try") return await show(desks, visit, { upload, report });
    await desks.uploads.drop(upload);
    return await begin(desks, visit, { report });
  } catch (error) {
    return await show(desks, visit, { upload, fault: wordsOf(error) });
  }
}

/** Imports the file, or says what that would do; and until when it sees everything, where that was said. */
async function imported({ desk, uploads }: Import, visit: Visit, upload: KeptUpload): Promise<ImportReport> {
  const how = { isDryRun: field(visit, "act") !== "keep", by: accountOf(visit).id, named: upload.name };
  const correct = field(visit, "correct") === "yes";
  return await uploads.use(upload, async (path) => {
    const report = await desk({ ...tableOf(visit, upload, path), ...how, correct });
    const [from, until] = [field(visit, "from"), field(visit, "until")];
    if (upload.kind !== "purchases" || (from === "" && until === "")) return report;
    const coverage = join(dirname(path), "coverage.csv");
    const cells = [from, until, field(visit, "source") || upload.name].map((one) => `"${one.replaceAll('"', '""')}"`);
    await writeFile(coverage, `observed_from,observed_until,source\n${cells.join(",")}\n`, { mode: 0o600 });
    const told = { kind: "coverage", study: upload.study, path: coverage, map: [], dateFormat: undefined } as const;
    const { problems } = await desk({ ...told, ...how });
    const [wrong] = problems;
    if (wrong) throw new Problem({ code: "table-invalid", detail: `Until when it sees everything: ${wrong.detail}` });
    const kept = how.isDryRun ? "would be kept" : "is kept";
    return {
      ...report,
      notes: [...report.notes, `That it sees everything from ${from} until ${until} ${kept} with it.`],
    };
  });
}
