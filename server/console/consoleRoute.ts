import { Problem } from "../../experiments/contract/problem.ts";
import type { Account, Role } from "../store/store.ts";
import type { ConsoleAccess } from "./access.ts";

/** A file that was sent: under which name, where it lies until the answer is out, and its size. */
export type Upload = { readonly name: string; readonly path: string; readonly size: number };

/** One request to the console, after the one access decision has been made. */
export type Visit = {
  readonly params: Readonly<Record<string, string>>;
  readonly fields: ReadonlyMap<string, string>;
  readonly uploads: ReadonlyMap<string, Upload>;
  /** Why a file that was sent was not taken. */
  readonly refusedUpload?: string;
  readonly account: Account | undefined;
  readonly role: Role | undefined;
  /** Proof that a form came from our own page; empty while signed out. */
  readonly csrf: string;
  readonly token: string | undefined;
  /** What a browser shows that an account has signed in with before. */
  readonly browser: string | undefined;
  readonly address: string;
  /** Whether the visitor sits at the computer the server runs on, with nothing in between. */
  readonly isLocal: boolean;
};

export type Answer =
  | { readonly page: string; readonly status?: number }
  | { readonly to: string; readonly session?: string | null; readonly browser?: string }
  | { readonly download: AsyncIterable<Uint8Array>; readonly name: string; readonly type: string }
  /** What goes on, as server-sent events; `enter` counts who listens, and returns what counts them out. */
  | { readonly events: (signal: AbortSignal) => AsyncIterable<Uint8Array>; readonly enter: () => () => void }
  | { readonly picture: Uint8Array; readonly type: string }
  | { readonly report: string };

/** One page or action of the console. Everything that can be asked of the console is in one list of these. */
export type ConsoleRoute = {
  readonly method: "get" | "post";
  readonly path: string;
  readonly access: ConsoleAccess;
  /** What its form may bring beside a few short fields: one table, or long texts and pictures. */
  readonly takes?: "table" | "pictures";
  handle(visit: Visit): Promise<Answer>;
};

/** The signed-in account of a page that is not for anyone. */
export function accountOf({ account }: Visit): Account {
  if (!account) throw new RangeError("this page is for people who are signed in");
  return account;
}

export function studyIdOf({ params }: Visit): string {
  const id = params["studyId"];
  if (id === undefined) throw new RangeError("this page's address names a study");
  return id;
}

/** A field of a form, trimmed; empty when it was not sent. */
export function field({ fields }: Visit, name: string): string {
  return (fields.get(name) ?? "").trim();
}

const RECIPIENT_LETTERS = 200;

/** Who gets the data that are handed out: written into the audit, so that they can be told of erasures (GDPR, article 19). */
export function recipientIn(visit: Visit): string {
  const recipient = field(visit, "recipient");
  if (isRecipient(recipient)) return recipient;
  throw new Problem({
    code: "request-invalid",
    detail: "Say who gets the data.",
    todo: `Write a name or an organisation, at most ${RECIPIENT_LETTERS} letters.`,
  });
}

export function isRecipient(text: string): boolean {
  return text !== "" && text.length <= RECIPIENT_LETTERS;
}
