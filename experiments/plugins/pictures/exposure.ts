import { type JsPsychPlugin, ParameterType, type TrialType } from "jspsych";
import { showOnFrame } from "../clock/presentation.ts";
import { viewClock } from "../clock/viewClock.ts";
import { element } from "../elements.ts";
import { recordItem } from "../items/itemRecord.ts";
import type { Observed } from "../recordedBody.ts";
import { RecordedScreenPlugin } from "../screenPlugin.ts";

const info = {
  name: "saydo-exposure",
  version: "1.0.0",
  parameters: {
    title: { type: ParameterType.STRING, default: undefined },
    paragraphs: { type: ParameterType.STRING, array: true, default: [] },
    image: { type: ParameterType.STRING, default: null },
    alt: { type: ParameterType.STRING, default: "" },
    film: { type: ParameterType.STRING, default: null },
    captions: { type: ParameterType.STRING, default: null },
    language: { type: ParameterType.STRING, default: "en" },
    /** How long it must have been in view, or the film played, before one can go on. */
    minimum_seconds: { type: ParameterType.FLOAT, default: 3 },
    /** `{play, continue, wait, broken}` */
    words: { type: ParameterType.OBJECT, default: undefined },
    record: { type: ParameterType.FUNCTION, default: undefined },
  },
  data: {},
} as const;

/** What somebody saw of it. */
export type Exposure = {
  readonly observed: Observed;
  readonly shownMs: number;
  readonly latencyMs: number;
  readonly film: {
    readonly playedMs: number;
    readonly replays: number;
    readonly ended: boolean;
    readonly muted: boolean;
  } | null;
};
type Info = typeof info;
type Trial = TrialType<Info>;
type Words = { readonly play: string; readonly continue: string; readonly wait: string; readonly broken: string };

/** Shows a text, a picture or a film until one goes on. */
export class ExposurePlugin extends RecordedScreenPlugin<Trial, Exposure> implements JsPsychPlugin<Info> {
  static readonly info = info;

  protected async show(display: HTMLElement, trial: Trial, onLoad: () => void): Promise<Exposure> {
    // OBJECT parameters reach a plugin untyped.
    const words = trial.words as unknown as Words;
    const title = element("h1", "item-question", [trial.title]);
    title.tabIndex = -1;
    const hint = element("p", "saydo-hint", [words.wait]);
    hint.setAttribute("role", "status");
    const go = element("button", "item-continue", [words.continue]);
    go.type = "button";
    go.disabled = true;
    const film = typeof trial.film === "string" ? filmOf(trial, words) : null;
    const shown = [...(film ? [film.node] : []), ...pictureOf(trial), ...paragraphsOf(trial)];
    const foot = element("div", "item-actions", [hint, go]);
    const page = element("div", "saydo-item saydo-exposure", [title, ...shown, foot]);
    const record = recordItem(display.ownerDocument);
    const inView = viewClock(display.ownerDocument);
    const onset = await showOnFrame(() => display.replaceChildren(page));
    title.focus({ preventScroll: true });
    onLoad();
    const enough = () => (film === null || film.isBroken() ? inView.ms() : film.watched().playedMs);
    await untilEnough(() => film?.watched().ended === true || enough() >= 1000 * (trial.minimum_seconds ?? 0));
    hint.textContent = film?.isBroken() ? words.broken : "";
    go.disabled = false;
    await pressed(page, go);
    const { latencyMs, observed } = record.finish({ ...onset, renderedAtMs: null }, { value: null, missing: null });
    const watched = film?.watched() ?? null;
    film?.stop();
    return { observed, latencyMs, shownMs: inView.stop(), film: watched };
  }
}

function pictureOf(trial: Trial): readonly HTMLElement[] {
  if (typeof trial.image !== "string") return [];
  const image = element("img", "saydo-exposure-picture");
  image.src = trial.image;
  image.alt = trial.alt ?? "";
  return [image];
}

function paragraphsOf(trial: Trial): readonly HTMLElement[] {
  return (trial.paragraphs ?? []).flatMap((text) =>
    text.split(/\n\s*\n/).map((paragraph) => element("p", "saydo-text", [paragraph.trim()])),
  );
}

/** A film that plays when it is tapped, with its captions on. A new element for each: a used one stays blank on an iPhone
 *  (jsPsych #2328). */
function filmOf(trial: Trial, words: Words) {
  const video = element("video", "saydo-exposure-film");
  video.playsInline = true;
  video.preload = "auto";
  video.src = String(trial.film);
  if (typeof trial.captions === "string") video.append(captionsOf(trial.captions, trial.language ?? "en"));
  const play = element("button", "saydo-primary", [words.play]);
  play.type = "button";
  let [playedMs, lastAt, plays] = [0, 0, 0];
  let [ended, isBroken] = [false, false];
  play.addEventListener("click", () => {
    // A refusal to play is told by the error event or by pressing again.
    video.play().catch(() => undefined);
  });
  video.addEventListener("play", () => {
    plays += video.currentTime < 1 ? 1 : 0;
    lastAt = video.currentTime;
    play.hidden = true;
  });
  video.addEventListener("timeupdate", () => {
    playedMs += 1000 * Math.max(0, Math.min(1, video.currentTime - lastAt));
    lastAt = video.currentTime;
  });
  video.addEventListener("ended", () => {
    ended = true;
    play.hidden = false;
  });
  video.addEventListener("error", () => {
    isBroken = true;
    play.hidden = true;
  });
  const screen = element("div", "saydo-exposure-screen", [video, play]);
  // Here and not in the style sheet, which studies without a film load too.
  Object.assign(screen.style, { display: "grid", gap: "1rem", justifyItems: "center" });
  return {
    node: screen,
    isBroken: () => isBroken,
    watched: () => ({
      playedMs: Math.round(playedMs),
      replays: Math.max(0, plays - 1),
      ended,
      muted: video.muted || video.volume === 0,
    }),
    stop: () => {
      video.pause();
      video.removeAttribute("src");
      video.load();
    },
  };
}

function captionsOf(address: string, language: string): HTMLTrackElement {
  const track = element("track", "");
  track.kind = "captions";
  track.src = address;
  track.srclang = language;
  track.default = true;
  return track;
}

const LOOK_AGAIN_MS = 100;

async function untilEnough(isEnough: () => boolean): Promise<void> {
  while (!isEnough()) await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
}

/** The button, or Enter where no other button has the focus. */
function pressed(page: HTMLElement, go: HTMLButtonElement): Promise<void> {
  return new Promise((resolve) => {
    const listening = new AbortController();
    const end = () => {
      listening.abort();
      resolve();
    };
    const { signal } = listening;
    go.addEventListener("click", end, { signal });
    page.ownerDocument.addEventListener(
      "keydown",
      (event) => {
        const isPlain = event.key === "Enter" && !event.repeat && !event.ctrlKey && !event.altKey && !event.metaKey;
        if (!isPlain || event.target instanceof HTMLButtonElement || event.defaultPrevented) return;
        event.preventDefault();
        end();
      },
      { signal },
    );
  });
}
