import { createHash } from "node:crypto";
import express, { type Express, type Response } from "express";
import { z } from "zod";
import { setPolicy } from "../http/headers.ts";
import { type Route, route, sessionOf } from "../http/route.ts";
import type { Store } from "../store/store.ts";

/** A person's own link, asked for when it is shown. */
export function linkRoutes(store: Store): readonly Route[] {
  return [
    route({
      method: "post",
      path: "/api/v1/sessions/:sessionId/links/:instance",
      access: "participant",
      summary: "The person's own link of an instance: made when it is first asked for, the same ever after.",
      // Nothing is asked for; but only JSON is taken, which no form of another site can send.
      body: z.object({}),
      replies: { 200: z.object({ code: z.string() }) },
      refusals: ["link-unknown", "consent-required", "consent-declined", "withdrawn"],
      async handle(call) {
        const { sessionId } = sessionOf(call);
        return { status: 200, body: await store.referrals.give({ sessionId }, call.params["instance"] ?? "") };
      },
    }),
  ];
}

/** `/r/<code>`: reading it counts nothing and shows a button; pressing the button may count, and leads on. */
export function linkPages(app: Express, store: Store): void {
  app.get("/r/:code", async (request, response, next) => {
    const link = await store.referrals.open(String(request.params["code"]));
    if (!link) return next();
    const language = request.acceptsLanguages(...Object.keys(words)) || "en";
    closePage(response, link.target);
    response.type("html").send(page(link.token, { target: link.target, ...(words[language] ?? english), language }));
  });
  const form = express.urlencoded({ extended: false, limit: "4kb", parameterLimit: 10 });
  app.post("/r/:code", form, async (request, response, next) => {
    const sent = Pressed.safeParse(request.body ?? {});
    const { token, pressed, own } = sent.success ? sent.data : { token: "", pressed: "0", own: "0" };
    const press = { token, isTrusted: pressed === "1", isOwnTab: own === "1" };
    const target = await store.referrals.press(String(request.params["code"]), press);
    if (target === undefined) return next();
    closePage(response, target);
    response.redirect(303, target);
  });
}

const Pressed = z.object({
  token: z.string().max(200).default(""),
  pressed: z.string().max(1).default("0"),
  own: z.string().max(1).default("0"),
});

/** A press by a person is told from one by a program; and the tab in which somebody took part knows its session. */
const script = `const f=document.forms[0];f.querySelector("button").addEventListener("click",e=>{
f.pressed.value=e.isTrusted&&!navigator.webdriver?"1":"0";
try{f.own.value=sessionStorage.getItem("saydo-session")===null?"0":"1"}catch{f.own.value="0"}})`;
const style =
  "body{font:1.1rem system-ui,sans-serif;margin:0;min-height:100vh;display:grid;place-items:center;background:Canvas;color:CanvasText}" +
  "form{padding:1.5rem;text-align:center;max-width:30rem;overflow-wrap:anywhere}" +
  "button{font:inherit;padding:.8rem 2rem;min-height:48px;border-radius:6px;border:2px solid #0b62a4;background:#0b62a4;color:#fff}" +
  "button:focus-visible{outline:3px solid CanvasText;outline-offset:2px}";

const hashed = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/** Nothing is loaded, and the form leads here and then to the target alone. */
function closePage(response: Response, target: string): void {
  setPolicy(response, {
    "default-src": ["'none'"],
    "script-src": [hashed(script)],
    "style-src": [hashed(style)],
    "form-action": ["'self'", new URL(target).origin],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
  });
  response.set("X-Robots-Tag", "noindex, nofollow");
}

type Words = { readonly title: string; readonly text: string; readonly go: string };

const english: Words = { title: "Somebody shares this with you", text: "This link leads to", go: "Go there" };
const words: Readonly<Record<string, Words>> = {
  en: english,
  nl: { title: "Iemand deelt dit met u", text: "Deze link leidt naar", go: "Ga erheen" },
  de: { title: "Jemand teilt das mit Ihnen", text: "Dieser Link führt zu", go: "Dorthin" },
};

type Page = Words & { readonly target: string; readonly language: string };

function page(token: string, { title, text, go, target, language }: Page): string {
  const host = escaped(new URL(target).host);
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark"><title>${title}</title><style>${style}</style></head><body><main><form method="post">
<h1>${title}</h1><p>${text} ${host}</p><input type="hidden" name="token" value="${escaped(token)}">
<input type="hidden" name="pressed" value="0"><input type="hidden" name="own" value="0"><button>${go}</button>
</form></main><script>${script}</script></body></html>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
