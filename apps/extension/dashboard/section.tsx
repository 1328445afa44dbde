import type { ReactNode } from 'react';
import { useId } from 'react';
import { WORDS } from './words.ts';

/** A part of the page with its heading, what it means, and what can be done with it. */
export function Section(props: {
  readonly title: string;
  readonly means?: string;
  readonly actions?: ReactNode;
  readonly wide?: boolean;
  readonly children: ReactNode;
}) {
  const id = useId();
  return (
    <section className={props.wide === true ? 'section wide' : 'section'} aria-labelledby={id}>
      <header className="section-header">
        <h2 id={id} tabIndex={-1}>
          {props.title}
        </h2>
        {props.means === undefined ? null : <Meaning name={props.title} text={props.means} />}
        <span className="spring" />
        {props.actions}
      </header>
      {props.children}
    </section>
  );
}

/** A definition that appears on pointing at it, on focus and on touch; screen readers read it with its button. */
export function Meaning({ name, text }: { readonly name: string; readonly text: string }) {
  const id = useId();
  return (
    <span className="meaning">
      <button type="button" className="meaning-button" aria-label={WORDS.definition({ name })} aria-describedby={id}>
        ?
      </button>
      <span role="tooltip" id={id} className="meaning-text">
        {text}
      </span>
    </span>
  );
}

/** A table that may be wider than its place; it can be scrolled by keyboard. */
export function Scrolled({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    // biome-ignore-start lint/a11y: what scrolls must be reachable by keyboard, and is neither a landmark nor a fieldset
    <div role="group" className="scrolled" aria-label={label} tabIndex={0}>
      {children}
    </div>
    // biome-ignore-end lint/a11y: as above
  );
}
