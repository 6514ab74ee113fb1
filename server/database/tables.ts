/** `pilot`: tried out; who takes part then is kept apart. `open`: live. */
export type StudyState = "pilot" | "open" | "paused" | "closed";

/** What `is_simulated` says of a participant, a session and a cell: one of the people the results are about, a simulated
 *  one, or one who took part while the study was tried out. The three never share a quota, a balance or a result. */
export const peopleKinds = { real: 0, simulated: 1, pilot: 2 } as const;
export type PeopleKind = (typeof peopleKinds)[keyof typeof peopleKinds];

/** The columns as they are stored, the same in both databases: times are ISO 8601 in UTC, flags 0 or 1. */
export type Tables = {
  studies: { id: string; hash: string; state: StudyState; created_at: string };
  study_versions: { hash: string; study_id: string; definition: Uint8Array; created_at: string };
  participants: { id: string; study_id: string; is_simulated: number; created_at: string };
  participant_keys: { study_id: string; key_hash: string; participant_id: string };
  identifiers: { participant_id: string; sealed: Uint8Array; created_at: string };
  sessions: SessionRow;
  consents: {
    session_id: string;
    number: number;
    consent_hash: string;
    language: string;
    purposes: string;
    given_at: string;
  };
  trials: {
    session_id: string;
    seq: number;
    id: string;
    body: Uint8Array;
    digest: Uint8Array;
    received_at: string;
  };
  quarantine: {
    session_id: string;
    seq: number;
    digest: Uint8Array;
    status: "invalid" | "conflict";
    item: Uint8Array;
    problem: string;
    received_at: string;
  };
  cells: { study_hash: string; is_simulated: number; cell: string; starts: number; completes: number };
  /** What became of each person's invitation to a wave. */
  wave_people: WavePersonRow;
  /** How many starts each combination of treatments had. */
  treatment_starts: { study_hash: string; is_simulated: number; treatments: string; starts: number };
  links: {
    study_id: string;
    link_hash: string;
    session_id: string | null;
    created_at: string;
    spent_at: string | null;
    /** Those that were made together; null for links of before there were batches. */
    batch: string | null;
    label: string | null;
    /** From when on it opens nothing. */
    expires_at: string | null;
    revoked_at: string | null;
  };
  /** People who came and got no session, or came oddly, by what happened. */
  arrivals: { study_id: string; what: ArrivalEvent; people: number; last_at: string };
  purchases: PurchaseRow;
  coverage: {
    study_id: string;
    /** Empty for a line that holds for everyone. */
    participant_id: string;
    source: string;
    observed_from: string;
    observed_until: string;
    batch?: string | null | undefined;
  };
  conditions: {
    study_id: string;
    product: string;
    from_at: string;
    to_at: string;
    price: number | null;
    promotion: string | null;
    in_stock: number | null;
    advertising: string | null;
    batch?: string | null | undefined;
  };
  predictors: {
    study_id: string;
    participant_id: string;
    name: string;
    value: number;
    batch?: string | null | undefined;
  };
  predictor_notes: { study_id: string; name: string; note: string };
  import_batches: ImportBatchRow;
  /** Rows that an import put others in the place of, as JSON, so that its undo brings them back. */
  import_replaced: {
    batch: string;
    key: string;
    /** Empty for a row that is about nobody. */
    participant_id: string;
    /** The import that the row itself came with. */
    replaced_batch: string | null;
    record: string;
  };
  erasures: {
    participant_id: string;
    study_id: string;
    /** The day, at midnight. */
    erased_at: string;
    /** The first and last time that the person's data were handed out before. */
    handed_out_from: string | null;
    handed_out_until: string | null;
  };
  /** Erased people whose keys and bytes may still be there. */
  erasing: { participant_id: string };
  draws: DrawRow;
  winnings: WinningRow;
  referrals: ReferralRow;
  referral_days: { code: string; day: number; opened: number; self_visits: number; visits: number };
  /** Lists of what was won, as they were handed out. */
  handed_batches: { id: string; study_id: string; recipient: string; made_at: string };
  /** Keyed hashes of people who were erased after they drew: until the study closes they do not draw again. */
  tombstones: { study_id: string; key_hash: string };
  store_state: StoreStateRow;
  accounts: AccountRow;
  account_sessions: { token_hash: string; account_id: string; created_at: string; seen_at: string };
  members: { study_id: string; account_id: string; role: Role };
  invitations: {
    secret_hash: string;
    /** Null invites to the whole server. */
    study_id: string | null;
    role: Role;
    /** The account that made it; null for the command line. */
    invited_by: string | null;
    created_at: string;
    expires_at: string;
    used_at: string | null;
  };
  drafts: DraftRow;
  assets: AssetRow;
  jobs: JobRow;
  shares: ShareRow;
  recovery_codes: { code_hash: string; account_id: string; used_at: string | null };
  /** Browsers that signed in, with the hash of what is counted for the account. */
  known_browsers: { token_hash: string; subject: string; seen_at: string };
  password_resets: { secret_hash: string; account_id: string; expires_at: string; used_at: string | null };
  tries: { id: string; subject: string; at: string };
  audit: AuditRow;
};

