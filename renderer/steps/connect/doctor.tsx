import { useEffect, useRef } from 'react';
import type { CheckResult, CheckStatus } from '../../../shared/ipc/contract.ts';
import { Icon, type IconName } from '../../kit/icon.tsx';
import type { Profile } from '../../../shared/domain/settings.ts';

const looks: Readonly<Record<CheckStatus, { icon: IconName; tone: string; word: string }>> = {
  ok: { icon: 'check', tone: 'good', word: 'In order' },
  warning: { icon: 'alert', tone: 'tone-warn', word: 'Look at this' },
  failed: { icon: 'cross', tone: 'bad', word: 'Failed' },
  skipped: { icon: 'minus', tone: 'faint', word: 'Not reached' },
};

/**
 * The numbered steps of a check: what was found, and what to do where something is wrong. A new result comes into sight,
 * with the step that failed, or to its end; one that was there before stays where it is.
 */
export function Doctor({ result }: { readonly result: CheckResult | undefined }) {
  const shown = useRef(result);
  const telling = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (shown.current !== result) telling.current?.scrollIntoView({ block: 'nearest' });
    shown.current = result;
  }, [result]);
  if (result === undefined) return null;
  const told = result.steps.find(({ status }) => status === 'failed') ?? result.steps.at(-1);
  return (
    <ol className="checks" aria-label="Checks">
      {result.steps.map((step, index) => {
        const { icon, tone, word } = looks[step.status];
        return (
          <li
            key={step.id}
            ref={step === told ? telling : undefined}
            className="check-step"
            data-status={step.status}
          >
            <span className={tone}>
              <Icon name={icon} />
              <span className="sr-only">{word}: </span>
            </span>
            <span>
              {index + 1}. <b>{step.title}</b> <span className="muted">{step.found}</span>
            </span>
            <span className="faint nowrap">
              {step.status === 'skipped' ? word : `${Math.round(step.milliseconds)} ms`}
            </span>
            {step.remedy === null ? null : <p className="remedy">{step.remedy}</p>}
          </li>
        );
      })}
    </ol>
  );
}

/** What a system calls itself, large enough that the wrong one is noticed. */
export function Seen({
  entries,
}: {
  readonly entries: readonly (readonly [string, string | null | undefined])[];
}) {
  const known = entries.filter(([, value]) => value != null && value !== '');
  if (known.length === 0) return null;
  return (
    <dl className="seen">
      {known.map(([label, value]) => (
        <div key={label} className="seen-pair">
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

export function shopifySeen(seen: Profile['seen']) {
  return [
    ['Store', seen.shopName],
    ['Currency', seen.shopCurrency],
    ['Country', seen.shopCountry],
    ['Plan', seen.shopPlan],
    [
      'Request rate',
      seen.shopPointsPerSecond === null ? null : `${seen.shopPointsPerSecond} points a second`,
    ],
    [
      'Business customers',
      seen.businessCustomers === null ? null : seen.businessCustomers.enabled ? 'On' : 'Off',
    ],
  ] as const;
}

export function erpSeen(seen: Profile['seen']) {
  return [
    ['Store record', seen.erpStoreName],
    ['Version', seen.erpVersion],
    ['Endpoint', seen.endpointVersion],
  ] as const;
}
