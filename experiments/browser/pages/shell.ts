import { isTranslated } from "../arrival/translatedPage.ts";
import { directionOf, englishTexts, type Texts, textsIn } from "../texts.ts";
import { element } from "./element.ts";

/** How far the participant is. */
export type Progress = {
  readonly done: number;
  readonly of: number;
  /** Share of the work done, 0 to 1. */
  readonly share: number;
  readonly minutesLeft: number | null;
};

export type Page = {
  readonly title: string;
  readonly body: readonly (Node | string | null)[];
  readonly actions?: readonly (HTMLElement | null)[];
  /** Announced at once, for what the participant did not ask for. */
  readonly tone?: "alert";
};

/** The frame every participant page stands in: progress, what is unsent, the way out, and one thing in the middle. */
export class Shell {
  #texts: Texts = englishTexts;
  #language = "en";
  #progress = "";
  readonly #bar = element("div", { class: "bar", role: "progressbar", "aria-valuemin": "0", hidden: true }, [
    element("div", { class: "bar-done" }),
  ]);
  readonly #place = element("p", { class: "place" });
  readonly #unsent = element("p", { class: "unsent", role: "status" });
  readonly #stop = element("button", { type: "button", class: "stop", hidden: true });
  readonly #languages = element("div", { class: "languages" });
  readonly #middle = element("div", { class: "middle" });

  constructor(root: HTMLElement) {
    const head = element("header", { class: "head" }, [
      this.#bar,
      this.#place,
      this.#unsent,
      this.#languages,
      this.#stop,
    ]);
    root.replaceChildren(head, this.#middle);
  }

  get texts(): Texts {
    return this.#texts;
  }

  get language(): string {
    return this.#language;
  }

  /** Turns to a language; what already stands on the page stays as it is. */
  async speak(language: string): Promise<void> {
    this.#texts = await textsIn(language);
    this.#language = language;
    document.documentElement.lang = language;
    document.documentElement.dir = directionOf(language);
    this.#stop.textContent = this.#texts.stop.button;
  }

  /** Shows one page; its heading takes the focus, so that a screen reader starts there. */
  show(page: Page): void {
    const heading = element("h1", { tabindex: "-1" }, [page.title]);
    const actions = (page.actions ?? []).filter((action) => action !== null);
    const column = element("div", page.tone === "alert" ? { class: "column", role: "alert" } : { class: "column" }, [
      heading,
      ...page.body,
    ]);
    const foot = actions.length > 0 ? element("div", { class: "actions" }, actions) : null;
    this.#middle.replaceChildren(element("main", { class: "page" }, [column, foot]));
    document.title = page.title;
    window.scrollTo(0, 0);
    heading.focus({ preventScroll: true });
  }

  /** Clears the middle for a task and returns where it draws. */
  task(kind: "timed" | "untimed"): HTMLElement {
    const place = element("div", { class: "task" });
    // A timed task's instructions are a main region of their own.
    const around = element(kind === "timed" ? "div" : "main", { class: `task-page ${kind}` }, [place]);
    this.#middle.replaceChildren(around);
    window.scrollTo(0, 0);
    return place;
  }

  /** Puts the focus back on what the page is about, so that keys go there again. */
  refocus(): void {
    this.#middle.querySelector<HTMLElement>("h1[tabindex], [tabindex]")?.focus({ preventScroll: true });
  }

  /** How far the participant is; null where nothing is being answered. */
  progress(at: Progress | null): void {
    this.#bar.hidden = at === null;
    if (at === null) {
      this.#progress = "";
      this.#place.textContent = "";
      this.unsent("");
      return;
    }
    const count = this.#texts.progress(at.done, at.of);
    this.#bar.setAttribute("aria-label", this.#texts.progressLabel);
    this.#bar.setAttribute("aria-valuemax", String(at.of));
    this.#bar.setAttribute("aria-valuenow", String(at.done));
    this.#bar.setAttribute("aria-valuetext", count);
    this.#bar.style.setProperty("--done", String(at.share));
    const left = at.minutesLeft === null ? "" : ` · ${this.#texts.minutesLeft(at.minutesLeft)}`;
    this.#progress = `${count}${left}`;
    this.#place.textContent = this.#progress;
  }

  /** Whether the browser has put other words in place of the page's. */
  get isTranslated(): boolean {
    return isTranslated(document, { given: this.#progress, stands: this.#place.textContent ?? "" });
  }

  /** What has not reached the study while it is being answered, after which a page of its own tells; empty text when
   *  all has. */
  unsent(text: string): void {
    const told = this.#bar.hidden ? "" : text;
    if (this.#unsent.textContent !== told) this.#unsent.textContent = told;
  }

  /** What the way out does; null hides it. */
  stopping(onStop: (() => void) | null): void {
    this.#stop.hidden = onStop === null;
    this.#stop.onclick = onStop;
  }

  /** Offers to change the language; an empty list takes the offer away. */
  languages(choices: readonly HTMLElement[]): void {
    this.#languages.replaceChildren(...choices);
  }
}
