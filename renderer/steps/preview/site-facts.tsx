import type { Party, Side, Site } from '../../../shared/domain/party.ts';
import type { PlanRowRecords } from '../../../shared/ipc/contract.ts';
import type { LocationChange } from '../../../shared/sync/plan.ts';
import { systemNames } from '../../kit/labels.ts';
import { valueText, type TermsNames } from '../../state/company-sentences.ts';
import { useStore } from '../../state/store.ts';

function siteOf(party: Party | null, location: LocationChange, side: Side): Site | null {
  const key = location[side]?.key;
  return party?.locations.find((each) => each.key === key)?.site ?? null;
}

function siteText({ taxId, taxExempt, terms, billing }: Site, names: TermsNames): string {
  const invoices = billing === null ? null : [billing.address1, billing.city].filter((part) => part !== null);
  return [
    taxId === null ? 'no tax registration ID' : `tax registration ID ${taxId}`,
    taxExempt ? 'tax exempt' : null,
    terms === null ? null : `terms ${valueText('terms', terms, names) ?? ''}`,
    invoices === null ? null : `invoices to ${invoices.join(', ')}`,
  ]
    .filter((part) => part !== null)
    .join(' · ');
}

/** Tax, terms and billing address of a location of a company, as each system holds them. */
export function SiteFacts({
  location,
  records,
}: {
  readonly location: LocationChange;
  readonly records: PlanRowRecords | null;
}) {
  const names = useStore((state) => state.termsNames);
  if (records === null) return null;
  const texts = (['shopify', 'erp'] as const).flatMap((side) => {
    const site = siteOf(records[side], location, side);
    return site === null ? [] : [{ side, text: siteText(site, names) }];
  });
  const [one, other] = texts;
  if (one === undefined) return null;
  const isAlike = other !== undefined && one.text === other.text;
  return (
    <small className="muted">
      {isAlike
        ? one.text
        : texts.map(({ side, text }) => (
            <span key={side} className="site-facts">
              {systemNames[side]}: {text}
            </span>
          ))}
    </small>
  );
}
