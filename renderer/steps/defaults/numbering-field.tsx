import { Controller, useWatch, type Control } from 'react-hook-form';
import { RadioInput, type Option } from '../../kit/choice.tsx';
import { TextInput } from '../../kit/field.tsx';
import { idsFrom, templateProblem, type IdKind } from '../../../shared/domain/numbering.ts';
import { countOf } from '../../kit/format.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { useSettled } from '../../state/use-settled.ts';
import type { SettingsForm } from './settings-form.ts';

export interface NumberingFieldProps {
  /** Null while the ERP cannot be asked. */
  readonly profileId: string | null;
  readonly kind: IdKind;
  readonly control: Control<SettingsForm>;
  readonly name: 'defaults.numbering' | 'defaults.locationNumbering';
  readonly label: string;
  readonly template: string;
  /** What is true of these numbers whatever is chosen. */
  readonly hint?: string;
  readonly error: string | undefined;
}

const modes: readonly Option<'erp' | 'template'>[] = [
  { id: 'erp', label: 'MYOB numbers them', description: 'As set up in its numbering sequences' },
  { id: 'template', label: 'By a template', description: 'Each # is a digit of a counter' },
];

/** Milliseconds of rest after a key before the ERP is asked. */
const typingPause = 700;

interface NextIdsProps {
  readonly profileId: string | null;
  readonly kind: IdKind;
  readonly template: string;
  readonly next: number;
}

/** The next five ids, as they would really be: those that MYOB has already are passed over and named. */
function NextIds({ profileId, kind, template, next }: NextIdsProps) {
  const problem = templateProblem(kind, template, next);
  const question = problem === null ? { kind, template, next } : null;
  const settled = useSettled(question, typingPause);
  const isAsked = profileId !== null && settled !== null && problem === null;
  const answer = useAnswer('numbering.preview', isAsked ? { profileId, ...settled } : null);
  if (problem !== null) return <p className="field-error">{problem}</p>;
  const isCurrent = isAsked && !answer.isLoading && settled.template === template && settled.next === next;
  const preview = isCurrent ? answer.value : null;
  if (preview === null) {
    const wait = answer.problem === null ? 'MYOB is asked which are in use.' : answer.problem.message;
    return (
      <p className="hint" aria-live="polite">
        Next: {idsFrom(template, next, 5).join(', ')}. {profileId === null ? null : wait}
      </p>
    );
  }
  const { free, taken, warnings } = preview;
  const [first] = taken;
  return (
    <div className="hint" aria-live="polite">
      {free.length === 0 ? null : <p>Next: {free.join(', ')}.</p>}
      {first === undefined ? (
        <p>MYOB has none of them.</p>
      ) : (
        <p>
          Passed over, as MYOB has {taken.length === 1 ? 'it' : 'them'}: {first}
          {taken.length === 1 ? '' : ` and ${countOf(taken.length - 1, 'other')}`}.
        </p>
      )}
      {warnings.map((warning) => (
        <p key={warning} className="tone-warn">
          {warning}
        </p>
      ))}
    </div>
  );
}

export function NumberingField({
  profileId,
  kind,
  control,
  name,
  label,
  template,
  hint,
  error,
}: NumberingFieldProps) {
  const numbering = useWatch({ control, name });
  return (
    <Controller
      control={control}
      name={name}
      render={({ field, fieldState, formState }) => {
        const problems =
          formState.errors.defaults?.[name === 'defaults.numbering' ? 'numbering' : 'locationNumbering'];
        const of = (part: 'template' | 'next') =>
          (problems as Partial<Record<'template' | 'next', { message?: string }>> | undefined)?.[part]
            ?.message;
        return (
          <div className="stack-small">
            <RadioInput
              label={label}
              hint={hint ?? null}
              error={fieldState.error?.message ?? error}
              value={field.value.mode}
              options={modes}
              onChange={(mode) => field.onChange(mode === 'erp' ? { mode } : { mode, template, next: 1 })}
            />
            {numbering.mode === 'template' ? (
              <>
                <TextInput
                  label="Template"
                  value={numbering.template}
                  onChange={(text) => field.onChange({ ...numbering, template: text })}
                  error={of('template')}
                  isNarrow
                />
                <TextInput
                  label="Next number"
                  value={Number.isFinite(numbering.next) ? String(numbering.next) : ''}
                  onChange={(text) =>
                    field.onChange({
                      ...numbering,
                      next: /^\d+$/.test(text.trim()) ? Number(text) : Number.NaN,
                    })
                  }
                  error={of('next')}
                  inputMode="numeric"
                  isNarrow
                />
                <div className="field">
                  <div className="field-control">
                    <NextIds
                      profileId={profileId}
                      kind={kind}
                      template={numbering.template}
                      next={numbering.next}
                    />
                  </div>
                </div>
              </>
            ) : null}
          </div>
        );
      }}
    />
  );
}
