import { readFile } from "node:fs/promises";
import { stringify } from "yaml";
import { Problem } from "../../experiments/contract/problem.ts";
import { editDraft, MOST_DRAFT_LETTERS } from "../../experiments/studyFile/editDraft.ts";
import { renameProduct } from "../../experiments/studyFile/useTemplate.ts";
import { ASSET, type CheckedDraft, checkDraft } from "../design/checkDraft.ts";
import { allNodes, draftTitle, isSection } from "../design/designForms.ts";
import { addMeasure, moveMeasure, removeMeasure, removeProduct } from "../design/flowEdits.ts";
import { flowOutline } from "../design/flowOutline.ts";
import { withTyped } from "../design/formEdits.ts";
import { type LaunchSheet, launchSheet } from "../design/launchSheet.ts";
import { previewTicket } from "../design/previewTicket.ts";
import { readPicture } from "../design/readPicture.ts";
import { MOST_PICTURES, zipStudy } from "../design/studyZip.ts";
import { noSuchStudy } from "../refusals.ts";
import type { Store } from "../store/store.ts";
import { type Answer, accountOf, type ConsoleRoute, field, studyIdOf, type Visit } from "./consoleRoute.ts";
import { draftOf, namesIn } from "./draftOf.ts";
import { freeId } from "./freeId.ts";
import { CheckPage } from "./pages/design/checkPage.tsx";
import { type Design, DesignPage } from "./pages/design/designPage.tsx";
import { MeasurePage, SectionPage } from "./pages/design/formPages.tsx";
import { LibraryPage } from "./pages/design/libraryPage.tsx";
import { PreviewPage } from "./pages/design/previewPage.tsx";
import { ConflictPage, NoDraftPage, RevisionPage } from "./pages/design/texts.tsx";
import { VersionsPage } from "./pages/design/versionsPage.tsx";
import { refuseFull } from "./refuseFull.ts";
import { rendered } from "./rendered.ts";
import { sentence } from "./sentence.ts";
import type { Origins } from "./studyRoutes.ts";

const at = "/studies/:studyId/design";
type Handle = ConsoleRoute["handle"];
/** Where drafts are played, and the clock by which their tickets are over. */
type Around = { readonly origins: Origins; readonly now: () => Date };
type Show = (visit: Visit, shown?: Shown) => Promise<Answer>;
type Desk = { readonly store: Store; readonly show: Show };

/** A study while it is made: its fields, its text, its pictures, what is wrong with it, its saved texts, and its launch. */
export function designRoutes(store: Store, around: Around): readonly ConsoleRoute[] {
  const show = (visit: Visit, shown?: Shown) => showDesign(store, visit, { ...around, ...shown });
  const access = "study:researcher";
  const desk = { store, show };
  const get = (path: string, handle: Handle): ConsoleRoute => ({ method: "get", path: `${at}${path}`, access, handle });
  const post = (path: string, handle: Handle): ConsoleRoute => ({
    method: "post",
    path: `${at}${path}`,
    access,
    takes: "pictures",
    handle,
  });
  return [
    get("", (visit) => show(visit)),
    get("/preview", (visit) => show(visit, { back: "preview" })),
    get("/check", (visit) => show(visit, { back: "check" })),
    post("", (visit) => begin(store, visit)),
    get("/study.yaml", (visit) => download(store, visit)),
    get("/study.zip", (visit) => downloadZip(store, visit)),
    get("/versions", (visit) => showVersions(store, visit)),
    get("/problems.json", (visit) => problems(store, visit)),
    get("/revisions/:revision", (visit) => showRevision(store, visit)),
    get("/form/:section", (visit) => show(visit, { back: `form/${visit.params["section"]}` })),
    get("/measures", (visit) => show(visit, { back: "measures" })),
    get("/measures/:part/:place", ({ params, ...visit }) =>
      show({ ...visit, params }, { back: `measures/${params["part"]}/${params["place"]}` }),
    ),
    post("/flow", (visit) => changeFlow(desk, visit)),
    post("/products", (visit) => changeProducts(desk, visit)),
    post("/fields", (visit) => saveFields(desk, visit)),
    post("/text", (visit) => saveText(desk, visit)),
    post("/undo", (visit) => undo(desk, visit)),
    post("/duplicate", (visit) => duplicate(store, visit)),
    post("/restore", (visit) => restore(desk, visit)),
    post("/picture", (visit) => addPicture(desk, visit)),
    get("/pictures/:sha256", (visit) => picture(store, visit)),
    post("/launch", (visit) => launch(desk, visit)),
  ];
}

type Shown = {
  readonly fault?: string;
  readonly note?: string;
  /** Which page of the design, below its address. */
  readonly back?: string;
};

