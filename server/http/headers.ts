import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import type { RequestHandler, Response } from "express";
import helmet, { contentSecurityPolicy } from "helmet";

/** A content security policy: the sources of each directive, none for a directive that stands alone. */
export type Policy = Readonly<Record<string, readonly string[]>>;

/** Nothing loaded, nothing framed: for data, refusals and whatever says nothing else. */
const CLOSED: Policy = {
  "default-src": ["'none'"],
  "frame-ancestors": ["'none'"],
  "base-uri": ["'none'"],
  "form-action": ["'none'"],
};

type Origin = { readonly policy?: Policy; readonly referrer?: "no-referrer" | "same-origin" };

/** Headers of every response of an origin, errors included: nothing cached, sniffed or framed unless a page says so. Helmet
 *  writes them once; they are the same for every response. */
export function commonHeaders(origin: Origin = {}): RequestHandler {
  const headers = Object.entries(helmetHeaders(origin));
  return (_request, response, next) => {
    response.removeHeader("X-Powered-By");
    for (const [name, value] of headers) response.setHeader(name, value);
    next();
  };
}

function helmetHeaders({ policy = CLOSED, referrer = "no-referrer" }: Origin): Readonly<Record<string, string>> {
  const setHeaders = helmet({
    contentSecurityPolicy: { useDefaults: false, directives: directives(policy) },
    strictTransportSecurity: { maxAge: 31_536_000, includeSubDomains: true },
    crossOriginOpenerPolicy: { policy: "same-origin" },
    crossOriginResourcePolicy: { policy: "same-origin" },
    referrerPolicy: { policy: referrer },
    // frame-ancestors says who may frame; the others speak to browsers that are gone.
    xFrameOptions: false,
    xDownloadOptions: false,
    xPermittedCrossDomainPolicies: false,
    xXssProtection: false,
    xDnsPrefetchControl: false,
  });
  const response = new ServerResponse(new IncomingMessage(new Socket()));
  setHeaders(response.req, response, (error?: unknown) => {
    if (error) throw error;
  });
  const set = Object.entries(response.getHeaders()).map(([name, value]) => [name, String(value)]);
  return {
    ...Object.fromEntries(set),
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "Cache-Control": "no-store",
  };
}

/** Gives one response a policy of its own. */
export function setPolicy(response: Response, policy: Policy): void {
  const set = contentSecurityPolicy({ useDefaults: false, directives: directives(policy) });
  set(response.req, response, (error) => {
    if (error) throw error;
  });
}

/** The participant page's policy. Style attributes are what jsPsych's plugins write; scripts are our files only. */
export function allowParticipantPage(response: Response, frameAncestors: readonly string[]): void {
  setPolicy(response, {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "style-src-attr": ["'unsafe-inline'"],
    "img-src": ["'self'", "data:"],
    "media-src": ["'self'"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "base-uri": ["'none'"],
    "form-action": ["'none'"],
    "frame-ancestors": frameAncestors.length > 0 ? frameAncestors : ["'none'"],
  });
}

/** The common headers as text, for answers given before a request could be read. */
export function bareHeaders(): string {
  return Object.entries(helmetHeaders({}))
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join("");
}

/** Helmet takes lists it may change. */
function directives(policy: Policy): Record<string, string[]> {
  return Object.fromEntries(Object.entries(policy).map(([name, sources]) => [name, [...sources]]));
}
