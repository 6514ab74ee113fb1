/** What a control holds now: an answer, nothing yet, or something that is no answer, with what to do about it. */
export type Held<Value> =
  | { readonly state: "answered"; readonly value: Value }
  | { readonly state: "empty" }
  | { readonly state: "unfit"; readonly message: string };

/** One choice, as a control tells its screen. `amends` completes the choice before it, as the 0 of 10 does the 1. */
export type Choice<Value> = { readonly value: Value | null; readonly kind: "new" | "amends" };

/** The part of an item's screen that takes the answer. */
export type ItemControl<Value> = {
  readonly element: HTMLElement;
  readonly held: () => Held<Value>;
  /** Takes the answer back, for a participant who prefers not to answer. */
  readonly clear: () => void;
  readonly focus: () => void;
  /** Gives the answer as a participant would, for simulation. */
  readonly give: (value: Value) => void;
  /** Handles a key pressed anywhere on the page; true when it was meant for the control. */
  readonly takesKey?: (event: KeyboardEvent) => boolean;
  /** Marks the control while what it holds is no answer; null takes the mark away. */
  readonly mark?: (messageId: string | null) => void;
  /** Called when the participant continues, for controls that tell their choice only when it is complete. */
  readonly settle?: () => void;
};

/** How a control tells its screen what happened. */
export type ControlEvents<Value> = {
  readonly onChoice: (choice: Choice<Value>) => void;
  /** Something was typed that is not an answer yet. */
  readonly onTyping: () => void;
};

/** Makes a control; the element `questionId` names it. */
export type MakeControl<Value> = (events: ControlEvents<Value>, questionId: string) => ItemControl<Value>;
