import type { PortfolioAnswer } from '@xinshao/core/contract/overlay-portfolio.ts';
import { CUSTOMER_ORDER_LABELS, dimensionLabel } from '@xinshao/core/wording/labels/dimensions.ts';
import { CONCENTRATION_LABELS } from '@xinshao/core/wording/slack/portfolio.ts';
import { LOCALE } from '../ui/locale.ts';
import { CustomerLink } from './customer-link.tsx';
import { Scrolled, Section } from './section.tsx';
import { money, percent, valueName, WORDS } from './words.ts';

const CEILINGS = {
  customer: WORDS.ceilingCustomer,
  industry: WORDS.ceilingIndustry,
  region: WORDS.ceilingRegion,
} as const;

/** How much of the exposure few customers hold, and what policy allows. */
export function Concentration({ concentration }: { readonly concentration: PortfolioAnswer['concentration'] }) {
  const { herfindahl, level, largest, ceilings } = concentration;
  return (
    <Section title={WORDS.concentration} means={WORDS.herfindahlMeans}>
      {herfindahl === null || level === null ? null : (
        <p className="strong">
          {WORDS.herfindahl({ index: herfindahl.toFixed(3), level: CONCENTRATION_LABELS[level][LOCALE] })}
        </p>
      )}
      {ceilings.length === 0 ? null : (
        <>
          <h3>{WORDS.ceilings}</h3>
          <dl className="ceilings">
            {ceilings.map(({ kind, value, share, ceiling }) => (
              <div key={kind} className={share > ceiling ? 'over' : ''}>
                <dt>
                  {CEILINGS[kind]} · {value}
                </dt>
                <dd>
                  {WORDS.ceilingLine({ share: percent(share), ceiling: percent(ceiling) })}{' '}
                  <strong>{share > ceiling ? `⚠ ${WORDS.ceilingOver}` : `✓ ${WORDS.ceilingWithin}`}</strong>
                </dd>
              </div>
            ))}
          </dl>
        </>
      )}
      <h3>{WORDS.largest}</h3>
      <Scrolled label={WORDS.largest}>
        <table>
          <thead>
            <tr>
              <th scope="col">{CUSTOMER_ORDER_LABELS.name[LOCALE]}</th>
              <th scope="col">{dimensionLabel(LOCALE, 'grade')}</th>
              <th scope="col" className="number">
                {WORDS.exposure}
              </th>
              <th scope="col" className="number">
                {WORDS.share}
              </th>
              <th scope="col" className="number">
                {WORDS.overdue}
              </th>
            </tr>
          </thead>
          <tbody>
            {largest.slice(0, 10).map((customer) => (
              <tr key={customer.customerId}>
                <th scope="row">
                  <CustomerLink customerId={customer.customerId} name={customer.name} />
                </th>
                <td>{valueName('grade', customer.grade)}</td>
                <td className="number">{money(customer.exposureFen)}</td>
                <td className="number">{percent(customer.share)}</td>
                <td className="number">{money(customer.overdueFen)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolled>
    </Section>
  );
}
