import { showOnFrame } from "../clock/presentation.ts";
import { watchRenderTimes } from "../clock/renderTimes.ts";
import type { ItemControl, MakeControl } from "./itemControl.ts";
import { drawItem, type ItemWords } from "./itemForm.ts";
import { type ItemAnswer, recordItem } from "./itemRecord.ts";

export type ItemScreen<Value> = {
  readonly words: ItemWords;
  readonly control: MakeControl<Value>;
  /** Called once the item is on the screen. */
  readonly onShown: (control: ItemControl<Value>, form: HTMLFormElement) => void;
};

/** Shows one item on `display` and resolves with the answer when the participant continues. Nothing is preselected;
 *  continuing without an answer explains what is missing and leaves the item where it is. */
export async function askItem<Value>(display: HTMLElement, screen: ItemScreen<Value>): Promise<ItemAnswer<Value>> {
  const page = display.ownerDocument;
  const record = recordItem<Value>(page);
  const renders = watchRenderTimes();
  let submit: () => void = () => undefined;
  const submitted = new Promise<void>((resolve) => {
    submit = resolve;
  });
  const form = drawItem<Value>({
    words: screen.words,
    control: screen.control,
    onChoice: record.choose,
    onTyping: record.type,
    onSubmit: () => submit(),
  });
  page.addEventListener("keydown", form.takeKey);
  const onset = await showOnFrame(() => display.replaceChildren(form.element));
  form.focus();
  screen.onShown(form.control, form.element);
  await submitted;
  page.removeEventListener("keydown", form.takeKey);
  const renderedAtMs = renders.of(form.timingId);
  renders.stop();
  return record.finish({ ...onset, renderedAtMs }, form.given());
}
