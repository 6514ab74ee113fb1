/** Line drawings that come with Saydo, SVG paths in a square of 100 by 100, two or more for each deep metaphor. */
export const drawings = {
  scales: {
    en: "Scales",
    nl: "Weegschaal",
    de: "Waage",
    path: "M50 15V80M30 85H70M20 30H80M20 30L8 58H32ZM80 30L68 58H92ZM8 58Q20 72 32 58M68 58Q80 72 92 58",
  },
  seesaw: {
    en: "Seesaw",
    nl: "Wip",
    de: "Wippe",
    path: "M10 45L90 65M50 55L38 85H62ZM14 36A6 6 0 1 0 14.1 36M84 52A6 6 0 1 0 84.1 52",
  },
  seedling: {
    en: "Seedling",
    nl: "Kiemplant",
    de: "Keimling",
    path: "M50 85V45M50 55Q30 55 26 32Q48 32 50 55M50 47Q52 22 78 22Q76 46 50 47M25 85H75",
  },
  butterfly: {
    en: "Butterfly",
    nl: "Vlinder",
    de: "Schmetterling",
    path: "M50 28V74M50 40Q34 12 16 24Q10 46 50 50Q90 46 84 24Q66 12 50 40M50 52Q22 54 26 74Q42 82 50 60Q58 82 74 74Q78 54 50 52M50 28L42 16M50 28L58 16",
  },
  road: {
    en: "Road",
    nl: "Weg",
    de: "Straße",
    path: "M30 88L46 20M70 88L54 20M50 84V74M50 64V56M50 48V42M50 36V32M8 20H92",
  },
  boat: {
    en: "Sailing boat",
    nl: "Zeilboot",
    de: "Segelboot",
    path: "M14 66H86L74 84H26ZM50 66V14L24 58H50M54 22L80 58H54M6 90Q18 84 30 90T54 90T78 90T96 90",
  },
  mountain: {
    en: "Mountain",
    nl: "Berg",
    de: "Berg",
    path: "M6 84L38 26L58 60L68 46L94 84ZM29 42L38 48L46 40M38 26V10L50 15L38 19",
  },
  house: {
    en: "House",
    nl: "Huis",
    de: "Haus",
    path: "M16 48L50 18L84 48M24 42V84H76V42M43 84V60H57V84M62 52H70V60H62Z",
  },
  basket: {
    en: "Basket",
    nl: "Mand",
    de: "Korb",
    path: "M14 46H86L76 84H24ZM26 46Q50 2 74 46M30 46L36 84M50 46V84M70 46L64 84M19 64H81",
  },
  cage: {
    en: "Cage",
    nl: "Kooi",
    de: "Käfig",
    path: "M22 84V44Q22 18 50 18Q78 18 78 44V84ZM36 84V24M50 84V18M64 84V24M22 50H78M50 18V8",
  },
  hands: {
    en: "Two hands",
    nl: "Twee handen",
    de: "Zwei Hände",
    path: "M6 62L28 46L48 52Q56 56 48 62L38 60M94 62L72 46L58 48M48 62L56 70Q62 74 66 68L72 62M28 66L40 78Q48 82 54 76M6 78L20 72M94 78L78 70",
  },
  bridge: {
    en: "Bridge",
    nl: "Brug",
    de: "Brücke",
    path: "M4 62H96M20 62V26M80 62V26M4 50Q12 34 20 26Q50 74 80 26Q88 34 96 50M35 62V46M50 62V51M65 62V46M20 62V80M80 62V80",
  },
  well: {
    en: "Well",
    nl: "Waterput",
    de: "Brunnen",
    path: "M26 56H74V86H26ZM26 70H74M42 56V70M58 56V70M50 70V86M32 56V26M68 56V26M22 28L50 10L78 28M32 34H68M50 34V44M45 44H55L53 52H47Z",
  },
  fire: {
    en: "Fire",
    nl: "Vuur",
    de: "Feuer",
    path: "M50 12Q74 34 70 56Q80 50 78 44Q90 68 68 84H32Q10 66 28 42Q32 54 38 54Q34 30 50 12M50 84Q36 72 50 56Q64 72 50 84",
  },
  wheel: {
    en: "Steering wheel",
    nl: "Stuurwiel",
    de: "Steuerrad",
    path: "M50 20A30 30 0 1 0 50.1 20M50 40A10 10 0 1 0 50.1 40M50 8V40M50 60V92M8 50H40M60 50H92M20 20L43 43M57 57L80 80M80 20L57 43M43 57L20 80",
  },
  storm: {
    en: "Storm",
    nl: "Storm",
    de: "Sturm",
    path: "M26 52Q8 52 10 38Q12 26 26 28Q32 10 52 16Q64 18 66 30Q86 26 88 42Q86 54 72 52ZM52 52L40 70H52L44 92M28 60L22 72M74 60L68 72",
  },
} as const;
