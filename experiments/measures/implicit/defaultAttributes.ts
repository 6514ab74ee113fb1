/** Attribute words that come with Saydo: short, common, without a link to any product; every study may set its own. */
export const positiveWords = {
  label: { en: "Good", nl: "Goed", de: "Gut" },
  stimuli: [
    { en: "Joy", nl: "Vreugde", de: "Freude" },
    { en: "Pleasure", nl: "Plezier", de: "Vergnügen" },
    { en: "Wonderful", nl: "Heerlijk", de: "Wunderbar" },
    { en: "Happy", nl: "Gelukkig", de: "Glücklich" },
    { en: "Lovely", nl: "Prachtig", de: "Herrlich" },
    { en: "Friend", nl: "Vriend", de: "Freund" },
    { en: "Smile", nl: "Glimlach", de: "Lächeln" },
    { en: "Delight", nl: "Genot", de: "Genuss" },
  ],
};

export const negativeWords = {
  label: { en: "Bad", nl: "Slecht", de: "Schlecht" },
  stimuli: [
    { en: "Pain", nl: "Pijn", de: "Schmerz" },
    { en: "Nasty", nl: "Gemeen", de: "Gemein" },
    { en: "Awful", nl: "Vreselijk", de: "Furchtbar" },
    { en: "Sad", nl: "Treurig", de: "Traurig" },
    { en: "Ugly", nl: "Lelijk", de: "Hässlich" },
    { en: "Enemy", nl: "Vijand", de: "Feind" },
    { en: "Failure", nl: "Mislukking", de: "Versagen" },
    { en: "Disgust", nl: "Walging", de: "Ekel" },
  ],
};
