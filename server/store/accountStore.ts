import type { Role } from "./tables.ts";

export type Account = {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly isAdmin: boolean;
  readonly hasSecondFactor: boolean;
  readonly isDisabled: boolean;
};

export type Invitation = { readonly studyId: string | null; readonly role: Role };
export type Member = { readonly account: Account; readonly role: Role };

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
  disable(id: string): Promise<void>;
  /** Keeps a second factor's secret; it counts once confirmed. */
  proposeTotp(id: string, secret: string): Promise<void>;
  totpSecret(id: string): Promise<string | null>;
  confirmTotp(id: string): Promise<void>;
  /** Marks a time step as used; false when it was used before. */
  useTotpStep(id: string, step: number): Promise<boolean>;
  /** Opens a session in the console and returns its secret. */
  openSession(id: string): Promise<string>;
  /** The account of a live session: used within 30 minutes, at most 12 hours old. */
  bySession(token: string): Promise<Account | undefined>;
  closeSession(token: string): Promise<void>;
  closeSessions(id: string): Promise<void>;
  roleIn(studyId: string, account: Account): Promise<Role | undefined>;
  members(studyId: string): Promise<readonly Member[]>;
  setRole(studyId: string, accountId: string, role: Role | null): Promise<void>;
  invite(invitation: Invitation): Promise<string>;
  invitation(secret: string): Promise<Invitation | undefined>;
  /** Uses an invitation up; undefined when it is used, expired or unknown. */
  useInvitation(secret: string): Promise<Invitation | undefined>;
  /** Forgets unused invitations to the whole server. */
  clearServerInvitations(): Promise<void>;
  /** How many tries were counted in the last so many ms of the store's clock. */
  tries(subject: string, withinMs: number): Promise<number>;
  /** Counts a try; returns what `dropTry` takes it back by. */
  addTry(subject: string): Promise<string>;
  dropTry(id: string): Promise<void>;
};
