import type { OpenedWave } from "../../contract/openedWave.ts";
import { isOneOf, isRecord, isText, isWhole, shaped } from "../session/understand.ts";

export type Opened = OpenedWave;

export const isOpenedWave = shaped<Opened>({
  hash: isText,
  definition: isRecord,
  wave: isText,
  part: isWhole(2),
  parts: isWhole(2),
  language: isText,
  opens: isText,
  closes: isText,
  state: isOneOf("open", "early", "late", "done", "ended"),
});
