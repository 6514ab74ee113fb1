import type { RequestHandler, Response } from "express";

// Set on every response of both origins, errors included.
const COMMON: Readonly<Record<string, string>> = {
  "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
  "Cache-Control": "no-store",
  "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
};

/** Headers of every response: nothing cached, nothing sniffed, nothing framed, unless a page says otherwise. */
export const commonHeaders: RequestHandler = (_request, response, next) => {
  response.set(COMMON);
  next();
};

/** The participant page's policy. Style attributes are what jsPsych's plugins write; scripts are our files only. */
export function allowParticipantPage(response: Response, frameAncestors: readonly string[]): void {
  const ancestors = frameAncestors.length > 0 ? frameAncestors.join(" ") : "'none'";
  response.set(
    "Content-Security-Policy",
    [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self' 'unsafe-inline'",
      "img-src 'self' data:",
      "media-src 'self'",
      "font-src 'self'",
      "connect-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      `frame-ancestors ${ancestors}`,
    ].join("; "),
  );
}
