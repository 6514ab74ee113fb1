import type { BatteryItem } from "../battery.ts";

export const scales = ["energy", "dedication", "absorption"] as const;

/** Saydo's own wording; the three sides of engagement follow Schaufeli et al. (2002), their items are not used. */
export const items: readonly BatteryItem<(typeof scales)[number]>[] = [
  {
    id: "startDay",
    scale: "energy",
    text: {
      en: "I look forward to starting my working day.",
      nl: "Ik heb zin om aan mijn werkdag te beginnen.",
      de: "Ich freue mich darauf, meinen Arbeitstag zu beginnen.",
    },
  },
  {
    id: "energyLeft",
    scale: "energy",
    text: {
      en: "My work gives me more energy than it costs me.",
      nl: "Mijn werk geeft mij meer energie dan het kost.",
      de: "Meine Arbeit gibt mir mehr Energie, als sie mich kostet.",
    },
  },
  {
    id: "keepGoing",
    scale: "energy",
    text: {
      en: "When something goes wrong at work, I keep going.",
      nl: "Als er op het werk iets tegenzit, ga ik door.",
      de: "Wenn bei der Arbeit etwas schiefgeht, mache ich weiter.",
    },
  },
  {
    id: "worthwhile",
    scale: "dedication",
    text: {
      en: "What I do at work is worth doing.",
      nl: "Wat ik op mijn werk doe, is de moeite waard.",
      de: "Was ich bei der Arbeit tue, lohnt sich.",
    },
  },
  {
    id: "tellOthers",
    scale: "dedication",
    text: {
      en: "I like to tell others where I work.",
      nl: "Ik vertel anderen graag waar ik werk.",
      de: "Ich erzähle anderen gern, wo ich arbeite.",
    },
  },
  {
    id: "newIdeas",
    scale: "dedication",
    text: {
      en: "My work gives me ideas I want to try.",
      nl: "Mijn werk brengt mij op ideeën die ik wil uitproberen.",
      de: "Meine Arbeit bringt mich auf Ideen, die ich ausprobieren möchte.",
    },
  },
  {
    id: "timePasses",
    scale: "absorption",
    text: {
      en: "At work I often notice only later how much time has passed.",
      nl: "Op mijn werk merk ik vaak pas later hoeveel tijd er voorbij is.",
      de: "Bei der Arbeit merke ich oft erst später, wie viel Zeit vergangen ist.",
    },
  },
  {
    id: "fullAttention",
    scale: "absorption",
    text: {
      en: "My work has my full attention.",
      nl: "Mijn werk heeft mijn volle aandacht.",
      de: "Meine Arbeit hat meine volle Aufmerksamkeit.",
    },
  },
  {
    id: "goodFlow",
    scale: "absorption",
    text: {
      en: "There are moments when my work goes as if by itself.",
      nl: "Er zijn momenten waarop mijn werk als vanzelf gaat.",
      de: "Es gibt Momente, in denen meine Arbeit wie von selbst läuft.",
    },
  },
];