async function showDesign(
  store: Store,
  visit: Visit,
  { back = "", origins, now, ...shown }: Shown & Around,
): Promise<Answer> {
  const studyId = studyIdOf(visit);
  const study = await store.studies.get(studyId);
  const draft = await store.drafts.get(studyId);
  if (!draft) {
    if (!study) throw noSuchStudy(studyId);
    return { page: rendered(NoDraftPage, { visit, study }) };
  }
  const checked = await checkDraft(store, studyId, draft.yaml);
  const [assets, names] = [await store.drafts.assets(studyId), await namesIn(store)];
  const key = await store.studies.previewKey();
  const preview = `${origins.participant()}/preview/${previewTicket({ studyId, key, now: now() })}/`;
  const previewUrl = "study" in checked ? preview : undefined;
  const sheet = "study" in checked ? launchSheet(checked.study, origins.participant()) : undefined;
  const page = pageAt(back, { visit, study, draft, checked, assets, names, previewUrl, sheet, ...shown });
  return { page, status: shown.fault === undefined ? 200 : 422 };
}

/** One of the design's pages. A page that needs the text as YAML is the design's first one while it is none. */
function pageAt(back: string, props: Design & { readonly sheet: LaunchSheet | undefined }): string {
  const [kind, one = "", two = ""] = back.split("/");
  if (back === "check") return rendered(CheckPage, props);
  if (back === "" || !isYaml(props.draft.yaml)) return rendered(DesignPage, props);
  if (back === "measures") return rendered(LibraryPage, props);
  if (back === "preview") return rendered(PreviewPage, props);
  if (kind === "form" && isSection(one)) return rendered(SectionPage, { ...props, section: one });
  const [part, place] = [placeIn(one), placeIn(two)];
  if (kind === "measures" && flowOutline(props.draft.yaml)[part]?.measures[place]) {
    return rendered(MeasurePage, { ...props, at: { part, place } });
  }
  throw new Problem({ code: "route-not-found", detail: "There is no such form.", todo: "Go back to the design." });
}

function isYaml(yaml: string): boolean {
  try {
    flowOutline(yaml);
    return true;
  } catch {
    return false;
  }
}

function placeIn(written: string): number {
  return /^\d{1,4}$/.test(written) ? Number(written) : -1;
}

/** A draft of a study that is there, from the version that is served now. */
async function begin(store: Store, visit: Visit): Promise<Answer> {
  const studyId = studyIdOf(visit);
  const study = await store.studies.get(studyId);
  if (!study) throw noSuchStudy(studyId);
  await refuseFull(store, accountOf(visit).id);
  const yaml = stringify(study.study, { lineWidth: 0 });
  const text = { yaml, title: draftTitle(yaml, studyId), by: accountOf(visit).id };
  const { saved } = await store.drafts.save(studyId, 0, text);
  if (saved) await store.audit.add({ actor: text.by, action: "draft begun", studyId, details: { from: study.hash } });
  return { to: `/studies/${studyId}/design` };
}

async function download(store: Store, visit: Visit): Promise<Answer> {
  const { yaml } = await draftOf(store, visit);
  const bytes = async function* () {
    yield Buffer.from(yaml, "utf8");
  };
  return { download: bytes(), name: `${studyIdOf(visit)}.yaml`, type: "application/yaml" };
}

/** The draft and its pictures as one file, which any server takes. */
async function downloadZip(store: Store, visit: Visit): Promise<Answer> {
  const { yaml, studyId } = await draftOf(store, visit);
  const used = (await store.drafts.assets(studyId)).filter(({ sha256 }) => yaml.includes(`${ASSET}${sha256}`));
  const assets = await Promise.all(used.map(({ sha256 }) => store.drafts.asset(studyId, sha256)));
  const zip = zipStudy(
    yaml,
    assets.flatMap((asset) => asset ?? []),
  );
  const bytes = async function* () {
    yield zip;
  };
  return { download: bytes(), name: `${studyId}.zip`, type: "application/zip" };
}

async function showVersions(store: Store, visit: Visit): Promise<Answer> {
  const studyId = studyIdOf(visit);
  const [study, draft] = [await store.studies.get(studyId), await store.drafts.get(studyId)];
  const versions = await store.studies.versions(studyId);
  return { page: rendered(VersionsPage, { visit, study, draft, versions }) };
}

/** What is wrong with the draft, as `saydo check` tells it, for programs. */
async function problems(store: Store, visit: Visit): Promise<Answer> {
  const { yaml, revision } = await draftOf(store, visit);
  const checked: CheckedDraft = await checkDraft(store, studyIdOf(visit), yaml);
  const bytes = async function* () {
    yield Buffer.from(`${JSON.stringify({ revision, problems: checked.problems }, null, 2)}\n`, "utf8");
  };
  return { download: bytes(), name: "problems.json", type: "application/json" };
}

