import { ProgressBar } from 'react-aria-components';

/** How far something is; `total` null while that is not known. */
export function Meter({
  label,
  done,
  total,
}: {
  readonly label: string;
  readonly done: number;
  readonly total: number | null;
}) {
  const isKnown = total !== null && total > 0;
  const share = isKnown ? Math.min(1, done / total) : 0;
  return (
    <ProgressBar
      className="meter"
      aria-label={label}
      minValue={0}
      maxValue={isKnown ? total : 1}
      value={isKnown ? Math.min(done, total) : 0}
      isIndeterminate={!isKnown}
      valueLabel={isKnown ? `${done} of ${total}` : `${done}`}
    >
      <div className="meter-track">
        <div
          className={`meter-fill${isKnown ? (share === 1 ? ' full' : '') : ' unknown'}`}
          style={isKnown ? { width: `${share * 100}%` } : undefined}
        />
      </div>
    </ProgressBar>
  );
}
