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

/** Headers of every response of an origin, errors included: nothing cached, sniffed or framed unless a page says so. */
export function commonHeaders({ policy = CLOSED, referrer = "no-referrer" }: Origin = {}): readonly RequestHandler[] {
  return [
    helmet({
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
    }),
    (_request, response, next) => {
      response.setHeader("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()");
      response.setHeader("Cache-Control", "no-store");
      next();
    },
  ];
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
  const response = new ServerResponse(new IncomingMessage(new Socket()));
  // Library seam: these handlers only set headers, which a plain response has as Express's has.
  const given = [response.req, response, () => {}] as unknown as Parameters<RequestHandler>;
  for (const handler of commonHeaders()) void handler(...given);
  return Object.entries(response.getHeaders())
    .map(([name, value]) => `${name}: ${String(value)}\r\n`)
    .join("");
}

/** Helmet takes lists it may change. */
function directives(policy: Policy): Record<string, string[]> {
  return Object.fromEntries(Object.entries(policy).map(([name, sources]) => [name, [...sources]]));
}
