/** What a session's row says while nobody has agreed to anything and nothing has come: at its start, and again once its person
 *  is erased, so that no code, time or consent leads from another list to it. */
export const untouchedSession = {
  consent_hash: null,
  consented_at: null,
  purposes: null,
  takes_part: null,
  acked_through: -1,
  highest_seq: -1,
  quarantined: 0,
  stored_bytes: 0,
  above: null,
  over_limit: 0,
  finished_at: null,
  trial_count: null,
  completion_code: null,
  holds_place: 0,
  moved_at: null,
  screened_out_at: null,
} as const;
