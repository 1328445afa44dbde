import { type ReactNode, useId } from 'react';

/** A part of the panel under its own heading. */
export function Section({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      {children}
    </section>
  );
}

/** @param none what stands there instead of an empty list */
export function TextList({ texts, none }: { texts: readonly string[]; none?: string }) {
  if (texts.length === 0) return none === undefined ? null : <p className="quiet">{none}</p>;
  return (
    <ul>
      {texts.map((text) => (
        <li key={text}>{text}</li>
      ))}
    </ul>
  );
}