/** One row, under 1. */
export type StoreStateRow = {
  id: number;
  /** The id that the keys have too. */
  pair: string;
  /** People from this moment on must have their keys; older stores may lack some. */
  keys_checked_from: string;
  /** What is being restored into this store, while it is. */
  restoring: string | null;
  clock_seen: string | null;
  clock_leapt: string | null;
};

/** What can become of an arrival that is worth telling the researcher: the link was not filled in, or had no id at all; the
 *  id has taken part already, or ends in what looks copied along with it; the quota was full; many ids were tried. */
export const arrivalEvents = ["unfilledId", "missingId", "takenId", "oddId", "quotaFull", "manyIds"] as const;
export type ArrivalEvent = (typeof arrivalEvents)[number];

export type SessionRow = {
  id: string;
  study_id: string;
  study_hash: string;
  participant_id: string;
  /** The wave's id; "" for the first session. */
  wave: string;
  is_simulated: number;
  token_hash: string;
  /** Null once erased, as the seed. */
  language: string | null;
  /** Position among the starts of this study version. */
  ordinal: number;
  cell: string;
  /** JSON of the levels of treatments drawn; null where the study has none. */
  treatments: string | null;
  seed: number | null;
  started_at: string;
  seen_at: string;
  consent_hash: string | null;
  consented_at: string | null;
  /** JSON of the latest choice by purpose; null before consent. */
  purposes: string | null;
  /** JSON of a `Device`; null where nothing is known of it. */
  device: string | null;
  takes_part: number | null;
  acked_through: number;
  highest_seq: number;
  quarantined: number;
  /** Bytes of everything received from it that is kept. */
  stored_bytes: number;
  /** Which numbers above `acked_through` are there, while any is missing between (`seqMarks.ts`), as base64. */
  above: string | null;
  /** Trials refused because the session, or its study, holds as much as it may. */
  over_limit: number;
  finished_at: string | null;
  trial_count: number | null;
  completion_code: string | null;
  withdrawn_at: string | null;
  erased_at: string | null;
  /** Whether it counts in the quota while its participant is at work; of one device only a few do. */
  holds_place: number;
  /** When it was taken up at another device with nothing but the panel's id or the link, where the study allows that. */
  moved_at: string | null;
  /** When its answers ended it: the study does not look for this person. */
  screened_out_at: string | null;
};

export type WavePersonRow = {
  participant_id: string;
  study_id: string;
  wave: string;
  /** When the person first stood in a list. */
  invited_at: string | null;
  /** When the link was first opened, in time or not. */
  opened_at: string | null;
  /** When it was opened after the wave had closed. */
  late_at: string | null;
  refused_at: string | null;
};

export type DrawRow = {
  session_id: string;
  instance: string;
  commitment: string;
  /** The secret, under a key that follows from the study's in the vault. */
  sealed: Uint8Array;
  closed_at: string | null;
  /** JSON of a `Drawn` without its claim code; null while choices may come. */
  result: string | null;
};

/** A person's own link. */
export type ReferralRow = {
  /** 72 random bits, base64url. */
  code: string;
  session_id: string;
  instance: string;
  target: string;
  days: number;
  shown_at: string;
  /** When a visit was last counted. */
  visited_at: string | null;
};

/** `owed` until a list is made, then `handed` with its name; at the end `done`, or `void` with a reason. */
export type WinningState = "owed" | "handed" | "done" | "void";

