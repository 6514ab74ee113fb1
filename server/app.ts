import express, { type Express } from "express";
import { measureNamed } from "../experiments/measures/registry.ts";
import { heldPlaces } from "./arrivals/heldPlaces.ts";
import { idPace } from "./arrivals/idPace.ts";
import { commonHeaders } from "./http/headers.ts";
import { mount, nothingHere, problemHandler } from "./http/mount.ts";
import { refuseZeroBytes } from "./http/refuseZeroBytes.ts";
import type { Route } from "./http/route.ts";
import { type GroupCommit, groupCommit } from "./ingest/groupCommit.ts";
import { type MeasureLookup, trialJudge } from "./ingest/readTrials.ts";
import { studyOfToken } from "./ingest/studyOfToken.ts";
import { drawRoutes } from "./resources/draws.ts";
import { eligibilityRoutes } from "./resources/eligibility.ts";
import { linkPages, linkRoutes } from "./resources/links.ts";
import { ownDataRoutes } from "./resources/ownData.ts";
import { ownScoreRoutes } from "./resources/ownScores.ts";
import { lostVisitors, type PageOptions, participantPages } from "./resources/pages.ts";
import { serviceRoutes } from "./resources/service.ts";
import { sessionRoutes } from "./resources/sessions.ts";
import { studyRoutes } from "./resources/studies.ts";
import { trialRoutes } from "./resources/trials.ts";
import { waveRoutes } from "./resources/waves.ts";
import type { Store } from "./store/store.ts";

export type AppOptions = PageOptions & {
  readonly ingest?: GroupCommit;
  readonly measureNamed?: MeasureLookup;
  /** Told of our own mistakes; `errorId` is what the caller saw. */
  readonly onFailure?: (error: unknown, errorId?: string) => void;
  /** Proxies whose word on who asks is taken; what anyone else says in X-Forwarded-For is not read. */
  readonly trustedProxies?: readonly string[];
};

/** The participant origin: its API, pages and stimuli. */
export function createApp(store: Store, options: AppOptions = {}): Express {
  const { onFailure = () => {} } = options;
  const ingest = options.ingest ?? groupCommit({ append: store.appendTrials, onFailure });
  const app = express();
  app.disable("etag");
  app.set("query parser", "simple");
  app.set("trust proxy", [...(options.trustedProxies ?? [])]);
  app.use(commonHeaders(), refuseZeroBytes);
  mount(app, participantRoutes(store, ingest, options.measureNamed ?? measureNamed), {
    sessions: store.sessions,
    studyOf: studyOfToken(store.sessions.studyOf),
  });
  linkPages(app, store);
  participantPages(app, store, options);
  lostVisitors(app, options);
  app.use(nothingHere);
  app.use(problemHandler(onFailure));
  return app;
}

/** Every route of the participant's interface. Ingest comes first, where nothing else stands in its way. */
export function participantRoutes(store: Store, ingest: GroupCommit, lookup: MeasureLookup): readonly Route[] {
  const routes: Route[] = [
    ...trialRoutes({ ingest, judge: trialJudge(lookup), studyOf: studyOfToken(store.sessions.studyOf) }),
    ...sessionRoutes(store, { places: heldPlaces(), pace: idPace() }),
    ...drawRoutes(store),
    ...linkRoutes(store),
    ...eligibilityRoutes(store),
    ...ownScoreRoutes(store),
    ...ownDataRoutes(store),
    ...waveRoutes(store),
    ...studyRoutes(store),
    ...serviceRoutes(store, ingest, () => routes),
  ];
  return routes;
}
