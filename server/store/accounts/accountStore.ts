import type { Role } from "../../database/tables.ts";

export type Account = {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly isAdmin: boolean;
  readonly hasSecondFactor: boolean;
  readonly isDisabled: boolean;
  /** In which its pages show moments, such as Europe/Amsterdam; null for UTC. */
  readonly timeZone: string | null;
};

export type Invitation = {
  /** Null makes somebody who runs the server. */
  readonly studyId: string | null;
  readonly role: Role;
  /** The account that invites; null for the command line, which whoever runs the server has. */
  readonly by: string | null;
};

/** An invitation that nobody has taken yet. */
export type PendingInvitation = Invitation & {
  readonly id: string;
  readonly madeBy: string | null;
  readonly expiresAt: string;
};

/** Who takes an invitation: an account that is there, or a new one. */
export type Taker =
  | { readonly accountId: string }
  | { readonly email: string; readonly name: string; readonly password: string };

export type Taken =
  | { readonly outcome: "taken"; readonly account: Account; readonly invitation: Invitation }
  /** Used, expired, revoked or unknown; whoever made it may no more; or there is an account with this address. */
  | { readonly outcome: "spent" | "address taken" }
  /** The account may do as much already; the invitation is not used up. */
  | { readonly outcome: "nothing to give"; readonly account: Account };

export type Member = { readonly account: Account; readonly role: Role };

/** What is needed to judge a sign-in. It takes the same work for an account that is not there: then `id` and `secret` are
 *  a decoy's. */
export type SignInRecord = {
  readonly known: { readonly account: Account; readonly password: string } | undefined;
  readonly id: string;
  readonly secret: string;
};

export type ProposedFactor = { readonly secret: string; readonly codes: readonly string[] };

export type AccountStore = {
  count(): Promise<number>;
  /** The new account; undefined when the address is taken. */
  create(account: {
    readonly email: string;
    readonly name: string;
    readonly password: string;
    readonly isAdmin: boolean;
  }): Promise<Account | undefined>;
  byEmail(email: string): Promise<{ readonly account: Account; readonly password: string } | undefined>;
  all(): Promise<readonly Account[]>;
  setPassword(id: string, password: string): Promise<void>;
  setTimeZone(id: string, timeZone: string | null): Promise<void>;
  forSignIn(email: string): Promise<SignInRecord>;
  /** Ends an account, its sessions and the invitations it made, at once. */
  disable(id: string): Promise<void>;
  enable(id: string): Promise<void>;
  /** Keeps a second factor until it is confirmed; the one that counts stays as it is. */
  proposeFactor(id: string, factor: ProposedFactor): Promise<void>;
  proposedFactor(id: string): Promise<ProposedFactor | null>;
  /** Puts the proposed factor and its recovery codes, as hashes, in the place of what there was. */
  confirmFactor(id: string, codeHashes: readonly string[]): Promise<void>;
  removeFactor(id: string): Promise<void>;
  totpSecret(id: string): Promise<string | null>;
  /** Puts recovery codes, as hashes, in the place of those there were. */
  setRecoveryCodes(id: string, hashes: readonly string[]): Promise<void>;
  recoveryCodesLeft(id: string): Promise<number>;
  hasRecoveryCode(id: string, hash: string): Promise<boolean>;
  /** False when there is no such code or it was used before. */
  useRecoveryCode(id: string, hash: string): Promise<boolean>;
  /** Whether a browser has signed in before as the subject of a limit. */
  knowsBrowser(token: string, subject: string): Promise<boolean>;
  /** Remembers that it did; returns the browser's new secret, which takes the place of the one it had. */
  rememberBrowser(subject: string, before: string | undefined): Promise<string>;
  /** A secret with which an account's password may be set once, within a day. */
  openReset(id: string): Promise<string>;
  resetOf(secret: string): Promise<Account | undefined>;
  /** Sets the password and ends every session; false when the secret was used in between. */
  useReset(secret: string, password: string): Promise<boolean>;
  /** Marks a time step as used; false when it was used before. */
  useTotpStep(id: string, step: number): Promise<boolean>;
  /** Opens a session in the console and returns its secret. */
  openSession(id: string): Promise<string>;
  /** The account of a live session: used within 30 minutes, at most 12 hours old. A page that asks for itself is no use. */
  bySession(token: string, asks?: "for itself" | "by a person"): Promise<Account | undefined>;
  closeSession(token: string): Promise<void>;
  closeSessions(id: string): Promise<void>;
  roleIn(studyId: string, account: Account): Promise<Role | undefined>;
  members(studyId: string): Promise<readonly Member[]>;
  setRole(studyId: string, accountId: string, role: Role | null): Promise<void>;
  invite(invitation: Invitation): Promise<string>;
  /** What a link offers; undefined when it is used, expired, revoked, unknown, or gives more than its maker may give now. */
  invitation(secret: string): Promise<Invitation | undefined>;
  /** Takes it in one step: afterwards both the account and what it may do are there, or nothing has changed. */
  takeInvitation(secret: string, taker: Taker): Promise<Taken>;
  pendingInvitations(studyId: string): Promise<readonly PendingInvitation[]>;
  /** False when the study has no such invitation open. */
  revokeInvitation(studyId: string, id: string): Promise<boolean>;
  /** Forgets unused invitations to the whole server. */
  clearServerInvitations(): Promise<void>;
  /** How many tries were counted in the last so many ms of the store's clock. */
  tries(subject: string, withinMs: number): Promise<number>;
  /** Counts a try, once for each `id`; returns what `dropTry` takes it back by. */
  addTry(subject: string, id?: string): Promise<string>;
  dropTry(id: string): Promise<void>;
};
