import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { Id } from "../../experiments/contract/id.ts";
import { Problem } from "../../experiments/contract/problem.ts";
import type { Study } from "../../experiments/contract/study.ts";
import { editDraft } from "../../experiments/studyFile/editDraft.ts";
import { type ChosenProduct, useTemplate } from "../../experiments/studyFile/useTemplate.ts";
import { ASSET } from "../design/checkDraft.ts";
import { draftTitle } from "../design/designForms.ts";
import { type ReadyStudy, readyStudies } from "../design/gallery.ts";
import { readPicture } from "../design/readPicture.ts";
import { unzipStudy } from "../design/studyZip.ts";
import type { Asset, Store } from "../store/store.ts";
import { type Answer, accountOf, type ConsoleRoute, field, type Visit } from "./consoleRoute.ts";
import { freeId, idFrom } from "./freeId.ts";
import { GalleryPage, MeasureGalleryPage, UseStudyPage } from "./pages/galleryPages.tsx";
import { refuseFull } from "./refuseFull.ts";
import { rendered } from "./rendered.ts";
import { sentence } from "./sentence.ts";

/** The ready studies, and making one of them one's own. */
export function galleryRoutes(store: Store): readonly ConsoleRoute[] {
  const access = "signedIn";
  return [
    { method: "get", path: "/gallery", access, handle: async (visit) => gallery(visit, await readyStudies()) },
    { method: "get", path: "/gallery/measures", access, handle: (visit) => measureGallery(store, visit) },
    { method: "post", path: "/gallery/zip", access, takes: "pictures", handle: (visit) => useZip(store, visit) },
    { method: "get", path: "/gallery/:ready", access, handle: (visit) => show(visit) },
    { method: "post", path: "/gallery/:ready", access, takes: "pictures", handle: (visit) => use(store, visit) },
  ];
}

function gallery(visit: Visit, ready: readonly ReadyStudy[], fault?: string): Answer {
  const page = rendered(GalleryPage, { visit, ready, ...(fault === undefined ? {} : { fault }) });
  return { page, status: fault === undefined ? 200 : 422 };
}

/** A study that was downloaded, here or on another server. It keeps its id, and with it its hash, where that is free. */
async function useZip(store: Store, visit: Visit): Promise<Answer> {
  const upload = visit.uploads.get("file");
  if (!upload) return gallery(visit, await readyStudies(), "Choose a zip.");
  try {
    await refuseFull(store, accountOf(visit).id);
    const { id: wanted, yaml: own, assets } = unzipStudy(await readFile(upload.path));
    const isId = Id.safeParse(wanted).success;
    const id = await freeId(store, isId ? wanted : "study", isId ? wanted : undefined);
    const yaml = id === wanted ? own : editDraft(own, ["id"], id);
    const account = accountOf(visit);
    const text = { yaml, title: draftTitle(yaml, id), by: account.id };
    if (!(await store.drafts.begin(id, text))) return gallery(visit, await readyStudies(), "Try again.");
    await store.accounts.setRole(id, account.id, "owner");
    for (const asset of assets) await store.drafts.addAsset(id, asset);
    await store.audit.add({ actor: account.id, action: "draft begun", studyId: id, details: { from: "zip" } });
    return { to: `/studies/${id}/design` };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return gallery(visit, await readyStudies(), `${sentence(error.details.detail)} ${error.details.todo ?? ""}`.trim());
  }
}

const MOST_DRAFTS = 50;

/** The measures, with the visitor's studies that are being made and take one. */
async function measureGallery(store: Store, visit: Visit): Promise<Answer> {
  const made = await store.studies.of(accountOf(visit), { limit: MOST_DRAFTS, only: "drafts" });
  const drafts = made.flatMap(({ studyId, title = studyId, role }) => {
    return role === "researcher" || role === "owner" ? [{ studyId, title }] : [];
  });
  return { page: rendered(MeasureGalleryPage, { visit, drafts }) };
}

async function readyOf({ params }: Visit): Promise<ReadyStudy> {
  const found = (await readyStudies()).find(({ name }) => name === params["ready"]);
  if (found) return found;
  throw new Problem({
    code: "route-not-found",
    detail: "There is no such ready study.",
    todo: "Choose one in the gallery.",
  });
}

async function show(visit: Visit, fault?: string): Promise<Answer> {
  const page = rendered(UseStudyPage, { visit, ready: await readyOf(visit), ...(fault ? { fault } : {}) });
  return { page, status: fault ? 422 : 200 };
}

async function use(store: Store, visit: Visit): Promise<Answer> {
  const ready = await readyOf(visit);
  const title = field(visit, "title");
  const languages = ready.study.languages.filter((language) => field(visit, `language-${language}`) !== "");
  if (title === "" || title.length > 200) return await show(visit, "Give the study a title of at most 200 letters.");
  if (languages.length === 0) return await show(visit, "Choose at least one language.");
  try {
    await refuseFull(store, accountOf(visit).id);
    const { products, assets } = await chosenIn(visit, ready.study);
    const others = await otherPictures(ready);
    const id = await freeId(store, title);
    const account = accountOf(visit);
    const researcher = { name: account.name, contact: account.email };
    const pictures = new Map([...others].map(([path, { sha256 }]) => [path, `${ASSET}${sha256}`]));
    const yaml = useTemplate(ready.yaml, { id, title, researcher, languages, products, pictures });
    if (!(await store.drafts.begin(id, { yaml, title, by: account.id }))) return await show(visit, "Try again.");
    await store.accounts.setRole(id, account.id, "owner");
    for (const asset of [...assets, ...others.values()]) await store.drafts.addAsset(id, asset);
    await store.audit.add({ actor: account.id, action: "draft begun", studyId: id, details: { from: ready.name } });
    return { to: `/studies/${id}/design` };
  } catch (error) {
    if (error instanceof Problem) return await show(visit, error.details.detail);
    throw error;
  }
}

/** The products as typed: a new name, and perhaps a picture, for each of the ready study's. */
async function chosenIn(visit: Visit, study: Study) {
  const products = new Map<string, ChosenProduct>();
  const assets: Asset[] = [];
  for (const [place, { id }] of study.products.entries()) {
    const name = field(visit, `name-${place}`);
    if (name === "" || name.length > 100) throw refused(`Give product ${place + 1} a name of at most 100 letters.`);
    const taken = [...products.values()];
    if (taken.some((one) => one.name === name)) throw refused("Give the products different names.");
    const upload = visit.uploads.get(`picture-${place}`);
    const asset = upload && readPicture(upload.name, await readFile(upload.path));
    if (asset) assets.push(asset);
    const own = idFrom(name, `product${place + 1}`, (one) => taken.some((other) => other.id === one));
    products.set(id, { id: own, name, ...(asset ? { image: `${ASSET}${asset.sha256}` } : {}) });
  }
  return { products, assets };
}

/** Pictures of a ready study that belong to none of its products, by their path in it. */
async function otherPictures({ study, folder }: ReadyStudy): Promise<ReadonlyMap<string, Asset>> {
  const found = new Map<string, Asset>();
  for (const path of new Set(picturePaths(study.flow))) {
    found.set(path, readPicture(basename(path), await readFile(join(folder, path))));
  }
  return found;
}

function picturePaths(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(picturePaths);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (key === "focalCategory" || key === "comparisonCategory") return [];
    return key === "image" && typeof inner === "string" ? [inner] : picturePaths(inner);
  });
}

function refused(detail: string): Problem {
  return new Problem({ code: "request-invalid", detail });
}
