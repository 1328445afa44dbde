/** A text, or a function from parameters to a text. */
type Message = string | ((parameters: never) => string);
type Messages = Readonly<Record<string, Message>>;

/** The same message ids with the same parameters in the other language. */
type Translated<M extends Messages> = {
  readonly [Id in keyof M]: M[Id] extends (parameters: infer P) => string ? (parameters: P) => string : string;
};

/**
 * A catalogue of one area's texts: `const card = catalogue({ zh: {…}, en: {…} })`, read as `card[locale].title` or
 * `card[locale].grade({ grade })`. The compiler refuses an id that one language lacks.
 */
export function catalogue<const M extends Messages>(texts: {
  readonly zh: M;
  readonly en: Translated<M>;
}): { readonly zh: M; readonly en: Translated<M> } {
  return texts;
}
