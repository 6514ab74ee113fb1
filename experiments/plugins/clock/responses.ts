export type InputModality = "keyboard" | "mouse" | "touch";

/** One press on a key or zone that means something in the trial. */
export type Press<Choice extends string = string> = {
  readonly choice: Choice;
  /** When the input happened according to the event itself, ms since the page's time origin. */
  readonly atMs: number;
  /** When the page got to handle it; jsPsych counts to here. */
  readonly handledAtMs: number;
  readonly inputModality: InputModality;
};

export type ResponseSources<Choice extends string> = {
  /** Lower-case `event.key` (or ` ` for space) → choice. */
  readonly keys: Readonly<Record<string, Choice>>;
  readonly zones: readonly { readonly element: Element; readonly choice: Choice }[];
  readonly onPress: (press: Press<Choice>) => void;
};

/** Listens for presses until stopped. Held keys (`event.repeat`), shortcuts and secondary buttons are no responses. */
export function listenForPresses<Choice extends string>(sources: ResponseSources<Choice>): () => void {
  const listening = new AbortController();
  const { signal } = listening;
  const onKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const choice = sources.keys[keyOf(event)];
    if (choice === undefined) return;
    event.preventDefault();
    if (!event.repeat) sources.onPress(pressOf(event, choice));
  };
  document.addEventListener("keydown", onKey, { signal });
  for (const { element, choice } of sources.zones) {
    const onPointer = (event: Event) => {
      if (!(event instanceof PointerEvent) || !event.isPrimary || event.button > 0) return;
      event.preventDefault();
      sources.onPress(pressOf(event, choice));
    };
    element.addEventListener("pointerdown", onPointer, { signal });
  }
  return () => listening.abort();
}

/** The key as its cap reads. On a non-Latin layout the cap's Latin letter is known by the key's place only. */
function keyOf(event: KeyboardEvent): string {
  const key = event.key.toLowerCase();
  const isLatinOrNamed = /^[ -~]+$/.test(key);
  return isLatinOrNamed || !event.code.startsWith("Key") ? key : event.code.slice(3).toLowerCase();
}

function pressOf<Choice extends string>(event: Event, choice: Choice): Press<Choice> {
  return { choice, atMs: eventTimeMs(event), handledAtMs: performance.now(), inputModality: modalityOf(event) };
}

/** The event's own time; some browsers leave it 0 or count from 1970, then the clock now is the best there is. */
export function eventTimeMs(event: Event): number {
  const nowMs = performance.now();
  return event.timeStamp > 0 && event.timeStamp <= nowMs ? event.timeStamp : nowMs;
}

/** What a keyboard or pointer event was made with; a pen counts as touch. */
export function modalityOf(event: Event): InputModality {
  if (event instanceof PointerEvent) return event.pointerType === "mouse" ? "mouse" : "touch";
  return event instanceof KeyboardEvent ? "keyboard" : "mouse";
}

/** Remembers what the latest input on `element` was made with; for answers that end by a click or submit. */
export function watchModality(element: EventTarget): {
  readonly latest: () => InputModality;
  readonly stop: () => void;
} {
  let latest: InputModality = "keyboard";
  const watching = new AbortController();
  const options = { signal: watching.signal, capture: true };
  const note = (event: Event) => {
    latest = modalityOf(event);
  };
  element.addEventListener("keydown", note, options);
  element.addEventListener("pointerdown", note, options);
  return { latest: () => latest, stop: () => watching.abort() };
}

/** What a person without any input yet would most likely use on this device. */
export function likelyModality(): InputModality {
  return typeof matchMedia === "function" && matchMedia("(pointer: coarse)").matches ? "touch" : "keyboard";
}
