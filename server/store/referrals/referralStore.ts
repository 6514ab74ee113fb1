export type ReferralStore = {
  /** The person's own link of an instance: made when it is first asked for, the same ever after. Throws link-unknown, withdrawn. */
  give(session: { readonly sessionId: string }, instance: string): Promise<{ readonly code: string }>;
  /** Where a link leads, with what its page is signed with; undefined for none. */
  open(code: string): Promise<OpenedLink | undefined>;
  /** Counts a press of the page's button, where it counts; where it leads, whether it counted or not. */
  press(code: string, press: LinkPress): Promise<string | undefined>;
};

type OpenedLink = { readonly target: string; readonly token: string };

export type LinkPress = {
  /** As the page had it. */
  readonly token: string;
  /** Whether a person pressed, as far as the page could see. */
  readonly isTrusted: boolean;
  /** Whether it was the tab in which somebody took part. */
  readonly isOwnTab: boolean;
};

/** What came of one link on one day, from 0 after it was shown. */
export type ReferralDay = {
  readonly sessionId: string;
  readonly instance: string;
  /** Null for a link that nobody opened. */
  readonly day: number | null;
  readonly opened: number;
  readonly selfVisits: number;
  readonly visits: number;
};