async function showRevision(store: Store, visit: Visit): Promise<Answer> {
  const draft = await draftOf(store, visit);
  const older = await store.drafts.revision(draft.studyId, revisionIn(visit.params["revision"] ?? ""));
  if (!older) throw new Problem({ code: "route-not-found", detail: "This saved text is not there any more." });
  return { page: rendered(RevisionPage, { visit, draft, older, names: await namesIn(store) }) };
}

function revisionIn(written: string): number {
  const revision = Number(written);
  return Number.isSafeInteger(revision) && revision > 0 && revision < 2 ** 31 ? revision : 0;
}

type Saving = { readonly yaml: string; readonly back?: string; readonly asOf?: number };

async function save({ store, show }: Desk, visit: Visit, { yaml, back = "", asOf }: Saving): Promise<Answer> {
  const studyId = studyIdOf(visit);
  if (yaml.length > MOST_DRAFT_LETTERS)
    return await show(visit, { fault: `A study has at most ${MOST_DRAFT_LETTERS} letters.`, back });
  const undone = asOf === undefined ? {} : { asOf };
  const text = { yaml, title: draftTitle(yaml, studyId), by: accountOf(visit).id, ...undone };
  const { saved, draft } = await store.drafts.save(studyId, revisionIn(field(visit, "revision")), text);
  if (saved || draft.yaml === yaml) return { to: `/studies/${studyId}/design${back === "" ? "" : `/${back}`}` };
  const names = await namesIn(store);
  return { page: rendered(ConflictPage, { visit, draft, yaml, names }), status: 409 };
}

async function saveText(desk: Desk, visit: Visit): Promise<Answer> {
  await draftOf(desk.store, visit);
  return await save(desk, visit, { yaml: (visit.fields.get("yaml") ?? "").replaceAll("\r\n", "\n") });
}

type Edit = { readonly back: string; readonly edit: (yaml: string) => string };

/** A form changes the text it was shown for; when somebody has saved another one since, both are shown. What is refused
 *  comes back on the same page, as it was typed. */
async function saveEdit(desk: Desk, visit: Visit, { back, edit }: Edit): Promise<Answer> {
  const { store, show } = desk;
  const draft = await draftOf(store, visit);
  const base = await store.drafts.revision(draft.studyId, revisionIn(field(visit, "revision")));
  try {
    return await save(desk, visit, { yaml: edit((base ?? draft).yaml), back });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return await show(visit, { fault: `${sentence(error.details.detail)} ${error.details.todo ?? ""}`.trim(), back });
  }
}

async function saveFields(desk: Desk, visit: Visit): Promise<Answer> {
  const written = field(visit, "back");
  const back = /^(form\/[a-z]+|measures\/\d{1,4}\/\d{1,4})$/.test(written) ? written : "";
  return await saveEdit(desk, visit, { back, edit: (yaml) => withTyped(yaml, allNodes(yaml), visit.fields) });
}

/** Adds, moves or takes out a measure. */
async function changeFlow(desk: Desk, visit: Visit): Promise<Answer> {
  const does = field(visit, "do");
  const at = { part: placeIn(field(visit, "part")), place: placeIn(field(visit, "place")) };
  const added = { measure: field(visit, "measure"), product: field(visit, "product") };
  const edit = (yaml: string) => {
    if (does === "add") return addMeasure(yaml, added);
    if (does === "remove") return removeMeasure(yaml, at);
    return does === "up" || does === "down" ? moveMeasure(yaml, at, does === "up" ? -1 : 1) : yaml;
  };
  return await saveEdit(desk, visit, { back: "", edit });
}

/** Writes a product's new name everywhere, or takes a product out. */
async function changeProducts(desk: Desk, visit: Visit): Promise<Answer> {
  const [does, place, name] = [field(visit, "do"), placeIn(field(visit, "place")), field(visit, "name")];
  const edit = (yaml: string) => {
    if (does === "remove") return removeProduct(yaml, place);
    if (name !== "" && name.length <= MOST_NAME) return renameProduct(yaml, place, name);
    throw new Problem({ code: "request-invalid", detail: `Give the product a name of at most ${MOST_NAME} letters.` });
  };
  return await saveEdit(desk, visit, { back: "form/products", edit });
}

const MOST_NAME = 100;

/** An older text becomes the newest again; nothing in between is lost. */
async function restore(desk: Desk, visit: Visit): Promise<Answer> {
  const { store, show } = desk;
  const older = await store.drafts.revision(studyIdOf(visit), revisionIn(field(visit, "older")));
  if (!older) return await show(visit, { fault: "This saved text is not there any more." });
  return await save(desk, visit, { yaml: older.yaml });
}

