/** Cyrillic and Greek letters that print like a Latin one, after the confusables of Unicode (UTS #39). */
const LOOK_ALIKES = [
  // Cyrillic capitals and small letters
  ['АВЕІЈКМНОРСЅТУҮХԚԜѴӀ', 'ABEIJKMHOPCSTYYXQWVI'],
  ['аеіјорсѕухԛԝѵһԁӏ', 'aeijopcsyxqwvhdl'],
  // Greek capitals and small letters
  ['ΑΒΕΖΗΙͿΚΜΝΟΡΤΥΧ', 'ABEZHIJKMNOPTYX'],
  ['αικνορυγχ', 'aikvopuyx'],
] as const;

const latin: ReadonlyMap<string, string> = new Map(
  LOOK_ALIKES.flatMap(([letters, twins]) => [...letters].map((letter, at) => [letter, twins[at] ?? letter])),
);

const FOREIGN = /[^\p{Script=Latin}\P{L}]/u;

/** A word of Cyrillic, Greek and Latin letters as it looks: "ЈОІΝ" is JOIN. Nothing when a letter looks like no other. */
export function asItLooks(word: string): string | null {
  let reading = '';
  for (const char of word) reading += latin.get(char) ?? char;
  return reading === word || FOREIGN.test(reading) ? null : reading;
}