export type WinningRow = {
  id: string;
  study_id: string;
  /** Null once the winner is erased, as `participant_id` and `claim_code`. */
  session_id: string | null;
  participant_id: string | null;
  instance: string;
  claim_code: string | null;
  /** JSON of `Drawn.gets`. */
  gets: string;
  /** Hundredths of the currency's unit. */
  bonus: number;
  currency: string;
  /** The day, such as 2026-01-31. */
  won_on: string;
  state: WinningState;
  batch: string | null;
  reason: string | null;
};

export type PurchaseRow = {
  study_id: string;
  participant_id: string;
  /** Says that a row is the same as one imported before. */
  dedupe_key: string;
  purchased_at: string;
  product: string;
  kind: string;
  order_ref: string | null;
  quantity: number | null;
  amount: number | null;
  currency: string | null;
  channel: string | null;
  /** The import it came with; null for rows of before imports were listed. */
  batch?: string | null | undefined;
};

/** One import of the company's records. */
export type ImportBatchRow = {
  id: string;
  study_id: string;
  kind: string;
  /** The file's name. */
  file: string;
  sha256: string;
  made_by: string;
  made_at: string;
  /** Null while it goes on, and of one that was cut off. */
  finished_at: string | null;
  rows_read: number;
  matched: number;
  added: number;
  duplicate: number;
  /** Rows under whose key something else was stored. */
  changed: number;
  /** The first and the last moment that its rows are about. */
  covers_from: string | null;
  covers_until: string | null;
  /** From when on it takes no further rows, because it is being undone. */
  undo_at: string | null;
  undone_at: string | null;
  undone_by: string | null;
};

/** What an account may do with a study, from least to most: see progress; analyse pseudonymous data; run the study and
 *  meet its participants; decide who may do what. */
export const roles = ["viewer", "analyst", "researcher", "owner"] as const;
export type Role = (typeof roles)[number];

export type AccountRow = {
  id: string;
  email: string;
  name: string;
  password: string;
  /** The second factor's secret, encrypted under a key of the account's own. */
  totp: Uint8Array | null;
  totp_confirmed_at: string | null;
  /** A second factor that is proposed and not confirmed yet, encrypted in the same way: JSON of a `ProposedFactor`. */
  totp_next: Uint8Array | null;
  /** The last time step whose code was used; a code works once. */
  totp_step: number;
  is_admin: number;
  disabled_at: string | null;
  created_at: string;
  /** In which its pages show moments, such as Europe/Amsterdam; null for UTC. */
  time_zone?: string | null | undefined;
};

/** One saved text of a study that is being made; the one with the highest number counts. */
export type DraftRow = {
  study_id: string;
  revision: number;
  yaml: string;
  /** As the list of studies shows it. */
  title: string;
  saved_by: string;
  saved_at: string;
  /** The revision whose text this one brought back. */
  as_of: number | null;
};

/** The kind of job that makes the report of a study. */
export const REPORT_KIND = "report";

/** A piece of long work: who asked, how far it is, what came of it. Whichever server is free takes the next one. */
export type JobRow = {
  id: string;
  study_id: string;
  kind: string;
  /** JSON. */
  input: string;
  state: JobState;
  done: number;
  /** Null while nobody knows how much there is. */
  total: number | null;
  /** Why it failed, in words for who asked. */
  reason: string | null;
  asked_by: string;
  asked_at: string;
  /** The server that does it, and its last sign of life. */
  taken_by: string | null;
  beat_at: string | null;
  ended_at: string | null;
  result: Uint8Array | null;
  result_type: string | null;
};

/** A link that opens one report, to whoever has it and its password. */
export type ShareRow = {
  id: string;
  token_hash: string;
  study_id: string;
  /** The job that made the report. */
  report: string;
  label: string;
  /** Hashed; null where none is asked for. */
  password: string | null;
  expires_at: string;
  made_by: string;
  made_at: string;
  revoked_at: string | null;
  opened: number;
  opened_at: string | null;
};

export const jobStates = ["waiting", "running", "done", "failed", "cancelled"] as const;
export type JobState = (typeof jobStates)[number];

/** A picture that a study names as `asset:<sha256>`. */
export type AssetRow = {
  study_id: string;
  sha256: string;
  /** Of the file that was uploaded. */
  name: string;
  mime: string;
  width: number | null;
  height: number | null;
  bytes: Uint8Array;
};

export type AuditRow = {
  seq: number;
  at: string;
  actor: string;
  action: string;
  study_id: string | null;
  subject: string | null;
  details: string;
  previous: string;
  hash: string;
};