/** Takes back the newest change, then the one before it, and so on; what was undone stays among the earlier texts. */
async function undo(desk: Desk, visit: Visit): Promise<Answer> {
  const { store, show } = desk;
  const { studyId, revision, asOf } = await draftOf(store, visit);
  if (revision !== revisionIn(field(visit, "revision"))) {
    return await show(visit, { fault: "Somebody has changed the draft since. Look at it again." });
  }
  const before = await store.drafts.revision(studyId, (asOf ?? revision) - 1);
  if (!before) return await show(visit, { fault: "There is nothing to undo." });
  return await save(desk, visit, { yaml: before.yaml, asOf: before.asOf ?? before.revision });
}

/** The draft and its pictures as a new study of whoever asks. */
async function duplicate(store: Store, visit: Visit): Promise<Answer> {
  const draft = await draftOf(store, visit);
  const account = accountOf(visit);
  await refuseFull(store, account.id);
  const id = await freeId(store, draft.studyId);
  const yaml = editDraft(draft.yaml, ["id"], id);
  if (!(await store.drafts.begin(id, { yaml, title: draft.title, by: account.id }))) throw takenMeanwhile();
  await store.accounts.setRole(id, account.id, "owner");
  for (const { sha256 } of await store.drafts.assets(draft.studyId)) {
    const asset = await store.drafts.asset(draft.studyId, sha256);
    if (asset) await store.drafts.addAsset(id, asset);
  }
  await store.audit.add({ actor: account.id, action: "draft begun", studyId: id, details: { from: draft.studyId } });
  return { to: `/studies/${id}/design` };
}

function takenMeanwhile(): Problem {
  return new Problem({ code: "request-invalid", detail: "Somebody has just used this name.", todo: "Try again." });
}

async function addPicture({ store, show }: Desk, visit: Visit): Promise<Answer> {
  const { studyId } = await draftOf(store, visit);
  const upload = visit.uploads.get("file");
  if (!upload) return await show(visit, { fault: "Choose a picture." });
  if ((await store.drafts.assets(studyId)).length >= MOST_PICTURES) {
    return await show(visit, { fault: `A study has at most ${MOST_PICTURES} pictures.` });
  }
  try {
    await refuseFull(store, accountOf(visit).id);
    const asset = readPicture(upload.name, await readFile(upload.path));
    await store.drafts.addAsset(studyId, asset);
    return await show(visit, {
      note: `"${upload.name}" is there. Write asset:${asset.sha256} where it is to be shown.`,
    });
  } catch (error) {
    if (error instanceof Problem) return await show(visit, { fault: error.details.detail });
    throw error;
  }
}

async function picture(store: Store, visit: Visit): Promise<Answer> {
  const asset = await store.drafts.asset(studyIdOf(visit), visit.params["sha256"] ?? "");
  if (!asset) throw new Problem({ code: "route-not-found", detail: "There is no such picture." });
  return { picture: asset.bytes, type: asset.mime };
}

/** What was checked is published, whole; the study's id is typed as a sign that it is meant. */
async function launch({ store, show: showPage }: Desk, visit: Visit): Promise<Answer> {
  const show: Show = (seen, shown) => showPage(seen, { back: "check", ...shown });
  const draft = await draftOf(store, visit);
  const { studyId } = draft;
  if (draft.revision !== revisionIn(field(visit, "revision"))) {
    return await show(visit, { fault: "Somebody has changed the draft since. Look at it again." });
  }
  const checked = await checkDraft(store, studyId, draft.yaml);
  if (!("study" in checked)) return await show(visit, { fault: "It cannot be launched while something is wrong." });
  if (field(visit, "confirm") !== studyId) return await show(visit, { fault: `Type ${studyId} to launch it.` });
  const { study, hash } = checked;
  const isPilot = field(visit, "act") === "pilot";
  const before = await store.studies.get(studyId);
  await store.studies.publish({ study, hash, state: isPilot ? "pilot" : "open" });
  const isLaunched = before?.state === "pilot" && !isPilot;
  if (isLaunched) await store.studies.setState(studyId, "open");
  const details = { hash, revision: draft.revision, ...(isPilot ? { pilot: true } : {}) };
  await store.audit.add({ actor: accountOf(visit).id, action: "study published", studyId, details });
  if (isLaunched) {
    const state = { state: "open" };
    await store.audit.add({ actor: accountOf(visit).id, action: "state changed", studyId, details: state });
  }
  return { to: `/studies/${studyId}` };
}
