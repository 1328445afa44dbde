/** A repeatable source of chance: the same seed gives the same draws on every machine. */
export interface Random {
  /** The next number, 0 ≤ x < 1. */
  next(): number;
  /** A whole number, both ends included. */
  integer(least: number, most: number): number;
  /** A number, least ≤ x < most. */
  between(least: number, most: number): number;
  /** True with that probability. */
  chance(probability: number): boolean;
  /** One of the items, all equally likely. Throws a RangeError when there is none. */
  pick<Item>(items: readonly Item[]): Item;
  /** One of the items by weight; weights need not add up to 1. */
  weighted<Item>(items: readonly (readonly [Item, number])[]): Item;
  /** A draw from the normal distribution. */
  normal(mean: number, deviation: number): number;
}

/** The sfc32 generator of PractRand (Chris Doty-Humphrey), seeded from a text such as `20/customer/17`. */
export function createRandom(seed: string): Random {
  let [a, b, c] = seedWords(seed);
  let counter = 1;
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 4_294_967_296;
  };
  // The first draws still show the seed.
  for (let draw = 0; draw < 15; draw += 1) next();

  const between = (least: number, most: number): number => least + next() * (most - least);
  const integer = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1));
  const pick = <Item>(items: readonly Item[]): Item => {
    const item = items[integer(0, items.length - 1)];
    if (item === undefined) throw new RangeError('nothing to pick from');
    return item;
  };
  const weighted = <Item>(items: readonly (readonly [Item, number])[]): Item => {
    let rest = next() * items.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [item, weight] of items) {
      rest -= weight;
      if (rest < 0) return item;
    }
    return pick(items)[0];
  };
  const normal = (mean: number, deviation: number): number => {
    const radius = Math.sqrt(-2 * Math.log(1 - next()));
    return mean + deviation * radius * Math.cos(2 * Math.PI * next());
  };
  return { next, integer, between, chance: (probability) => next() < probability, pick, weighted, normal };
}

/** Three 32-bit words from a text (FNV-1a with a different start for each). */
function seedWords(seed: string): [number, number, number] {
  const word = (start: number): number => {
    let hash = start;
    for (const character of seed) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16_777_619);
    return hash | 0;
  };
  return [word(2_166_136_261), word(374_761_393), word(668_265_263)];
}
