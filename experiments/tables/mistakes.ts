import { Problem, type ProblemCode, type ProblemDetails } from "../contract/problem.ts";

/** A mistake of a table, without what is the same for all of them; its code is `table-invalid` unless it says another. */
export type Mistake = Omit<ProblemDetails, "code" | "file"> & { readonly code?: ProblemCode };

const LISTED = 20;
const COUNTED = 10_000;
const NONE: readonly Mistake[] = [];

/** Collects the mistakes of one file: twenty are listed, the rest counted. */
export class Mistakes {
  readonly file: string;
  private readonly listed: Mistake[] = [];
  private further = 0;
  private ofRow: Mistake[] = [];

  constructor(file: string) {
    this.file = file;
  }

  get isEmpty(): boolean {
    return this.listed.length === 0;
  }

  /** Whether reading on would only count. */
  get isFull(): boolean {
    return this.further >= COUNTED;
  }

  add(mistake: Mistake): void {
    if (this.listed.length < LISTED) this.listed.push(mistake);
    else this.further += 1;
  }

  /** A mistake of one cell of the row being read: what comes of it is for the row to say. */
  addOfRow(mistake: Mistake): void {
    this.ofRow.push(mistake);
  }

  /** The mistakes of the row's cells, which are forgotten here. */
  takeOfRow(): readonly Mistake[] {
    if (this.ofRow.length === 0) return NONE;
    const taken = this.ofRow;
    this.ofRow = [];
    return taken;
  }

  /** Refuses the table for this mistake and those before it. */
  stop(mistake: Mistake): never {
    this.listed.push(mistake);
    throw this.problem();
  }

  /** Refuses the table when it has a mistake. */
  throwAny(): void {
    if (!this.isEmpty) throw this.problem();
  }

  private problem(): Problem {
    const told = this.listed.map((mistake) => ({ code: "table-invalid" as const, file: this.file, ...mistake }));
    const more = this.isFull ? `more than ${COUNTED}` : String(this.further);
    const rest = { code: "table-invalid" as const, file: this.file, detail: `… and ${more} more mistakes.` };
    const [first = rest] = told;
    return new Problem(first, { all: this.further === 0 ? told : [...told, rest] });
  }
}
