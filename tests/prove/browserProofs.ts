import { killedTabLosesOneTrial } from "./delivered/killedTabLosesOneTrial.ts";
import { noStorageNeeded } from "./delivered/noStorageNeeded.ts";
import { nothingLeftOnDevice } from "./delivered/nothingLeftOnDevice.ts";
import { offlineGoesUnnoticed } from "./delivered/offlineGoesUnnoticed.ts";
import { reloadGoesOn } from "./delivered/reloadGoesOn.ts";
import { tooLargeIsKept } from "./delivered/tooLargeIsKept.ts";
import { wrongClocksChangeNothing } from "./delivered/wrongClocksChangeNothing.ts";
import type { Proof } from "./proof.ts";
import { hostileStudyIsHarmless } from "./security/hostileStudyIsHarmless.ts";

/** What is promised of the participant's browser. */
export const browserProofs: readonly Proof[] = [
  offlineGoesUnnoticed,
  killedTabLosesOneTrial,
  reloadGoesOn,
  tooLargeIsKept,
  noStorageNeeded,
  nothingLeftOnDevice,
  wrongClocksChangeNothing,
  hostileStudyIsHarmless,
];
