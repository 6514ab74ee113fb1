import { existsSync } from "node:fs";
import { extname, join } from "node:path";
import express, { type Express, type NextFunction, type Request, type RequestHandler, type Response } from "express";
import { shownFileTypes } from "../../experiments/contract/studyFiles.ts";
import { allowParticipantPage, setPolicy } from "../http/headers.ts";
import type { Store } from "../store/store.ts";
import { previewPages } from "./previews.ts";
import { meantAddress } from "./studyAddress.ts";

export type PageOptions = {
  /** The built participant pages: index.html and its assets. */
  readonly pagesFolder?: string;
  /** Where a study's pictures and sounds are. */
  readonly studyFolder?: (studyId: string) => string | undefined;
  /** Origins that may show the participant's page in a frame, for the preview. */
  readonly frameAncestors?: () => readonly string[];
  /** The clock that the tickets of previews go by. */
  readonly now?: () => Date;
};

const nobody = (): readonly string[] => [];

/** `/s/<study>/` is the participant's page; what stands below it are the study's pictures and sounds. */
export function participantPages(app: Express, store: Store, options: PageOptions): void {
  const { pagesFolder, studyFolder = () => undefined, now = () => new Date() } = options;
  previewPages(app, store, { now, studyFolder, page: indexPage(options) });
  app.get("/s/:studyId", studyPage(store, options));
  app.get("/s/:studyId/assets/:sha256", uploadedPicture(store));
  app.get("/s/:studyId/*path", studyFile(store, options));
  app.get("/timing", singlePage("timing.html", options));
  // Nobody may frame the page with a person's own data.
  app.get("/my", singlePage("my.html", { ...options, frameAncestors: nobody }));
  if (pagesFolder) app.use(express.static(pagesFolder, { index: false, redirect: false, setHeaders: cacheAsset }));
}

/** The last pages of all: an address that was copied with more than itself leads to the study; at any other a browser is
 *  shown that there is no study here, whatever its path, and never what is meant for a program. */
export function lostVisitors(app: Express, options: PageOptions): void {
  const tell = indexPage(options);
  app.use((request, response, next) => {
    if (!isVisit(request)) return next();
    const meant = meantAddress(request.path);
    if (meant !== null) return response.redirect(308, `${meant}${queryOf(request.originalUrl)}`);
    response.status(404);
    tell(request, response, next);
  });
  // An address that cannot even be decoded.
  // biome-ignore lint/complexity/useMaxParams: Express tells an error handler by its four parameters
  app.use((error: unknown, request: Request, response: Response, next: NextFunction) => {
    if (!(error instanceof URIError) || !isVisit(request)) return next(error);
    const meant = meantAddress(request.path);
    if (meant !== null) return response.redirect(308, `${meant}${queryOf(request.originalUrl)}`);
    response.status(404);
    tell(request, response, next);
  });
}

function isVisit(request: Request): boolean {
  const isRead = request.method === "GET" || request.method === "HEAD";
  return isRead && !request.path.startsWith("/api/") && request.accepts(["json", "html"]) === "html";
}

function queryOf(url: string): string {
  const from = url.indexOf("?");
  return from === -1 ? "" : url.slice(from);
}

function indexPage({ pagesFolder, frameAncestors = nobody }: PageOptions): RequestHandler {
  return (_request, response, next) => {
    const page = pagesFolder && join(pagesFolder, "index.html");
    if (!page || !existsSync(page)) return next();
    allowParticipantPage(response, frameAncestors());
    response.type("html").sendFile(page, { cacheControl: false });
  };
}

function studyPage(store: Store, options: PageOptions): RequestHandler {
  const show = indexPage(options);
  return async (request, response, next) => {
    const studyId = String(request.params["studyId"]);
    const { path } = request;
    const isThere = (await store.studies.get(studyId)) !== undefined;
    const meant = isThere ? `/s/${studyId}/` : (meantAddress(path) ?? path);
    // The study's own files are named relative to the page, so the page needs its closing slash.
    if (meant !== path) return response.redirect(308, `${meant}${queryOf(request.originalUrl)}`);
    // The page itself says kindly that there is no such study.
    if (!isThere) response.status(404);
    return show(request, response, next);
  };
}

/** A page of its own: the self-test a laboratory runs on its machines, and where people reach their own data. */
function singlePage(name: string, { pagesFolder, frameAncestors = nobody }: PageOptions): RequestHandler {
  return (_request, response, next) => {
    const page = pagesFolder && join(pagesFolder, name);
    if (!page || !existsSync(page)) return next();
    allowParticipantPage(response, frameAncestors());
    response.type("html").sendFile(page, { cacheControl: false });
  };
}

/** A picture of a study that was made in the console. It never changes: its name is the hash of its bytes. */
function uploadedPicture(store: Store): RequestHandler {
  return async (request, response, next) => {
    const { studyId, sha256 } = request.params;
    const isLaunched = (await store.studies.get(String(studyId))) !== undefined;
    const asset = isLaunched ? await store.drafts.asset(String(studyId), String(sha256)) : undefined;
    if (!asset) return next();
    setPolicy(response, { "default-src": ["'none'"], "style-src": ["'unsafe-inline'"], sandbox: [] });
    response.set("Cache-Control", "public, max-age=31536000, immutable");
    response.type(asset.mime).send(Buffer.from(asset.bytes));
  };
}

/** The pictures and sounds that the study names: what else its folder holds, the study file with its plan included, is
 *  nobody's business. */
function studyFile(store: Store, { studyFolder = () => undefined }: PageOptions): RequestHandler {
  return async (request, response, next) => {
    const studyId = String(request.params["studyId"]);
    const folder = studyFolder(studyId);
    const parts: unknown = request.params["path"];
    const path = Array.isArray(parts) ? parts.map(String).join("/") : String(parts);
    if (folder === undefined || !shownFileTypes.includes(extname(path).toLowerCase())) return next();
    if (!(await store.studies.filesOf(studyId)).has(path)) return next();
    // A vector picture may hold script; on its own, opened as a page, it must not run.
    setPolicy(response, { "default-src": ["'none'"], "style-src": ["'unsafe-inline'"], sandbox: [] });
    const options = { root: folder, dotfiles: "ignore", headers: { "Cache-Control": "public, max-age=3600" } } as const;
    response.sendFile(path, options, (error?: Error) => {
      if (error) next();
    });
  };
}

/** Built assets carry their content's hash in their name and never change; everything else is asked for anew. */
function cacheAsset(response: Response, path: string): void {
  const isHashed = /[.-][A-Za-z0-9_-]{8,}\.(js|css|woff2|svg|png)$/.test(path);
  response.set("Cache-Control", isHashed ? "public, max-age=31536000, immutable" : "no-cache");
}
