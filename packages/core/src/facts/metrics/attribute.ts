import { type Metric, textMetric } from './metric.ts';

export const ATTRIBUTE_PREFIX = 'attr.';

/** A free dimension of the customer file: column `attr.<name>` of an import (§4). */
export function attributeMetric(id: string): Metric {
  const name = id.slice(ATTRIBUTE_PREFIX.length);
  return textMetric(id, 'master', ({ customer }) =>
    Object.hasOwn(customer.attributes, name) ? (customer.attributes[name] ?? null) : null,
  );
}
