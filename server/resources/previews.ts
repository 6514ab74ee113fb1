import { extname, posix } from "node:path";
import type { Express, Request, RequestHandler, Response } from "express";
import { Problem } from "../../experiments/contract/problem.ts";
import type { Study } from "../../experiments/contract/study.ts";
import { namedFiles, shownFileTypes } from "../../experiments/contract/studyFiles.ts";
import { factorsOf, resolveFlow, treatmentFactorsOf } from "../../experiments/studyFile/flow.ts";
import { consentHashOf } from "../../experiments/studyFile/readStudyFile.ts";
import { checkDraft } from "../design/checkDraft.ts";
import { studyOfTicket } from "../design/previewTicket.ts";
import { setPolicy } from "../http/headers.ts";
import type { Store } from "../store/store.ts";
import { shownStudy } from "./shownStudy.ts";

export type PreviewOptions = {
  readonly now: () => Date;
  readonly page: RequestHandler;
  readonly studyFolder: (studyId: string) => string | undefined;
};

/** `/preview/<ticket>/` plays a draft in the participant's own page: the page asks for the draft and answers itself, so that no
 *  session is made and nothing is stored. */
export function previewPages(app: Express, store: Store, options: PreviewOptions): void {
  const { page } = options;
  app.get("/preview/:ticket", async (request, response, next) => {
    await draftOf(store, request, options);
    if (!request.path.endsWith("/")) return response.redirect(308, `${request.path}/`);
    return page(request, response, next);
  });
  app.get("/preview/:ticket/study", async (request, response) => {
    response.json(previewed(await checkedDraft(store, request, options)));
  });
  app.get("/preview/:ticket/assets/:sha256", (request, response) => sendAsset(store, { request, response, options }));
  app.get("/preview/:ticket/*path", studyFile(store, options));
}

async function draftOf(store: Store, request: Request, { now }: Pick<PreviewOptions, "now">) {
  const key = await store.studies.previewKey();
  const studyId = studyOfTicket(String(request.params["ticket"]), { key, now: now() });
  const draft = studyId === undefined ? undefined : await store.drafts.get(studyId);
  if (draft) return draft;
  const detail = "This preview is over, or there is nothing being made here.";
  throw new Problem({ code: "route-not-found", detail, todo: "Open the preview in the console again." });
}

async function checkedDraft(store: Store, request: Request, options: PreviewOptions): Promise<Checked> {
  const { studyId, yaml } = await draftOf(store, request, options);
  const checked = await checkDraft(store, studyId, yaml);
  if ("study" in checked) return checked;
  throw new Problem(checked.problems[0]);
}

type Checked = { readonly study: Study; readonly hash: string };

/** A draft as its participants would be told of it. Nobody needs a panel's id or a link of their own to look at it. */
function previewed({ study: written, hash }: Checked) {
  const study = resolveFlow(written);
  const { panelParameter: _parameter, redirectUrl: _redirectUrl, ...recruitment } = study.recruitment;
  const definition = shownStudy({ ...study, recruitment: { ...recruitment, source: "open" } });
  const factors = { ...factorsOf(study), ...treatmentFactorsOf(study) };
  return { id: study.id, hash, state: "open", consentHash: consentHashOf(study), definition, factors };
}

type Asked = { readonly request: Request; readonly response: Response; readonly options: PreviewOptions };

async function sendAsset(store: Store, { request, response, options }: Asked): Promise<void> {
  const { studyId } = await draftOf(store, request, options);
  const asset = await store.drafts.asset(studyId, String(request.params["sha256"]));
  if (!asset) throw noPicture();
  closePicture(response);
  response.type(asset.mime).send(Buffer.from(asset.bytes));
}

/** A picture that the draft names in the folder from which its study is served. */
function studyFile(store: Store, options: PreviewOptions): RequestHandler {
  return async (request, response, next) => {
    const { study } = await checkedDraft(store, request, options);
    const parts: unknown = request.params["path"];
    const path = Array.isArray(parts) ? parts.map(String).join("/") : String(parts);
    const folder = options.studyFolder(study.id);
    const isNamed = namedFiles(study).some(({ name }) => posix.normalize(name) === path);
    if (folder === undefined || !isNamed || !shownFileTypes.includes(extname(path).toLowerCase())) throw noPicture();
    closePicture(response);
    response.sendFile(path, { root: folder, dotfiles: "ignore", cacheControl: false }, (error?: Error) => {
      if (error) next();
    });
  };
}

/** A vector picture may hold script; on its own, opened as a page, it must not run. */
function closePicture(response: Response): void {
  setPolicy(response, { "default-src": ["'none'"], "style-src": ["'unsafe-inline'"], sandbox: [] });
}

function noPicture(): Problem {
  return new Problem({ code: "route-not-found", detail: "The draft has no such picture." });
}
