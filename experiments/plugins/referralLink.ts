import { type JsPsychPlugin, ParameterType, type TrialType } from "jspsych";
import { showOnFrame } from "./clock/presentation.ts";
import { element } from "./elements.ts";
import { recordItem } from "./items/itemRecord.ts";
import type { Observed } from "./recordedBody.ts";
import { RecordedScreenPlugin } from "./screenPlugin.ts";

const info = {
  name: "saydo-referral-link",
  version: "1.0.0",
  parameters: {
    /** `ReferralWords`. */
    words: { type: ParameterType.OBJECT, default: undefined },
    /** Asks the server for the link; null where it has none to give. */
    link: { type: ParameterType.FUNCTION, default: undefined },
    record: { type: ParameterType.FUNCTION, default: undefined },
  },
  data: {},
} as const;

type ReferralWords = Readonly<Record<"title" | "text" | "share" | "copy" | "copied" | "notCopied" | "goOn", string>>;

/** What somebody did with their link. */
export type Referred = {
  readonly observed: Observed;
  readonly shown: boolean;
  readonly shared: boolean;
  readonly copied: boolean;
  readonly latencyMs: number;
  readonly firstLatencyMs: number | null;
};
type Info = typeof info;
type Trial = TrialType<Info>;

/** Shows somebody their own link, with buttons to share and to copy it. */
export class ReferralPlugin extends RecordedScreenPlugin<Trial, Referred> implements JsPsychPlugin<Info> {
  static readonly info = info;

  protected async show(display: HTMLElement, trial: Trial, onLoad: () => void): Promise<Referred> {
    // FUNCTION and OBJECT parameters reach a plugin untyped.
    const [askLink, words] = [trial.link, trial.words] as unknown as [() => Promise<string | null>, ReferralWords];
    const link = await askLink();
    const record = recordItem<string>(display.ownerDocument);
    const used = { shared: false, copied: false };
    const screen = drawLink(words, link, (how) => {
      used[how] = true;
      record.choose({ value: how, kind: "new" });
    });
    const onset = await showOnFrame(() => display.replaceChildren(screen.element));
    screen.focus();
    onLoad();
    await screen.left;
    const { latencyMs, firstLatencyMs, observed } = record.finish(
      { ...onset, renderedAtMs: null },
      { value: null, missing: null },
    );
    return { observed, shown: link !== null, ...used, latencyMs, firstLatencyMs };
  }
}

function drawLink(words: ReferralWords, link: string | null, use: (how: "shared" | "copied") => void) {
  const title = element("h1", "item-question", [words.title]);
  title.tabIndex = -1;
  const status = element("p", "item-hint", []);
  status.setAttribute("role", "status");
  // As wide as the item, so that the whole link is seen.
  const field = element("textarea", "text-area referral-link");
  field.readOnly = true;
  field.rows = 2;
  field.style.minHeight = "0";
  field.value = link ?? "";
  field.setAttribute("aria-label", words.title);
  field.addEventListener("focus", () => field.select());
  const copy = way(words.copy, async () => {
    field.select();
    const isCopied = await copied(field.value);
    status.textContent = isCopied ? words.copied : words.notCopied;
    if (isCopied) use("copied");
  });
  const share = way(words.share, async () => {
    if (await isShared(link ?? "")) use("shared");
  });
  const canShare = typeof navigator !== "undefined" && "share" in navigator;
  let leave: () => void = () => undefined;
  const left = new Promise<void>((resolve) => {
    leave = resolve;
  });
  const goOn = button(words.goOn, "item-continue", () => leave());
  const ways = link === null ? [] : [field, element("div", "referral-ways", [...(canShare ? [share] : []), copy])];
  const foot = element("div", "item-actions", [status, goOn]);
  const text = element("p", "saydo-text", [words.text]);
  return {
    element: element("div", "saydo-item saydo-referral", [element("div", "", [title, text]), ...ways, foot]),
    left,
    focus: () => title.focus({ preventScroll: true }),
  };
}

/** A button beside the one that goes on, no more inviting than it. Its look is set here: only this screen has such buttons,
 *  and every study's first page loads the shared style sheet. */
function way(label: string, press: () => Promise<void>): HTMLButtonElement {
  const made = button(label, "referral-way", press);
  Object.assign(made.style, {
    ...{ minHeight: "48px", margin: "0 var(--space-3) var(--space-3) 0", padding: "0 var(--space-4)" },
    ...{ border: "1px solid var(--quiet)", borderRadius: "var(--corner)", background: "var(--page)" },
    ...{ color: "var(--text)", font: "inherit", cursor: "pointer" },
  });
  return made;
}

function button(label: string, className: string, press: () => void | Promise<void>): HTMLButtonElement {
  const made = element("button", className, [label]);
  made.type = "button";
  made.addEventListener("click", () => void press());
  return made;
}

async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

async function isShared(url: string): Promise<boolean> {
  try {
    await navigator.share({ url });
    return true;
  } catch {
    // Closed without sharing.
    return false;
  }
}
