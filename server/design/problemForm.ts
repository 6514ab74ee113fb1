import { sections } from "./designForms.ts";

/** The form below the design's address in which what a problem's path names is set; undefined where only the text has it. */
export function problemForm(path: string | undefined): string | undefined {
  const [, part, place] = /^flow\[(\d+)\]\.measures\[(\d+)\]/.exec(path ?? "") ?? [];
  if (part !== undefined && place !== undefined) return `measures/${part}/${place}`;
  const [key] = /^\w+/.exec(path ?? "") ?? [];
  const found = Object.entries(sections).find(([, { keys }]) => keys.some((one) => one === key));
  return found && `form/${found[0]}`;
}
