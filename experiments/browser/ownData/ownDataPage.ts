import type { OwnData } from "../../contract/ownData.ts";
import { button, element } from "../pages/element.ts";
import { Shell } from "../pages/shell.ts";
import { isFlag, isRecord, isText, shaped } from "../session/understand.ts";
import { chooseLanguage, nameOfLanguage } from "../texts.ts";
import { type OwnDataTexts, ownDataTexts } from "./ownDataTexts.ts";

const isOwnData = shaped<OwnData>({ isWithdrawn: isFlag, data: isRecord, csv: isText });

type Page = { readonly shell: Shell; readonly texts: OwnDataTexts; readonly language: string; readonly code: string };
type Note = { readonly tone: "status" | "alert"; readonly text: string };

/** What a person can do with their own data: the code, two kinds of copy, and the ways out. */
function showOwnData(page: Page, note: Note | null = null): void {
  const { shell, texts } = page;
  const told = element("p", { role: note?.tone ?? "status" }, [note?.text ?? ""]);
  const field = element("input", {
    ...{ id: "code", class: "number-input", style: "inline-size: 100%", value: page.code, maxlength: "60" },
    ...{ autocomplete: "off", autocapitalize: "off", spellcheck: "false", "aria-describedby": "code-help" },
  });
  const now = (): Page => ({ ...page, code: field.value.trim() });
  const tell = ({ tone, text }: Note) => {
    told.setAttribute("role", tone);
    told.textContent = text;
  };
  offerLanguages(now);
  shell.show({
    title: texts.title,
    body: [
      element("p", {}, [texts.intro]),
      element("p", {}, [element("label", { for: "code" }, [texts.code])]),
      field,
      element("p", { id: "code-help", class: "quiet-text" }, [texts.codeHelp]),
      told,
      ...(["json", "csv"] as const).map((format) =>
        element("p", {}, [button(texts[format], "secondary", () => void download(now(), format, tell))]),
      ),
      element("p", {}, [button(texts.withdraw, "secondary", () => confirm(now(), "keep"))]),
      element("p", {}, [button(texts.erase, "secondary", () => confirm(now(), "erase"))]),
    ],
  });
}

function offerLanguages(now: () => Page): void {
  const page = now();
  const others = Object.keys(ownDataTexts).filter((language) => language !== page.language);
  page.shell.languages(
    others.map((language) => {
      const choice = element("button", { type: "button", lang: language }, [nameOfLanguage(language)]);
      choice.addEventListener("click", () => void speak({ ...now(), language }));
      return choice;
    }),
  );
}

async function speak(page: Page): Promise<void> {
  await page.shell.speak(page.language);
  showOwnData({ ...page, texts: ownDataTexts[page.language] ?? page.texts });
}

async function download(page: Page, format: "json" | "csv", tell: (note: Note) => void): Promise<void> {
  const { texts } = page;
  const reply = await ask("/api/v1/own-data", { code: page.code });
  const own = reply.ok ? await reply.json().catch(() => null) : null;
  if (!isOwnData(own)) return tell(refusal(texts, reply.status));
  const content = format === "csv" ? own.csv : `${JSON.stringify(own.data, null, 2)}\n`;
  const url = URL.createObjectURL(new Blob([content], { type: format === "csv" ? "text/csv" : "application/json" }));
  element("a", { href: url, download: `my-data.${format}` }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
  tell({ tone: "status", text: texts.downloaded });
}

function confirm(page: Page, extent: "keep" | "erase"): void {
  const { shell, texts } = page;
  const isErasure = extent === "erase";
  shell.languages([]);
  shell.show({
    title: isErasure ? texts.eraseTitle : texts.withdrawTitle,
    body: [element("p", {}, [isErasure ? texts.eraseAbout : texts.withdrawAbout])],
    actions: [
      button(texts.back, "secondary", () => showOwnData(page)),
      button(isErasure ? texts.yesErase : texts.yesWithdraw, "primary", () => void leave(page, extent)),
    ],
  });
}

async function leave(page: Page, extent: "keep" | "erase"): Promise<void> {
  const { shell, texts } = page;
  const reply = await ask("/api/v1/own-data/withdraw", { code: page.code, erase: extent === "erase" });
  if (!reply.ok) return showOwnData(page, refusal(texts, reply.status));
  if (extent === "keep") return showOwnData(page, { tone: "status", text: texts.withdrawn });
  shell.show({ title: texts.title, body: [element("p", { role: "status" }, [texts.erased])] });
}

/** A reply; a server that cannot be reached is one without success. */
async function ask(path: string, body: Readonly<Record<string, unknown>>): Promise<Response> {
  const headers = { "content-type": "application/json" };
  return await fetch(path, { method: "POST", headers, body: JSON.stringify(body) }).catch(() => Response.error());
}

function refusal(texts: OwnDataTexts, status: number): Note {
  const text = status === 429 ? texts.tooMany : status === 404 || status === 400 ? texts.unknown : texts.away;
  return { tone: "alert", text };
}

const root = document.querySelector<HTMLElement>("#saydo");
if (root) {
  const code = decodeURIComponent(location.hash.slice(1));
  // The code must not stay in the address, where the history and a shared screen keep it.
  history.replaceState(null, "", location.pathname);
  const language = chooseLanguage(Object.keys(ownDataTexts), navigator.languages);
  void speak({ shell: new Shell(root), texts: ownDataTexts.en!, language, code });
}
