import { Controller, type Control } from 'react-hook-form';
import type { CompanyEntity } from '../../../shared/domain/settings.ts';
import type { StoreTerms, TermsLists } from '../../../shared/ipc/contract.ts';
import { ProblemBanner } from '../../kit/banner.tsx';
import { Button } from '../../kit/button.tsx';
import { SuggestInput } from '../../kit/suggest-input.tsx';
import type { Answer } from '../../state/use-answer.ts';
import type { SettingsForm } from './settings-form.ts';

type Terms = CompanyEntity['terms'];

/** A table with one pair changed; a pair without terms of the ERP is none. */
function withPair(terms: Terms, shopify: string, erp: string): Terms {
  const others = terms.filter((pair) => pair.shopify !== shopify);
  return erp.trim() === '' ? others : [...others, { shopify, erp: erp.trim() }];
}

/** Terms of the store, and those of the table that the store has no longer. */
function linesOf(terms: Terms, lists: TermsLists | null): readonly StoreTerms[] {
  const known = lists?.shopify ?? [];
  const gone = terms
    .filter(({ shopify }) => !known.some(({ id }) => id === shopify))
    .map(({ shopify }) => ({ id: shopify, name: shopify, notAssignable: null }));
  return [...known, ...gone];
}

function TermsLines({
  terms,
  lists,
  onChange,
}: {
  readonly terms: Terms;
  readonly lists: TermsLists | null;
  readonly onChange: (terms: Terms) => void;
}) {
  const erpTerms = (lists?.erp ?? []).map((id) => ({ id, description: '' }));
  return (
    <table className="lines terms">
      <caption className="sr-only">Payment terms that mean the same</caption>
      <thead>
        <tr>
          <th scope="col">Shopify payment terms</th>
          <th scope="col">MYOB credit terms</th>
        </tr>
      </thead>
      <tbody>
        {linesOf(terms, lists).map(({ id, name, notAssignable }) => {
          const erp = terms.find(({ shopify }) => shopify === id)?.erp ?? '';
          return (
            <tr key={id}>
              <th scope="row">{name}</th>
              <td>
                {notAssignable !== null && erp === '' ? (
                  <span className="muted">{notAssignable}</span>
                ) : (
                  <SuggestInput
                    label={`MYOB credit terms for ${name}`}
                    isLabelShown={false}
                    value={erp}
                    values={erpTerms}
                    onChange={(text) => onChange(withPair(terms, id, text))}
                    placeholder="Not carried over"
                    error={notAssignable ?? undefined}
                  />
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** Which payment terms of the store and which credit terms of MYOB mean the same; others are not carried over. */
export function TermsTable({
  control,
  lists,
}: {
  readonly control: Control<SettingsForm>;
  readonly lists: Answer<TermsLists>;
}) {
  return (
    <div className="stack-small">
      <h3>Payment terms</h3>
      <p className="muted">
        Terms that stand here are carried over; all others are left alone, and the preview says so.
        {lists.value?.erpComplete === false
          ? ' MYOB offers no list of its credit terms: those of the first customers are suggested, others can be typed.'
          : ''}
      </p>
      {lists.problem === null ? null : (
        <ProblemBanner
          problem={lists.problem}
          actions={
            <Button small onPress={lists.reload}>
              Try again
            </Button>
          }
        />
      )}
      {lists.isLoading && lists.value === null && lists.problem === null ? (
        <p className="muted">Reading the terms of both systems…</p>
      ) : (
        <Controller
          control={control}
          name="company.terms"
          render={({ field, fieldState }) => {
            const problem = fieldState.error?.message;
            return (
              <>
                <TermsLines terms={field.value} lists={lists.value} onChange={field.onChange} />
                {problem === undefined ? null : <p className="field-error">{problem}</p>}
              </>
            );
          }}
        />
      )}
    </div>
  );
}
